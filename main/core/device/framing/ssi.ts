/**
 * Packets of Zebra scanners (Simple Serial Interface): length of all but the check sum, opcode, source (04 host, 00
 * scanner), status, data, check sum (two's complement of the byte sum, high byte first). A code longer than a packet comes
 * in several: status bit 1 says that another follows, bit 0 that this one is sent again.
 */
import { type Failure, failure } from '../../../contract/failures/failure';
import { type LineEvent, LONGEST_CODE } from './line';

export const SSI = { decodeData: 0xf3, ack: 0xd0, nak: 0xd1, start: 0xe4, stop: 0xe5, enable: 0xe9 } as const;

const HOST = 0x04;
const SCANNER = 0x00;
const HEAD_LENGTH = 4;
const CHECK_LENGTH = 2;
const LOWEST_OPCODE = 0x80;
const RESENT = 1;
const CONTINUED = 2;
/** Reason of a refusal: check sum wrong, send again. */
const RESEND = 1;

type SsiEvent = LineEvent | { readonly kind: 'reply'; readonly packet: Uint8Array };

interface SsiDecoder {
  /** Takes bytes split anywhere. Faults: DEVICE_FRAME_CHECKSUM, DEVICE_CODE_TOO_LONG. A `reply` is to be sent at once. */
  push(chunk: Uint8Array): SsiEvent[];
  /** Nothing came for a while: a packet or code still open is given up (DEVICE_FRAME_TRUNCATED). */
  silence(): SsiEvent[];
  /** As `silence`, after the computer slept. */
  abandon(): SsiEvent[];
}

export function ssiPacket(opcode: number, data: readonly number[] = []): Uint8Array {
  const counted = [HEAD_LENGTH + data.length, opcode, HOST, 0, ...data];
  const check = -sum(counted) & 0xffff;
  return Uint8Array.of(...counted, check >> 8, check & 0xff);
}

export function createSsiDecoder(): SsiDecoder {
  const packet = new Uint8Array(0xff + CHECK_LENGTH);
  let used = 0;
  const code = new Uint8Array(LONGEST_CODE);
  let length = 0;
  let tooLong = false;
  /** A packet was refused and comes again; otherwise one that is sent again was taken and only its answer was lost. */
  let refused = false;

  function take(byte: number): SsiEvent[] {
    // Between packets: the wake-up byte, noise, a length that no packet has.
    if (used === 0 && byte < HEAD_LENGTH) return [];
    packet[used] = byte;
    used += 1;
    const whole = (packet[0] ?? 0) + CHECK_LENGTH;
    if (used === 2 && byte < LOWEST_OPCODE) return slip();
    if (used === 3 && byte !== SCANNER) return slip();
    if (used < whole) return [];
    const counted = packet.subarray(0, whole - CHECK_LENGTH);
    const given = ((packet[whole - 2] ?? 0) << 8) | (packet[whole - 1] ?? 0);
    const sound = ((sum(counted) + given) & 0xffff) === 0;
    if (!sound) {
      const refusal = refuse();
      return [...refusal, ...slip()];
    }
    const events = understand(counted);
    packet.fill(0, 0, used);
    used = 0;
    return events;
  }

  /** No packet begins here, or none that can be trusted: look again one byte further on. */
  function slip(): SsiEvent[] {
    const rest = packet.slice(1, used);
    packet.fill(0, 0, used);
    used = 0;
    return [...rest].flatMap(take);
  }

  function refuse(): SsiEvent[] {
    refused = true;
    return [
      { kind: 'fault', failure: failure('DEVICE_FRAME_CHECKSUM', { length: used }) },
      { kind: 'reply', packet: ssiPacket(SSI.nak, [RESEND]) },
    ];
  }

  function understand(counted: Uint8Array): SsiEvent[] {
    if (counted[1] !== SSI.decodeData) return [];
    const status = counted[3] ?? 0;
    const events: SsiEvent[] = [{ kind: 'reply', packet: ssiPacket(SSI.ack) }];
    if (status & RESENT && !refused) return events;
    refused = false;
    // Before the code stands the scanner's own number for the kind of code.
    const part = counted.subarray(HEAD_LENGTH + 1);
    if (length + part.length > LONGEST_CODE) tooLong = true;
    else if (!tooLong) {
      code.set(part, length);
      length += part.length;
    }
    if (status & CONTINUED) return events;
    if (tooLong) events.push(tooLongFault());
    else if (length > 0) events.push({ kind: 'code', bytes: code.slice(0, length) });
    forget();
    return events;
  }

  function forget(): void {
    code.fill(0, 0, length);
    length = 0;
    tooLong = false;
  }

  function giveUp(): SsiEvent[] {
    const open = used + length;
    packet.fill(0, 0, used);
    used = 0;
    forget();
    if (open === 0) return [];
    return [{ kind: 'fault', failure: failure('DEVICE_FRAME_TRUNCATED', { bytes: open }) }];
  }

  return { push: (chunk) => [...chunk].flatMap(take), silence: giveUp, abandon: giveUp };
}

function tooLongFault(): { kind: 'fault'; failure: Failure } {
  return { kind: 'fault', failure: failure('DEVICE_CODE_TOO_LONG', { limit: LONGEST_CODE }) };
}

function sum(bytes: Iterable<number>): number {
  let total = 0;
  for (const byte of bytes) total += byte;
  return total;
}
