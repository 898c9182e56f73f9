import type { Ids } from '../../../main/contract/ports/clock';

export interface Random extends Ids {
  /** Uniform integer in [from, to]. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Spread over orders of magnitude: as likely 1-10 s as 1-10 h. */
  span(from: number, to: number): number;
}

/** mulberry32: one seed, one run. Serves as the workstation's `Ids` as well. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const bytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(fraction() * 256));
  const between = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    bytes,
    between,
    next() {
      const hex = Buffer.from(bytes(16)).toString('hex');
      return [0, 8, 12, 16, 20].map((at, n) => hex.slice(at, [8, 12, 16, 20, 32][n])).join('-');
    },
    chance: (probability) => fraction() < probability,
    pick<T>(from: readonly T[]): T {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    span: (from, to) => Math.round(from * (to / from) ** fraction()),
  };
}
