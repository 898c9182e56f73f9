import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import type { Form } from '../../../../main/contract/flow/form';
import {
  addRow,
  editField,
  openPoints,
  removeRow,
  savingsOf,
  submittedForm,
} from '../../../../main/core/form';
import { field, fieldOf, fill, item, material, materialOf, READ_AT } from './samples';

const AT = READ_AT + 90_000;
const YES_NO = [
  { value: '1', label: '是' },
  { value: '0', label: '否' },
];

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

describe('conditional parts', () => {
  const definition = item(
    [
      field('hasAgent', { type: 'enum', options: YES_NO, required: true, preset: '0' }),
      field('agent', { required: true, when: { field: 'hasAgent', in: ['1'] } }),
      field('agentPhone', { type: 'phone', required: true, when: { field: 'agent', in: ['王五'] } }),
    ],
    {
      materials: [
        material('proxy', {
          settlement: 'paper',
          typeSeq: null,
          when: { field: 'hasAgent', in: ['1'] },
        }),
      ],
      rules: [{ rule: 'same', a: 'agent', b: 'agentPhone' }],
    },
  );
  const type = (form: Form, key: string, value: string) =>
    must(editField(form, definition, { key, value, at: AT }));
  const bare = fill(definition);

  it('are neither required nor counted nor delivered while their condition does not hold', () => {
    expect(bare.fields.map(({ key, hidden }) => [key, hidden])).toEqual([
      ['hasAgent', false],
      ['agent', true],
      ['agentPhone', true],
    ]);
    expect(openPoints(bare)).toEqual({ fields: 0, materials: 0, conflicts: 0 });
    expect(savingsOf(bare).fieldsTotal).toBe(1);
    const leaves = submittedForm(bare);
    expect(leaves.fields.map((each) => each.key)).toEqual(['hasAgent']);
    expect(leaves.materials).toEqual([]);
  });

  it('are asked for as soon as it holds', () => {
    const asked = type(bare, 'hasAgent', '1');
    expect(openPoints(asked)).toEqual({ fields: 1, materials: 1, conflicts: 0 });
    expect(materialOf(asked, 'proxy').hidden).toBe(false);
    expect(fieldOf(type(asked, 'agent', '王五'), 'agentPhone').hidden).toBe(false);
  });

  it('keep what was typed while they are out of sight, and bring it back', () => {
    let form = type(type(type(bare, 'hasAgent', '1'), 'agent', '王五'), 'agentPhone', '13800000000');
    form = type(form, 'hasAgent', '0');
    // A part that hangs on a hidden one is hidden with it, whatever that one holds.
    expect(form.fields.filter((each) => each.hidden).map((each) => each.key)).toEqual([
      'agent',
      'agentPhone',
    ]);
    expect(openPoints(form).fields).toBe(0);
    form = type(form, 'hasAgent', '1');
    expect(fieldOf(form, 'agent').value).toBe('王五');
    expect(fieldOf(form, 'agentPhone').value).toBe('13800000000');
  });

  it('do not hang the form where they ask for each other in a circle', () => {
    const circle = item([
      field('a', { required: true, when: { field: 'b', in: ['x'] } }),
      field('b', { required: true, when: { field: 'a', in: ['x'] } }),
    ]);
    expect(fill(circle).fields.every((each) => each.hidden)).toBe(true);
  });

  it('stay hidden where they name a field that is not there', () => {
    expect(fill(item([field('a', { when: { field: 'gone', in: ['x'] } })])).fields[0]?.hidden).toBe(true);
  });
});

describe('repeating rows', () => {
  const definition = item([field('count', { type: 'number' })], {
    tables: [
      {
        key: 'children',
        label: '子女',
        minRows: 1,
        maxRows: 3,
        columns: [
          field('name', { required: true, origins: [{ from: 'holder', element: 'name' }] }),
          field('isAdult', { type: 'enum', options: YES_NO }),
          field('work', { required: true, when: { field: 'isAdult', in: ['1'] } }),
        ],
      },
    ],
  });
  const form = fill(definition);
  const add = (on: Form) => addRow(on, definition, { table: 'children', at: AT });
  const remove = (on: Form, row: number) => removeRow(on, definition, { table: 'children', row, at: AT });
  const type = (on: Form, key: string, value: string) =>
    must(editField(on, definition, { key, value, at: AT }));

  it('begin with the least number of rows, each under its name, the first one pre-filled', () => {
    expect(form.tables).toEqual([{ key: 'children', label: '子女', rows: [1], minRows: 1, maxRows: 3 }]);
    expect(form.fields.map((each) => each.key)).toEqual([
      'count',
      'children.1.name',
      'children.1.isAdult',
      'children.1.work',
    ]);
    expect(fieldOf(form, 'children.1.name')).toMatchObject({
      group: '子女 1',
      value: '周明远',
      locked: true,
    });
    expect(fieldOf(must(add(form)), 'children.2.name')).toMatchObject({ group: '子女 2', value: '' });
  });

  it('take no more rows than they may have, and give up no more', () => {
    const full = must(add(must(add(form))));
    expect(add(full)).toMatchObject({ failure: { code: 'FORM_ROWS_LIMIT', details: { most: 3 } } });
    expect(remove(form, 1)).toMatchObject({ failure: { code: 'FORM_ROWS_LIMIT', details: { least: 1 } } });
  });

  it.each([2, 0, 99])('know no row %i that is not there', (row) => {
    expect(remove(form, row)).toMatchObject({ failure: { code: 'FORM_FIELD_UNKNOWN' } });
  });

  it('refuse a table that is not on the form', () => {
    expect(addRow(form, definition, { table: 'pets', at: AT })).toMatchObject({
      failure: { code: 'FORM_FIELD_UNKNOWN' },
    });
  });

  it('keep each row’s values when another row goes; only the names move up', () => {
    let now = must(add(must(add(form))));
    now = type(type(now, 'children.2.name', '周二'), 'children.3.name', '周三');
    now = must(remove(now, 2));
    expect(now.tables[0]?.rows).toEqual([1, 3]);
    expect(fieldOf(now, 'children.3.name')).toMatchObject({ value: '周三', group: '子女 2' });
    expect(now.fields.some((each) => each.key.startsWith('children.2.'))).toBe(false);
  });

  it('judge conditions within their own row', () => {
    const two = type(must(add(form)), 'children.2.isAdult', '1');
    expect(fieldOf(two, 'children.2.work')).toMatchObject({ hidden: false, problem: { code: 'required' } });
    expect(fieldOf(two, 'children.1.work').hidden).toBe(true);
  });

  it('are all there when the form is filled again', () => {
    let now = must(remove(must(add(must(add(form)))), 2));
    now = type(now, 'children.3.name', '周三');
    const again = fill(definition, { earlier: now });
    expect(again.tables[0]?.rows).toEqual([1, 3]);
    expect(fieldOf(again, 'children.3.name').value).toBe('周三');
  });
});
