// What a run's samples say: how much something grows with each case.

/**
 * Least squares, per case.
 * @template {string} K
 * @param {readonly ({ cases: number } & Record<K, number>)[]} samples @param {K} what
 */
export function slope(samples, what) {
  const mean = (/** @type {number[]} */ all) => all.reduce((sum, each) => sum + each, 0) / all.length;
  const x = mean(samples.map(({ cases }) => cases));
  const y = mean(samples.map((each) => /** @type {number} */ (each[what])));
  const over = samples.reduce(
    (sum, each) => sum + (each.cases - x) * /** @type {number} */ (each[what] - y),
    0,
  );
  const under = samples.reduce((sum, each) => sum + (each.cases - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

/** @param {number} bytes */
export const megabytes = (bytes) => Number((bytes / 1e6).toFixed(2));

/** @param {number} value */
export const round = (value) => Number(value.toFixed(2));
