import { describe, expect, it } from 'vitest';
import { acceptPaper, editField, takePledge } from '../../../../main/core/form';
import {
  field,
  fieldOf,
  fill,
  GIVEN,
  grant,
  item,
  licence,
  licenceOrigin,
  material,
  materialOf,
  READ_AT,
} from './samples';

const AT = READ_AT + 60_000;

function must<T>(result: { ok: true; value: T } | { ok: false; failure: { code: string } }): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

describe('filled again', () => {
  const definition = item(
    [field('name', { origins: [licenceOrigin('name')] }), field('phone', { type: 'phone' })],
    {
      materials: [
        material('proof'),
        material('income', { settlement: 'pledge', typeSeq: null, pledgeText: '本人承诺' }),
        material('deed', { settlement: 'paper', typeSeq: null }),
      ],
    },
  );

  function worked() {
    let form = fill(definition);
    form = must(editField(form, definition, { key: 'phone', value: '13800000000', at: AT }));
    form = must(editField(form, definition, { key: 'name', value: '手写', at: AT }));
    form = must(takePledge(form, 'income', GIVEN));
    form = must(acceptPaper(form, 'deed', '申请人当场提交'));
    return must(acceptPaper(form, 'proof', '申请人当场提交'));
  }

  it('keeps what was typed, pledged and handed in', () => {
    const again = fill(definition, { earlier: worked() });
    expect(fieldOf(again, 'phone')).toMatchObject({
      value: '13800000000',
      source: { from: 'clerk', at: AT },
      locked: false,
    });
    expect(fieldOf(again, 'name')).toMatchObject({ value: '手写', locked: false });
    expect(again.materials.map(({ settlement, settled }) => [settlement, settled])).toEqual([
      ['paper', true],
      ['pledge', true],
      ['paper', true],
    ]);
  });

  it('puts what a licence says now above what was typed, and shares what was paper', () => {
    const again = fill(definition, { earlier: worked(), grant: grant(licence({ name: '周明远' })) });
    expect(fieldOf(again, 'name')).toMatchObject({
      value: '周明远',
      locked: true,
      source: { from: 'licence' },
    });
    expect(materialOf(again, 'proof')).toMatchObject({ settlement: 'sharing', licenceId: 'L-1' });
  });

  it('does not keep a value whose licence is gone from the new grant', () => {
    const earlier = fill(definition, { grant: grant(licence({ name: '周明远' })) });
    expect(fieldOf(fill(definition, { earlier }), 'name')).toMatchObject({ value: '', source: null });
  });

  it('does not keep a proof settled by a licence that is gone from the new grant', () => {
    const earlier = fill(definition, { grant: grant(licence({ name: '周明远' })) });
    expect(materialOf(earlier, 'proof').settled).toBe(true);
    expect(materialOf(fill(definition, { earlier }), 'proof')).toMatchObject({
      settlement: 'paper',
      settled: false,
      licenceId: null,
    });
  });

  it('keeps what was typed above the preset', () => {
    const preset = item([field('reason', { preset: '存量房买卖' })]);
    const edited = must(editField(fill(preset), preset, { key: 'reason', value: '赠与', at: AT }));
    expect(fieldOf(fill(preset, { earlier: edited }), 'reason')).toMatchObject({
      value: '赠与',
      source: { from: 'clerk', at: AT },
    });
  });

  it('carries nothing over to another item', () => {
    const again = fill({ ...definition, seq: 236 }, { earlier: worked() });
    expect(again.materials.filter((each) => each.settled)).toEqual([]);
    expect(again.fields.filter((each) => each.value !== '')).toEqual([]);
  });

  it('does not take back a pledge that was taken back', () => {
    const earlier = must(takePledge(worked(), 'income', null));
    expect(materialOf(fill(definition, { earlier }), 'income').settled).toBe(false);
  });

  it('is a new form that cites the new grant and leaves the earlier one as it was', () => {
    const earlier = worked();
    const before = structuredClone(earlier);
    const from = grant();
    const again = fill(definition, { earlier, grant: from });
    expect(again.id).not.toBe(earlier.id);
    expect(again.grantId).toBe(from.id);
    expect(earlier).toEqual(before);
  });
});
