import { regionName } from '../../contract/catalogue/regions';
import type { CrossRule, FieldDefinition } from '../../contract/catalogue/types';
import type { FieldProblem, FieldType, FormField } from '../../contract/flow/form';
import { joinReference, splitReference } from '../../contract/flow/reference';
import { calendarDay, creditCodeValid, identityNumberValid } from '../base';

const problem = (code: FieldProblem['code'], about = ''): FieldProblem => ({ code, about });

/**
 * `20261122`, `2026/11/22`, `2026年11月22日` and `2026-11-22` all mean the same day; anything else stays as typed.
 * Without separators only the full eight digits are a day: `202611` could be January or November.
 */
function normaliseDate(text: string): string {
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!parts) return text;
  const [, year = '', month = '', day = ''] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/**
 * Typed, pasted or fetched text as it may stand in a form: one line without blanks around it and without what nobody
 * sees (control characters, format characters such as a change of writing direction, halves of characters).
 */
export function normaliseValue(type: FieldType, text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .trim();
  if (type === 'date') return normaliseDate(line);
  if (type === 'person' || type === 'enterprise') {
    const { name, number } = splitReference(line);
    return joinReference(name.replace(/ {2,}/g, ' '), number);
  }
  return type === 'id-number' || type === 'uscc' ? line.toUpperCase() : line;
}

function isCalendarDay(text: string): boolean {
  return calendarDay(text.replaceAll('-', '')) === text;
}

/**
 * GB 32100: 18 characters of its 31-character alphabet. The check character is not enforced:
 * codes that fail it are in real use (a warning belongs to the credential, not a block to the form).
 */
function isCreditCode(text: string): boolean {
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text);
}

/** A citizen's number, or that of a foreigner's permanent residence card of before 2023: country and twelve figures. */
function isPersonNumber(value: string): boolean {
  return identityNumberValid(value) || /^[A-Z]{3}\d{12}$/.test(value);
}

/** Both halves have to be there, and the number's check character has to fit. */
function isReference(type: 'person' | 'enterprise', value: string): boolean {
  const { name, number } = splitReference(value);
  return name !== '' && (type === 'person' ? isPersonNumber(number) : creditCodeValid(number));
}

/** What is wrong with one normalised value by itself; null when nothing is. */
export function checkValue(definition: FieldDefinition, value: string): FieldProblem | null {
  if (value === '') return definition.required ? problem('required') : null;
  if ([...value].length > definition.maxLength) return problem('too-long', String(definition.maxLength));
  switch (definition.type) {
    case 'date':
      return isCalendarDay(value) ? null : problem('date-format');
    case 'id-number':
      return isPersonNumber(value) ? null : problem('id-number');
    case 'uscc':
      return isCreditCode(value) ? null : problem('uscc');
    case 'phone':
      return /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(value) ? null : problem('phone');
    case 'number':
      return /^\d{1,12}(\.\d{1,4})?$/.test(value) ? null : problem('number');
    case 'enum':
      return definition.options.some((option) => option.value === value) ? null : problem('option');
    case 'region':
      return regionName(value) === null ? problem('region') : null;
    case 'person':
    case 'enterprise':
      return isReference(definition.type, value) ? null : problem('reference', definition.type);
    case 'text':
      return null;
  }
}

/** Rules between fields that are asked; the first that is broken wins for each field. Returns problems by field key. */
export function checkRules(
  rules: readonly CrossRule[],
  fields: readonly FormField[],
): Map<string, FieldProblem> {
  const byKey = new Map(fields.flatMap((field) => (field.hidden ? [] : [[field.key, field] as const])));
  const found = new Map<string, FieldProblem>();
  const report = (key: string, what: FieldProblem) => {
    if (!found.has(key)) found.set(key, what);
  };
  for (const rule of rules) {
    if (rule.rule === 'order') {
      const [earlier, later] = [byKey.get(rule.earlier), byKey.get(rule.later)];
      if (earlier?.value && later?.value && earlier.value > later.value)
        report(rule.later, problem('order', earlier.label));
    } else if (rule.rule === 'same') {
      const [a, b] = [byKey.get(rule.a), byKey.get(rule.b)];
      if (a?.value && b?.value && a.value !== b.value) report(rule.b, problem('mismatch', a.label));
    } else {
      const [field, other] = [byKey.get(rule.field), byKey.get(rule.other)];
      if (other?.value === rule.equals && field?.value === '') report(rule.field, problem('required'));
    }
  }
  return found;
}
