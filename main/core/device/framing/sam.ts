/**
 * Frames of the ID-card reader (SAM_V protocol), both ways: `AA AA AA 96 69`, length (2 bytes, big-endian, counts
 * everything after itself), payload, check byte (XOR of everything after the preamble before it).
 * There is no escaping, so a preamble may occur inside a payload: the length decides where a frame ends.
 */
import { type Failure, failure } from '../../../contract/failures/failure';

const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const HEAD_LENGTH = PREAMBLE.length + 2;
/** Shortest answer: SW1 SW2 SW3 and the check byte. */
const SHORTEST_LENGTH = 4;
/** Longest answer of the protocol: text, photo and two fingerprints. */
const LONGEST_LENGTH = 0x090a;
const BUFFER_LENGTH = 4096;

/** `sw` is SW3, the reader's own status; SW1 and SW2 are zero in practice. `data` is a copy of its own. */
export type SamEvent =
  | { readonly kind: 'answer'; readonly sw: number; readonly data: Uint8Array }
  | { readonly kind: 'fault'; readonly failure: Failure };

interface SamDecoder {
  /** Takes bytes split anywhere. Faults: DEVICE_FRAME_LENGTH, DEVICE_FRAME_CHECKSUM. */
  push(chunk: Uint8Array): SamEvent[];
  /** Nothing came for a while: a frame still open is given up (DEVICE_FRAME_TRUNCATED) and what it swallowed is looked at again. */
  silence(): SamEvent[];
  /** Forgets, and overwrites, what is buffered. */
  reset(): void;
}

/** `body` is everything between length and check byte: command, parameter, data. */
export function encodeSamCommand(body: readonly number[]): Uint8Array {
  const length = body.length + 1;
  const counted = [length >> 8, length & 0xff, ...body];
  return Uint8Array.from([...PREAMBLE, ...counted, counted.reduce((sum, byte) => sum ^ byte, 0)]);
}

export function createSamDecoder(): SamDecoder {
  const buffer = new Uint8Array(BUFFER_LENGTH);
  let used = 0;

  /** Decodes what is complete. `start`: from where to look for a preamble. */
  function drain(start: number, events: SamEvent[]): void {
    let at = start;
    for (;;) {
      at = findPreamble(buffer, at, used);
      if (used - at < HEAD_LENGTH) break;
      const length = word(buffer, at + PREAMBLE.length);
      if (length < SHORTEST_LENGTH || length > LONGEST_LENGTH) {
        events.push({ kind: 'fault', failure: failure('DEVICE_FRAME_LENGTH', { length }) });
        at += PREAMBLE.length;
        continue;
      }
      const end = at + HEAD_LENGTH + length;
      if (end > used) break;
      if (checkByte(buffer, at + PREAMBLE.length, end) !== 0) {
        events.push({ kind: 'fault', failure: failure('DEVICE_FRAME_CHECKSUM', { length }) });
        at += PREAMBLE.length;
        continue;
      }
      const status = at + HEAD_LENGTH;
      events.push({ kind: 'answer', sw: buffer[status + 2] ?? 0, data: buffer.slice(status + 3, end - 1) });
      at = end;
    }
    discard(at);
  }

  /** Moves the rest to the front and overwrites what it leaves: a read-base answer holds a photo (R47). */
  function discard(count: number): void {
    buffer.copyWithin(0, count, used);
    buffer.fill(0, used - count, used);
    used -= count;
  }

  return {
    push(chunk) {
      const events: SamEvent[] = [];
      // What stays after a drain is shorter than the longest frame, so there is always room.
      for (let taken = 0; taken < chunk.length; ) {
        const part = chunk.subarray(taken, taken + BUFFER_LENGTH - used);
        buffer.set(part, used);
        used += part.length;
        taken += part.length;
        drain(0, events);
      }
      return events;
    },

    silence() {
      const events: SamEvent[] = [];
      while (used > 0) {
        events.push({ kind: 'fault', failure: failure('DEVICE_FRAME_TRUNCATED', { bytes: used }) });
        drain(Math.min(PREAMBLE.length, used), events);
      }
      return events;
    },

    reset() {
      discard(used);
    },
  };
}

/** Index of the first preamble, or of its beginning at the very end, or `used`. */
function findPreamble(buffer: Uint8Array, from: number, used: number): number {
  for (let at = from; at < used; at += 1) {
    if (PREAMBLE.every((byte, offset) => at + offset >= used || buffer[at + offset] === byte)) return at;
  }
  return used;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** XOR over length, payload and check byte: zero for a whole frame. */
function checkByte(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum ^= bytes[at] ?? 0;
  return sum;
}
