import type { ItemDefinition } from '../../contract/catalogue/types';
import { fail, type Result } from '../../contract/failures/failure';
import type { Form, FormField, FormTable } from '../../contract/flow/form';
import { checkForm } from './check-form';
import { blankField } from './fields';
import { partsOf } from './parts';

/** The tables of an item as a form starts with them, or with the rows an earlier form of the same item had. */
export function startingTables(definition: ItemDefinition, earlier: readonly FormTable[]): FormTable[] {
  return definition.tables.map(({ key, label, minRows, maxRows }) => {
    const rows = earlier.find((table) => table.key === key)?.rows;
    return {
      key,
      label,
      rows: rows ?? Array.from({ length: minRows }, (_, index) => index + 1),
      minRows,
      maxRows,
    };
  });
}

/** The form with these rows: fields of rows that stay keep what is in them, new ones start as the definition says. */
function withRows(form: Form, definition: ItemDefinition, changed: FormTable, at: number): Form {
  const tables = form.tables.map((table) => (table.key === changed.key ? changed : table));
  const held = new Map(form.fields.map((field) => [field.key, field]));
  const fields = partsOf(definition, tables).map((part): FormField => {
    const field = held.get(part.key);
    return field ? { ...field, group: part.group } : blankField(part, at);
  });
  return checkForm({ ...form, tables, fields }, definition);
}

/** One row more, at the end. FORM_FIELD_UNKNOWN, FORM_ROWS_LIMIT. */
export function addRow(
  form: Form,
  definition: ItemDefinition,
  about: { table: string; at: number },
): Result<Form> {
  const table = form.tables.find((each) => each.key === about.table);
  if (!table) return fail('FORM_FIELD_UNKNOWN');
  if (table.rows.length >= table.maxRows) return fail('FORM_ROWS_LIMIT', { most: table.maxRows });
  const rows = [...table.rows, Math.max(0, ...table.rows) + 1];
  return { ok: true, value: withRows(form, definition, { ...table, rows }, about.at) };
}

/** One row less, with what is in it. FORM_FIELD_UNKNOWN, FORM_ROWS_LIMIT. */
export function removeRow(
  form: Form,
  definition: ItemDefinition,
  about: { table: string; row: number; at: number },
): Result<Form> {
  const table = form.tables.find((each) => each.key === about.table);
  if (!table?.rows.includes(about.row)) return fail('FORM_FIELD_UNKNOWN');
  if (table.rows.length <= table.minRows) return fail('FORM_ROWS_LIMIT', { least: table.minRows });
  const rows = table.rows.filter((row) => row !== about.row);
  return { ok: true, value: withRows(form, definition, { ...table, rows }, about.at) };
}
