/** How a form is laid out and how its fields stand: pure, no React. */
import { regionName } from '../../../main/contract/catalogue/regions';
import type { FieldSource, FormField } from '../../../main/contract/flow/form';
import { joinReference, splitReference } from '../../../main/contract/flow/reference';
import { isUndecided } from '../../hall';
import { groupNumber, groupPhone, LONG_LABEL, normaliseDay, SOURCE_NAME, writeDay } from '../../words';

export interface FieldGroup {
  readonly name: string;
  readonly fields: readonly FormField[];
}

/** Groups in the order in which the form first names them; fields keep their order. */
export function groupFields(fields: readonly FormField[]): readonly FieldGroup[] {
  const groups = new Map<string, FormField[]>();
  for (const field of fields) {
    const group = groups.get(field.group);
    if (group) group.push(field);
    else groups.set(field.group, [field]);
  }
  return [...groups].map(([name, members]) => ({ name, fields: members }));
}

/** The table and row of a field's key (`children.2.name`); null for a field that does not repeat. */
export function rowOf(key: string): { table: string; row: number } | null {
  const [table = '', row, column] = key.split('.');
  return column === undefined ? null : { table, row: Number(row) };
}

/** In widths of a Chinese character; Latin letters and figures take about half of one. */
const LONG_VALUE = 10;

/** Takes the room of two columns. Depends on nothing that changes while a clerk types, so that nothing jumps. */
export function isWide(field: FormField): boolean {
  if (field.type === 'person' || field.type === 'enterprise') return true;
  // Eighteen characters in four groups: cut in two they cannot be compared at a glance.
  if (field.type === 'uscc') return field.locked;
  if (field.type !== 'text') return false;
  // What was corrected may be of any length now.
  if (field.deviation) return true;
  return LONG_LABEL.test(field.label) || (field.locked && widthOf(field.value) > LONG_VALUE);
}

/** A label in pieces that are not broken inside: what stands in brackets stays together. */
export function labelPieces(label: string): readonly string[] {
  return label.split(/(（[^（）]{1,8}）)/).filter(Boolean);
}

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2000' ? 1 : 0.6), 0);
}

export type FieldState = FieldSource['from'] | 'missing' | 'wrong' | 'empty' | 'conflict' | 'corrected';

/** What the clerk is told about a field, in one word with an icon. */
export function fieldState(field: FormField, draft: string | undefined): FieldState {
  const value = draft ?? field.value;
  if (isUndecided(field)) return 'conflict';
  if (field.problem && draft === undefined) return field.problem.code === 'required' ? 'missing' : 'wrong';
  if (field.deviation) return 'corrected';
  if (value === '') return field.required ? 'missing' : 'empty';
  return draft === undefined ? (field.source?.from ?? 'clerk') : 'clerk';
}

/** A value as it is read. */
export function writeValue(field: Pick<FormField, 'type' | 'options'>, value: string): string {
  switch (field.type) {
    case 'date':
      return writeDay(value);
    case 'id-number':
    case 'uscc':
      return groupNumber(value);
    case 'phone':
      return groupPhone(value);
    case 'enum':
      return field.options.find((option) => option.value === value)?.label ?? value;
    case 'region':
      return regionName(value) ?? value;
    case 'person':
    case 'enterprise': {
      const { name, number } = splitReference(value);
      return `${name}　${groupNumber(number)}`.trim();
    }
    default:
      return value;
  }
}

/** What is kept of what was typed: days as YYYY-MM-DD, numbers without blanks and in capitals. */
export function normaliseTyped(type: FormField['type'], text: string): string {
  switch (type) {
    case 'date':
      return normaliseDay(text);
    case 'id-number':
    case 'uscc':
      return text.replace(/\s/g, '').toUpperCase();
    case 'phone':
    case 'number':
      return text.replace(/\s/g, '');
    case 'person':
    case 'enterprise': {
      const { name, number } = splitReference(text);
      return joinReference(name, number);
    }
    default:
      return text.trim();
  }
}

/** Whose word a value is, as it is read. */
export function sourceName(source: FieldSource): string {
  return source.from === 'licence' ? SOURCE_NAME.licence(source.name) : SOURCE_NAME[source.from];
}

/** The label a problem speaks about: another field's, or the limit itself. */
export function aboutLabel(about: string, fields: readonly FormField[]): string {
  return fields.find((field) => field.key === about)?.label ?? about;
}
