import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../../main/core/outbox';

describe('back-off', () => {
  it('doubles from a second or two to five minutes', () => {
    expect([1, 2, 3, 4, 8, 9, 50].map((attempts) => backoffMs(attempts, 0))).toEqual([
      1_000, 2_000, 4_000, 8_000, 128_000, 150_000, 150_000,
    ]);
    expect([1, 2, 9, 5_000].map((attempts) => backoffMs(attempts, 0.999_999_9))).toEqual([
      2_000, 4_000, 300_000, 300_000,
    ]);
  });

  it('stays between a second and five minutes, in whole ms, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, fraction) => {
          const pause = backoffMs(attempts, fraction);
          return Number.isInteger(pause) && pause >= 1_000 && pause <= 300_000;
        },
      ),
    );
  });
});
