/** What a department's answer, or an exclusion from pledging, makes of a proof. */
import { describe, expect, it } from 'vitest';
import { reopenConflict, settleVerification, takePledge, withoutPledge } from '../../../../main/core/form';
import { field, fill, GIVEN, item, material, materialOf } from './samples';

const PLEDGE = { pledgeText: '本人承诺' };
const verified = (fallback: 'paper' | 'pledge', more: object = {}) =>
  item([field('name')], {
    materials: [material('proof', { settlement: 'verification', typeSeq: null, fallback, ...more })],
  });

describe('a department’s answer', () => {
  it('settles the proof where it is confirmed', () => {
    const definition = verified('paper');
    const form = settleVerification(fill(definition), definition, 'proof', 'confirmed');
    expect(materialOf(form, 'proof')).toMatchObject({ settlement: 'verification', settled: true });
  });

  it.each([
    ['unknown', 'pledge', '本人承诺'],
    ['contradicted', 'paper', ''],
  ] as const)('that is %s leaves %s where the catalogue has a pledge', (outcome, settlement, pledgeText) => {
    const definition = verified('pledge', PLEDGE);
    const form = settleVerification(fill(definition), definition, 'proof', outcome);
    expect(materialOf(form, 'proof')).toMatchObject({ settlement, settled: false, pledgeText });
  });

  it('leaves paper where there is no pledge to give', () => {
    const definition = verified('paper');
    const form = settleVerification(fill(definition), definition, 'proof', 'unknown');
    expect(materialOf(form, 'proof')).toMatchObject({ settlement: 'paper', settled: false });
  });

  it('does not touch what something else has settled, nor a proof or a field that is not there', () => {
    const definition = verified('pledge', PLEDGE);
    const settled = settleVerification(fill(definition), definition, 'proof', 'confirmed');
    expect(settleVerification(settled, definition, 'proof', 'contradicted')).toEqual(settled);
    expect(settleVerification(settled, definition, 'nothing', 'confirmed')).toEqual(settled);
    expect(reopenConflict(settled, definition, 'nothing')).toEqual(settled);
  });
});

describe('an exclusion from pledging', () => {
  it('takes the pledge away, given or not, and leaves verification or paper', () => {
    const own = material('proof', { settlement: 'pledge', typeSeq: null, fallback: 'paper', ...PLEDGE });
    const definition = item([field('name')], { materials: [own] });
    const given = takePledge(fill(definition), 'proof', GIVEN);
    const left = withoutPledge(given.ok ? given.value : fill(definition), definition, 'proof');
    expect(materialOf(left, 'proof')).toMatchObject({ settlement: 'paper', settled: false, pledge: null });
    const other = item([field('name')], { materials: [{ ...own, fallback: 'verification' }] });
    expect(materialOf(withoutPledge(fill(other), other, 'proof'), 'proof').settlement).toBe('verification');
  });
});
