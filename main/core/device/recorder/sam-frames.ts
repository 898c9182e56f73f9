/** The least of the SAM_V frame format that is needed to find frames in a recorded stream, either way. */
export const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
export const HEAD_LENGTH = PREAMBLE.length + 2;
/** Command, parameter, check byte. */
const SHORTEST = 3;
/** Text, photo and two fingerprints. */
const LONGEST = 0x090a;

/** How many bytes of a preamble stand here, up to the end of the stream. */
export function preambleAt(bytes: Uint8Array, at: number): number {
  const differs = PREAMBLE.findIndex((byte, offset) => bytes[at + offset] !== byte);
  return differs < 0 ? PREAMBLE.length : differs;
}

/** Where the frame that begins here says that it ends; null where its length is impossible or the stream ends before. */
export function frameEnd(bytes: Uint8Array, at: number): number | null {
  if (preambleAt(bytes, at) < PREAMBLE.length || at + HEAD_LENGTH > bytes.length) return null;
  const length = ((bytes[at + 5] ?? 0) << 8) | (bytes[at + 6] ?? 0);
  const end = at + HEAD_LENGTH + length;
  return length >= SHORTEST && length <= LONGEST && end <= bytes.length ? end : null;
}

/** XOR of everything after the preamble; zero for a sound frame. */
export function frameSum(bytes: Uint8Array, at: number, end: number): number {
  return bytes.subarray(at + PREAMBLE.length, end).reduce((sum, byte) => sum ^ byte, 0);
}
