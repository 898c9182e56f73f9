import type { Condition, FieldDefinition, ItemDefinition } from '../../contract/catalogue/types';
import type { Form, FormField, FormTable } from '../../contract/flow/form';
import { isVouched, type VouchedSource } from '../../contract/flow/vouched';

/** One field of a form as it is defined, with the place it has there. */
export interface FieldPart {
  key: string;
  group: string;
  definition: FieldDefinition;
  /** Of the table it belongs to; null for a field of the item itself. */
  row: { table: string; number: number; isFirst: boolean } | null;
}

export const rowKey = (table: string, row: number, column: string): string => `${table}.${row}.${column}`;

/** Every field the form has with these rows, in the form's order: the item's own, then table by table, row by row. */
export function partsOf(definition: ItemDefinition, tables: readonly FormTable[]): FieldPart[] {
  const own = definition.fields.map((field) => ({
    key: field.key,
    group: field.group,
    definition: field,
    row: null,
  }));
  const repeated = definition.tables.flatMap((table) => {
    const rows = tables.find((each) => each.key === table.key)?.rows ?? [];
    return rows.flatMap((number, index) =>
      table.columns.map((column) => ({
        key: rowKey(table.key, number, column.key),
        group: `${table.label} ${index + 1}`,
        definition: column,
        row: { table: table.key, number, isFirst: index === 0 },
      })),
    );
  });
  return [...own, ...repeated];
}

/** Which fields and materials are not asked for, since their conditions do not hold. */
export function hiddenParts(
  form: Pick<Form, 'fields'>,
  definition: ItemDefinition,
  parts: readonly FieldPart[],
): { fields: ReadonlySet<string>; materials: ReadonlySet<string> } {
  const values = new Map(form.fields.map((field) => [field.key, field.value]));
  const byKey = new Map(parts.map((part) => [part.key, part]));
  const known = new Map<string, boolean>();

  function holds(condition: Condition | null, row: FieldPart['row']): boolean {
    if (condition === null) return true;
    const near = row && rowKey(row.table, row.number, condition.field);
    const asked = byKey.get(near !== null && byKey.has(near) ? near : condition.field);
    if (!asked) return false;
    return condition.in.includes(values.get(asked.key) ?? '') && isShown(asked);
  }

  function isShown(part: FieldPart): boolean {
    const before = known.get(part.key);
    if (before !== undefined) return before;
    // Fields that ask for each other in a circle: each is judged by the values alone.
    known.set(part.key, true);
    const shown = holds(part.definition.when, part.row);
    known.set(part.key, shown);
    return shown;
  }

  return {
    fields: new Set(parts.filter((part) => !isShown(part)).map((part) => part.key)),
    materials: new Set(
      definition.materials.filter((material) => !holds(material.when, null)).map((material) => material.key),
    ),
  };
}

/** Is the value there on the word of a licence, a card or the province? */
export function isSourced(field: Pick<FormField, 'source'>): field is { source: VouchedSource } {
  return isVouched(field.source);
}
