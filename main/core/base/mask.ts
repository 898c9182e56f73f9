import type { FieldType } from '../../contract/flow/form';
import { splitReference } from '../../contract/flow/reference';

/** Identity numbers and credit codes: first 3 and last 2 characters stay (R52). */
export function maskNumber(text: string): string {
  if (text.length <= 5) return '*'.repeat(text.length);
  return `${text.slice(0, 3)}${'*'.repeat(text.length - 5)}${text.slice(-2)}`;
}

/** Names: the first character stays, counted by code point. */
export function maskName(text: string): string {
  const points = [...text];
  return points.length === 0 ? '' : points[0] + '*'.repeat(Math.max(points.length - 1, 1));
}

/**
 * A form value of the highest level, as screens and print may show it (R51, R52): numbers by their ends, an account by
 * its last four, text by its first character; of what is chosen from a list, nothing.
 */
export function maskValue(type: FieldType, value: string): string {
  if (value === '') return '';
  switch (type) {
    case 'id-number':
    case 'uscc':
    case 'phone':
      return maskNumber(value);
    case 'person':
    case 'enterprise': {
      const { name, number } = splitReference(value);
      return `${maskName(name)} ${maskNumber(number)}`.trim();
    }
    case 'text':
      return /^[0-9A-Za-z -]{8,}$/.test(value)
        ? '*'.repeat(value.length - 4) + value.slice(-4)
        : maskName(value);
    case 'date':
    case 'number':
    case 'enum':
    case 'region':
      return '****';
  }
}
