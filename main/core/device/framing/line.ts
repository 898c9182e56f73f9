/**
 * Codes of a scanner on a serial port. A code ends at CR, LF, CR LF, or at the ETX of an STX/ETX pair, as the scanner is set
 * up, or after silence where it is set to send no ending at all.
 */
import { type Failure, failure } from '../../../contract/failures/failure';

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

/** The longest code taken; a QR code of version 40 holds more, codes shown at a window do not. */
export const LONGEST_CODE = 2048;

export type LineEvent =
  | { readonly kind: 'code'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'fault'; readonly failure: Failure };

interface LineDecoder {
  /** Takes bytes split anywhere. Fault: DEVICE_CODE_TOO_LONG, once; the rest of that code is dropped up to its end. */
  push(chunk: Uint8Array): LineEvent[];
  /** Nothing came for a while: what is there is a whole code. */
  silence(): LineEvent[];
}

export function createLineDecoder(): LineDecoder {
  const buffer = new Uint8Array(LONGEST_CODE);
  let used = 0;
  let bracketed = false;
  let dropping = false;

  function finish(): LineEvent[] {
    const events: LineEvent[] = used > 0 ? [{ kind: 'code', bytes: buffer.slice(0, used) }] : [];
    begin(false);
    return events;
  }

  function begin(inBrackets: boolean): void {
    buffer.fill(0, 0, used);
    used = 0;
    bracketed = inBrackets;
    dropping = false;
  }

  function take(byte: number): LineEvent[] {
    if (byte === STX) {
      // A start mark: what came before it without an end is the torn half of another code.
      begin(true);
      return [];
    }
    if (byte === ETX || (!bracketed && (byte === CR || byte === LF))) return finish();
    if (dropping) return [];
    if (used === LONGEST_CODE) {
      begin(bracketed);
      dropping = true;
      return [{ kind: 'fault', failure: failure('DEVICE_CODE_TOO_LONG', { limit: LONGEST_CODE }) }];
    }
    buffer[used] = byte;
    used += 1;
    return [];
  }

  return {
    push(chunk) {
      const events: LineEvent[] = [];
      for (const byte of chunk) events.push(...take(byte));
      return events;
    },
    silence: finish,
  };
}
