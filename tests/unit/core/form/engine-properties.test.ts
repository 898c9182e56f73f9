/** The form engine under any sequence of edits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import { Form } from '../../../../main/contract/flow/form';
import {
  addRow,
  checkForm,
  editField,
  openPoints,
  removeRow,
  submittedForm,
} from '../../../../main/core/form';
import { field, fieldOf, fill, grant, item, licence, licenceOrigin, READ_AT } from './samples';

const OPTIONS = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
const enumField = (key: string, when?: { field: string; in: string[] }) =>
  field(key, { type: 'enum', options: OPTIONS, required: true, when: when ?? null });

/** Conditions across fields, chains of them, sourced values, and rows with conditions of their own. */
const definition = item(
  [
    enumField('kind'),
    field('detail', { required: true, when: { field: 'kind', in: ['a', 'b'] } }),
    enumField('sub', { field: 'detail', in: ['x'] }),
    field('deep', { type: 'phone', required: true, when: { field: 'sub', in: ['c'] } }),
    field('name', { required: true, origins: [licenceOrigin('name')] }),
  ],
  {
    tables: [
      {
        key: 'rows',
        label: '成员',
        minRows: 0,
        maxRows: 4,
        columns: [enumField('kind'), field('more', { required: true, when: { field: 'kind', in: ['b'] } })],
      },
    ],
  },
);
const from = grant(licence({ name: '周明远' }));

type Step =
  | { do: 'edit'; at: number; value: string; reason: string }
  | { do: 'add' }
  | { do: 'remove'; row: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      at: fc.nat(30),
      value: fc.constantFrom('a', 'b', 'c', 'x', '', '周明远', '13800000000', '内 容'),
      reason: fc.constantFrom('', '核对'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('remove' as const), row: fc.integer({ min: 1, max: 9 }) }),
  },
);

function act(form: Form, one: Step): { result: Result<Form>; key: string | null } {
  if (one.do === 'add')
    return { result: addRow(form, definition, { table: 'rows', at: READ_AT }), key: null };
  if (one.do === 'remove')
    return { result: removeRow(form, definition, { table: 'rows', row: one.row, at: READ_AT }), key: null };
  const key = form.fields[one.at % form.fields.length]?.key ?? '';
  const { value, reason } = one;
  return { result: editField(form, definition, { key, value, reason, at: READ_AT }), key };
}

/** Runs the steps; `look` sees every form with what was last typed into each field that is still there. */
function run(steps: readonly Step[], look: (form: Form, typed: ReadonlyMap<string, string>) => void): void {
  let form = fill(definition, { grant: from });
  const typed = new Map<string, string>();
  for (const one of steps) {
    const { result, key } = act(form, one);
    if (!result.ok) continue;
    form = result.value;
    if (key !== null && one.do === 'edit') typed.set(key, one.value);
    for (const known of [...typed.keys()])
      if (!form.fields.some((each) => each.key === known)) typed.delete(known);
    look(form, typed);
  }
}

const property = (look: (form: Form, typed: ReadonlyMap<string, string>) => void) =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => run(steps, look)),
    { numRuns: 300 },
  );

describe('whatever is done to a form', () => {
  it('no typed value is lost, hidden or not', () => {
    property((form, typed) => {
      for (const [key, value] of typed) expect(fieldOf(form, key).value).toBe(value);
    });
  });

  it('what is hidden blocks nothing and leaves with nothing', () => {
    property((form) => {
      const hidden = form.fields.filter((each) => each.hidden);
      expect(hidden.filter((each) => each.problem !== null)).toEqual([]);
      const shown = form.fields.filter((each) => !each.hidden && each.problem !== null);
      expect(openPoints(form).fields).toBe(shown.length);
      expect(submittedForm(form).fields).toHaveLength(form.fields.length - hidden.length);
    });
  });

  it('every row has all its columns under keys of its own, in order, named without a gap', () => {
    property((form) => {
      const rows = form.tables[0]?.rows ?? [];
      expect(new Set(rows).size).toBe(rows.length);
      expect(rows.length).toBeLessThanOrEqual(4);
      expect(form.fields.slice(5).map(({ key, group }) => [key, group])).toEqual(
        rows.flatMap((row, index) => [
          [`rows.${row}.kind`, `成员 ${index + 1}`],
          [`rows.${row}.more`, `成员 ${index + 1}`],
        ]),
      );
    });
  });

  it('a value that differs from its source has a reason on record', () => {
    property((form) => {
      const name = fieldOf(form, 'name');
      if (name.value !== '周明远') expect(name.deviation?.reason).toBe('核对');
      else expect(name).toMatchObject({ locked: true, deviation: null });
    });
  });

  it('it is a form by the contract, and judging it again changes nothing', () => {
    property((form) => {
      expect(Form.parse(form)).toEqual(form);
      expect(checkForm(form, definition)).toEqual(form);
    });
  });
});
