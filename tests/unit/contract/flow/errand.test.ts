import { describe, expect, it } from 'vitest';
import { isCorrectedSince } from '../../../../main/contract/flow/corrected';

const upheld = {
  kind: 'objection' as const,
  subject: 'element:16.bankAccount',
  outcome: 'upheld' as const,
  answeredAt: 2000,
};
const copy = { typeSeq: 16, fetchedAt: 1000, correctedAt: null };

describe('a copy that was corrected since', () => {
  it('is one from before an objection to it was upheld', () => {
    expect(isCorrectedSince(copy, upheld)).toBe(true);
  });

  it.each([
    ['fetched after the answer', { ...copy, fetchedAt: 2000 }, upheld],
    ['with the correction in it, whatever the clocks say', { ...copy, correctedAt: 2000 }, upheld],
    ['of another type, though its number begins alike', { ...copy, typeSeq: 1 }, upheld],
    ['whose objection was rejected', copy, { ...upheld, outcome: 'rejected' as const }],
    ['whose objection is open', copy, { ...upheld, outcome: null, answeredAt: null }],
    ['that a department was asked about', copy, { ...upheld, kind: 'verification' as const }],
  ])('is not one %s', (_what, given, errand) => {
    expect(isCorrectedSince(given, errand)).toBe(false);
  });
});
