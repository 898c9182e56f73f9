/**
 * mulberry32.
 * @param {number} seed
 */
export function seededRandom(seed) {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    fraction,
    between: (/** @type {number} */ from, /** @type {number} */ to) =>
      from + Math.floor(fraction() * (to - from + 1)),
    chance: (/** @type {number} */ probability) => fraction() < probability,
    /**
     * @template T
     * @param {readonly T[]} from
     * @returns {T}
     */
    pick: (from) => /** @type {T} */ (from[Math.floor(fraction() * from.length)]),
  };
}

/** @typedef {ReturnType<typeof seededRandom>} Random */
