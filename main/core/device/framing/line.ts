/**
 * Codes of a scanner on a serial port. Where a code ends is how the scanner is set up: CR, LF, CR LF, the ETX of an STX/ETX
 * pair, or nothing but silence. As long as nobody says which, any of them ends one.
 */
import { type Failure, failure } from '../../../contract/failures/failure';

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

/** The longest code taken; a QR code of version 40 holds more, codes shown at a window do not. */
export const LONGEST_CODE = 2048;

/** `brackets`: STX begins a code, and inside a pair only ETX ends it. `ends`: what ends a code outside a pair. */
interface Ending {
  readonly brackets: 'required' | 'allowed' | 'none';
  readonly ends: readonly (readonly number[])[];
}

export const ENDINGS = {
  any: { brackets: 'allowed', ends: [[CR], [LF], [ETX]] },
  cr: { brackets: 'none', ends: [[CR]] },
  lf: { brackets: 'none', ends: [[LF]] },
  crlf: { brackets: 'none', ends: [[CR, LF]] },
  'stx-etx': { brackets: 'required', ends: [] },
  none: { brackets: 'none', ends: [] },
} as const satisfies Record<string, Ending>;
export type EndingName = keyof typeof ENDINGS;

export type LineEvent =
  | { readonly kind: 'code'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'fault'; readonly failure: Failure };

interface LineDecoder {
  /** Takes bytes split anywhere. Fault: DEVICE_CODE_TOO_LONG, once; the rest of that code is dropped up to its end. */
  push(chunk: Uint8Array): LineEvent[];
  /**
   * Nothing came for a while: what is there is a whole code, whatever its ending should have been. Where STX and ETX are
   * required it is a torn one (DEVICE_FRAME_TRUNCATED).
   */
  silence(): LineEvent[];
  /** The computer slept: the rest of what is there never comes (DEVICE_FRAME_TRUNCATED, if it is anything). */
  abandon(): LineEvent[];
}

export function createLineDecoder(ending: EndingName = 'any'): LineDecoder {
  const { brackets, ends }: Ending = ENDINGS[ending];
  /** The first byte of an ending of two lies in the buffer until the second shows what it was. */
  const held = Math.max(0, ...ends.map((end) => end.length - 1));
  const buffer = new Uint8Array(LONGEST_CODE + held);
  /** Bytes that may begin or end a code; all others are taken in one go. */
  const marks = Uint8Array.from({ length: 256 }, (_, byte) => Number(isMark(byte)));
  let used = 0;
  let last = -1;
  let bracketed = false;
  let dropping = false;

  function isMark(byte: number): boolean {
    if (brackets !== 'none' && (byte === STX || byte === ETX)) return true;
    return ends.some((end) => end.at(-1) === byte);
  }

  function begin(inBrackets: boolean): void {
    buffer.fill(0, 0, used);
    used = 0;
    last = -1;
    bracketed = inBrackets;
    dropping = false;
  }

  function finish(ending: number, events: LineEvent[]): void {
    const length = used - (dropping ? 0 : ending);
    if (length > LONGEST_CODE) events.push(tooLong());
    else if (length > 0) events.push({ kind: 'code', bytes: buffer.slice(0, length) });
    begin(false);
  }

  /** How many bytes of the buffer belong to the ending that `byte` completes; -1 where it completes none. */
  function marksBefore(byte: number): number {
    if (bracketed) return byte === ETX ? 0 : -1;
    for (const end of ends) {
      if (end.at(-1) === byte && (end.length === 1 || end[0] === last)) return end.length - 1;
    }
    return -1;
  }

  function takeMark(byte: number, events: LineEvent[]): boolean {
    if (byte === STX && brackets !== 'none') {
      // A start mark: what came before it without an end is the torn half of another code.
      begin(true);
      return true;
    }
    if (brackets === 'required' && !bracketed) return true;
    const ending = marksBefore(byte);
    if (ending < 0) return false;
    finish(ending, events);
    return true;
  }

  function takePlain(bytes: Uint8Array, events: LineEvent[]): void {
    if (brackets === 'required' && !bracketed) return;
    if (!dropping && bytes.length > buffer.length - used) {
      begin(bracketed);
      dropping = true;
      events.push(tooLong());
    }
    last = bytes.at(-1) ?? last;
    if (dropping) return;
    buffer.set(bytes, used);
    used += bytes.length;
  }

  return {
    push(chunk) {
      const events: LineEvent[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at] ?? 0;
        if (marks[byte] === 0) continue;
        if (at > from) takePlain(chunk.subarray(from, at), events);
        from = takeMark(byte, events) ? at + 1 : at;
      }
      if (chunk.length > from) takePlain(chunk.subarray(from), events);
      return events;
    },

    silence() {
      const events: LineEvent[] = [];
      if (!bracketed || brackets === 'allowed') finish(0, events);
      else {
        events.push({ kind: 'fault', failure: failure('DEVICE_FRAME_TRUNCATED', { bytes: used }) });
        begin(false);
      }
      return events;
    },

    abandon() {
      const torn = used > 0 || bracketed || dropping;
      const what = failure('DEVICE_FRAME_TRUNCATED', { bytes: used });
      begin(false);
      return torn ? [{ kind: 'fault', failure: what }] : [];
    },
  };
}

function tooLong(): { kind: 'fault'; failure: Failure } {
  return { kind: 'fault', failure: failure('DEVICE_CODE_TOO_LONG', { limit: LONGEST_CODE }) };
}
