import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import type { Form } from '../../../../main/contract/flow/form';
import { decideConflict, editField, openPoints } from '../../../../main/core/form';
import { card, field, fieldOf, fill, grant, item, licence, licenceOrigin, READ_AT } from './samples';

const AT = READ_AT + 90_000;
const definition = item([
  field('address', {
    maxLength: 100,
    origins: [licenceOrigin('address'), licenceOrigin('address', 5), { from: 'id-card', element: 'address' }],
  }),
]);
const household = (address: string) =>
  licence({ address }, { licenceId: 'L-5', typeSeq: 5, name: '居民户口簿', issuer: '样例市公安局户政处' });
const contradicting = grant(licence({ address: '样例路44号' }), household('新城路1号'));
const form = fill(definition, { grant: contradicting });

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const decide = (changed: Partial<Parameters<typeof decideConflict>[2]> = {}, on: Form = form) =>
  decideConflict(on, definition, {
    key: 'address',
    choose: 1,
    how: 'chosen',
    reason: '以户口簿为准',
    at: AT,
    ...changed,
  });

describe('sources that contradict each other', () => {
  it('are shown side by side with value, issuer and time, in the catalogue’s order', () => {
    expect(fieldOf(form, 'address').conflict).toEqual({
      decided: null,
      candidates: [
        {
          value: '样例路44号',
          source: expect.objectContaining({ typeSeq: 1, issuer: '样例市公安局' }),
          authoritative: true,
        },
        { value: '新城路1号', source: expect.objectContaining({ typeSeq: 5, issuer: '样例市公安局户政处' }) },
      ],
    });
  });

  it('name the one source whose word it is by the catalogue, also where another stands in for it', () => {
    const withoutFirst = fill(definition, {
      grant: grant(household('新城路1号')),
      credential: card({ address: '老城路9号' }),
    });
    const named = (of: Form) =>
      fieldOf(of, 'address').conflict?.candidates.map(({ authoritative }) => authoritative ?? false);
    expect([named(form), named(withoutFirst)]).toEqual([
      [true, false],
      [false, false],
    ]);
    expect(fieldOf(must(decide()), 'address')).not.toHaveProperty('authoritative');
  });

  it('keep the form from being submitted until somebody decides', () => {
    expect(openPoints(form)).toEqual({ fields: 0, materials: 0, conflicts: 1 });
    expect(openPoints(must(decide()))).toEqual({ fields: 0, materials: 0, conflicts: 0 });
  });

  it.each([
    ['the same', '样例路44号'],
    ['the same in other width and spacing', '样例路４４号 '],
  ])('are none where they say %s', (_what, address) => {
    const agreed = fill(definition, {
      grant: grant(licence({ address: '样例路44号' }), household(address)),
    });
    expect(fieldOf(agreed, 'address')).toMatchObject({ value: '样例路44号', conflict: null, locked: true });
  });

  it('name each differing value once, however many sources say it', () => {
    const three = fill(definition, {
      grant: contradicting,
      credential: card({ address: '新城路1号' }),
    });
    expect(fieldOf(three, 'address').conflict?.candidates).toHaveLength(2);
  });

  it('leave out a licence that failed its checks, and a value the field cannot hold', () => {
    const failed = grant(licence({ address: '样例路44号' }), {
      ...household('新城路1号'),
      verdict: 'failed',
    });
    expect(fieldOf(fill(definition, { grant: failed }), 'address').conflict).toBeNull();
    const tooLong = grant(licence({ address: '样例路44号' }), household('长'.repeat(101)));
    expect(fieldOf(fill(definition, { grant: tooLong }), 'address').conflict).toBeNull();
  });
});

describe('a name that the chip has cut at 15 characters', () => {
  const whole = '买买提江·吐尔逊尼亚孜·阿布都热合曼';
  const cut = '买买提江·吐尔逊尼亚孜·阿布都';
  const named = item([
    field('name', { origins: [{ from: 'id-card', element: 'name' }, licenceOrigin('name')] }),
  ]);
  const nameField = (onCard: string, onLicence: string) =>
    fieldOf(
      fill(named, { credential: card({ name: onCard }), grant: grant(licence({ name: onLicence })) }),
      'name',
    );

  it.each([
    ['card', cut, whole],
    ['register', whole, cut],
  ])('by the %s is the whole one, which is used', (_who, onCard, onLicence) => {
    expect(nameField(onCard, onLicence)).toMatchObject({ value: whole, conflict: null, locked: true });
  });

  it('is used as it is where nobody says more', () => {
    expect(nameField(cut, cut)).toMatchObject({ value: cut, conflict: null });
  });

  it.each([
    ['of another length', '买买提江·吐尔逊', whole],
    ['that goes on otherwise', cut, '买买提江·吐尔逊尼亚孜·阿布力热合曼'],
  ])('is told from a name %s', (_what, onCard, onLicence) => {
    expect(nameField(onCard, onLicence).conflict?.candidates).toHaveLength(2);
  });

  it('is no such thing in another field', () => {
    const addresses = item([
      field('address', { origins: [licenceOrigin('address'), licenceOrigin('address', 5)] }),
    ]);
    const both = grant(
      licence({ address: '样例市样例区示例路十一号院内一' }),
      household('样例市样例区示例路十一号院内一号楼'),
    );
    expect('样例市样例区示例路十一号院内一').toHaveLength(15);
    expect(fieldOf(fill(addresses, { grant: both }), 'address').conflict?.candidates).toHaveLength(2);
  });
});

describe('a decision', () => {
  it('puts the chosen value in force, with its source, and keeps reason and time', () => {
    expect(fieldOf(must(decide()), 'address')).toMatchObject({
      value: '新城路1号',
      source: { typeSeq: 5 },
      locked: true,
      conflict: { decided: { by: 'chosen', index: 1, reason: '以户口簿为准', at: AT } },
    });
  });

  it.each(['objection', 'verification'] as const)('of %s goes on with the first value meanwhile', (how) => {
    expect(fieldOf(must(decide({ how, choose: null })), 'address')).toMatchObject({
      value: '样例路44号',
      conflict: { decided: { by: how, index: 0 } },
    });
  });

  it.each([null, 2, -1, 1.5])('for a source that is not there (%s) is refused', (choose) => {
    expect(decide({ choose })).toMatchObject({ ok: false, failure: { code: 'FORM_CHOICE_MISSING' } });
  });

  it('where nothing is to be decided is refused', () => {
    const plain = fill(definition, { grant: grant(household('新城路1号')) });
    expect(decide({}, plain)).toMatchObject({ ok: false, failure: { code: 'FORM_FIELD_UNKNOWN' } });
    expect(decide({ key: 'nothing' })).toMatchObject({
      ok: false,
      failure: { code: 'FORM_FIELD_UNKNOWN' },
    });
  });

  it('may be taken again, another way', () => {
    const again = must(decide({ choose: 0, how: 'verification' }, must(decide())));
    expect(fieldOf(again, 'address')).toMatchObject({ value: '样例路44号' });
  });

  it('goes before a correction typed earlier; a correction typed later stands', () => {
    const typed = must(
      editField(form, definition, { key: 'address', value: '旧城路9号', reason: '当场核对', at: AT }),
    );
    expect(openPoints(typed).conflicts).toBe(1);
    expect(fieldOf(must(decide({}, typed)), 'address')).toMatchObject({
      value: '新城路1号',
      deviation: null,
    });
    const later = must(
      editField(must(decide()), definition, { key: 'address', value: '旧城路9号', reason: '核对', at: AT }),
    );
    expect(fieldOf(later, 'address')).toMatchObject({
      value: '旧城路9号',
      deviation: { former: { value: '新城路1号' } },
    });
  });

  it('holds when the form is filled again from the same words, and falls when they change', () => {
    const earlier = must(decide());
    const same = fill(definition, { grant: contradicting, earlier });
    expect(fieldOf(same, 'address')).toMatchObject({ value: '新城路1号', source: { typeSeq: 5 } });
    expect(openPoints(same).conflicts).toBe(0);
    const changed = grant(licence({ address: '样例路45号' }), household('新城路1号'));
    expect(openPoints(fill(definition, { grant: changed, earlier })).conflicts).toBe(1);
  });
});
