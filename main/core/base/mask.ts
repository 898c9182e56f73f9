import type { Classification, FieldType } from '../../contract/flow/form';
import { splitReference } from '../../contract/flow/reference';

/** Identity numbers and credit codes: first 3 and last 2 characters stay (R52); of 6 to 8 the last 2, of fewer none. */
export function maskNumber(text: string): string {
  const points = [...text];
  const tail = points.length > 5 ? 2 : 0;
  const head = points.length > 8 ? 3 : 0;
  const hidden = '*'.repeat(points.length - head - tail);
  return points.slice(0, head).join('') + hidden + points.slice(points.length - tail).join('');
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

/** A resident number, alone or with the two digits that a disability certificate adds to it. */
const RESIDENT_NUMBER = /^[1-8]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]\d{0,2}$/;

const shownIn = (masked: string) => [...masked].filter((point) => point !== '*').length;

/**
 * A licence's number as screens and print show it, by the level of the data (R51, R52): 1 and 2 whole, 3 by its ends, 4 as
 * an element of that level or by its ends, whichever shows less. One that is or holds a person's or enterprise's own number
 * is shown by its ends, whatever its level. `type`: of the element that repeats the number.
 */
export function maskLicenceNumber(
  number: string,
  about: { level: Classification; type: FieldType; holderCode: string },
): string {
  const plain = number.normalize('NFKC').toUpperCase();
  const isOwn = about.holderCode !== '' && plain.includes(about.holderCode.toUpperCase());
  const byEnds = maskNumber(number);
  if (isOwn || RESIDENT_NUMBER.test(plain)) return byEnds;
  if (about.level < 3) return number;
  if (about.level === 3) return byEnds;
  const asElement = maskValue(about.type, number);
  return shownIn(asElement) < shownIn(byEnds) ? asElement : byEnds;
}
