/** Generated steps of what a device sends, for the fuzz tests. `FUZZ_CHUNKS` sets how many in all (50,000 unless told). */
import fc from 'fast-check';
import type { FrameContent } from '../../../../main/contract/flow/frame';
import { systemIds } from '../../../../main/core/base';
import { readCredential } from '../../../../main/core/credential';
import { assembleFrame } from '../../../../main/core/device/frame';
import { ports } from '../credential/frames';

const CHUNKS = Number(process.env.FUZZ_CHUNKS ?? 50_000);
const PER_RUN = 40;
export const runs = (share: number) => Math.max(1, Math.round((CHUNKS * share) / PER_RUN));
export const timeLimitMs = 20_000 + CHUNKS;

/** Nothing a decoder keeps may be larger. */
export const LARGEST_STATE = 4096;
/** Stands in everything that was spoilt on its way: it must never come out. */
export const FORGED = 'FORGED';

/** Bytes without a pattern, from a seed: cheaper than arrays of generated numbers, and shrinks to a short one. */
export function noise(seed: number, length: number): Uint8Array {
  let state = seed | 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}

export interface Step {
  kind: 'noise' | 'sound' | 'spoilt' | 'cut' | 'length' | 'silence';
  /** Which of two decoders, side by side. */
  lane: 0 | 1;
  seed: number;
  pieces: number;
}

export const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('noise', 'sound', 'spoilt', 'cut', 'length', 'silence'),
    lane: fc.constantFrom(0, 1),
    seed: fc.nat(),
    pieces: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: PER_RUN, maxLength: PER_RUN },
);

export function inPieces(bytes: Uint8Array, { pieces, seed }: Step): Uint8Array[] {
  const cuts = Array.from({ length: pieces - 1 }, (_, at) => (seed >>> (at * 5)) % (bytes.length + 1)).sort(
    (a, b) => a - b,
  );
  const ends = [...cuts, bytes.length];
  return ends.map((end, at) => bytes.slice(ends[at - 1] ?? 0, end));
}

export function identified(content: FrameContent): string | null {
  const frame = assembleFrame('fuzz', content, { ids: systemIds, clock: ports().clock });
  const credential = readCredential(frame, ports());
  if (!credential.ok) return null;
  return credential.value.kind === 'id-card' ? credential.value.name : credential.value.payload;
}
