import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import { editField } from '../../../../main/core/form';
import { card, field, fieldOf, fill, grant, item, licence, licenceOrigin, READ_AT } from './samples';

const AT = READ_AT + 90_000;
const definition = item([
  field('name', { required: true, origins: [licenceOrigin('name')] }),
  field('cardName', { origins: [{ from: 'id-card', element: 'name' }] }),
  field('free'),
]);
const from = grant(licence({ name: '周明远' }));
const form = fill(definition, { grant: from, credential: card() });

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const edit = (key: string, value: string, reason?: string, on = form) =>
  editField(on, definition, { key, value, reason, at: AT });
const corrected = must(edit('name', '周明元', '原件不符'));

describe('a correction of a sourced value', () => {
  it('needs a reason, and blanks are none', () => {
    for (const reason of [undefined, '', '   ']) {
      expect(edit('name', '周明元', reason)).toMatchObject({
        ok: false,
        failure: { code: 'FORM_REASON_NEEDED', details: { field: '栏目name' } },
      });
    }
  });

  it('stands as a deviation with the former value, its source, the reason and the time', () => {
    const was = fieldOf(form, 'name');
    expect(fieldOf(corrected, 'name')).toMatchObject({
      value: '周明元',
      source: { from: 'clerk', at: AT },
      locked: false,
      deviation: { reason: '原件不符', at: AT, former: { value: '周明远', source: was.source } },
    });
  });

  it('is none where the very same value is typed', () => {
    expect(fieldOf(must(edit('name', ' 周明远 ')), 'name')).toEqual(fieldOf(form, 'name'));
  });

  it('stays one while the new value is typed on, with the first reason', () => {
    const on = must(edit('name', '周明圆', undefined, corrected));
    expect(fieldOf(on, 'name')).toMatchObject({
      value: '周明圆',
      deviation: { reason: '原件不符', former: { value: '周明远' } },
    });
  });

  it('stays on record when the value is emptied', () => {
    const emptied = fieldOf(must(edit('name', '', undefined, corrected)), 'name');
    expect(emptied).toMatchObject({ value: '', source: { from: 'clerk' }, problem: { code: 'required' } });
    expect(emptied.deviation?.former.value).toBe('周明远');
  });

  it('is taken back by typing what the source said', () => {
    expect(fieldOf(must(edit('name', '周明远', undefined, corrected)), 'name')).toEqual(
      fieldOf(form, 'name'),
    );
  });

  it('needs no reason where nothing but the window had filled the field', () => {
    expect(fieldOf(must(edit('free', '内容')), 'free').deviation).toBeNull();
  });

  it('outlives a new grant, beside what the source says then', () => {
    const again = fill(definition, { grant: grant(licence({ name: '周鸣远' })), earlier: corrected });
    expect(fieldOf(again, 'name')).toMatchObject({
      value: '周明元',
      source: { from: 'clerk' },
      deviation: { reason: '原件不符', former: { value: '周鸣远', source: { from: 'licence' } } },
    });
  });

  it('is none any more where the source has come to say the same', () => {
    const again = fill(definition, { grant: grant(licence({ name: '周明元' })), earlier: corrected });
    expect(fieldOf(again, 'name')).toMatchObject({ value: '周明元', locked: true, deviation: null });
  });
});
