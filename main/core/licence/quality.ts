import type { ElementFormat, QualityRules } from '../../contract/catalogue/types';
import type { QualityFault } from '../../contract/flow/grant';
import type { FetchedLicence } from '../../contract/ports/licence-source';
import { canonicalJson } from '../../contract/province/wire';
import { calendarDay, creditCodeValid, identityCheckFits, sha256 } from '../base';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Written where a licence has no end. */
const WITHOUT_END = '长期';

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && calendarDay(text.replaceAll('-', '')) !== null;

/** 外国人永久居留身份证 of 2017: three letters, twelve digits, the last by the weights 7 3 1 (letters from A = 10). */
function foreignNumberFits(text: string): boolean {
  if (!/^[A-Z]{3}\d{12}$/.test(text)) return false;
  const sum = [...text.slice(0, 14)].reduce(
    (total, character, at) => total + ALPHANUMERIC.indexOf(character) * ([7, 3, 1][at % 3] ?? 0),
    0,
  );
  return text.endsWith(String(sum % 10));
}

/** ISO/IEC 7812: 12 to 19 digits, the last by Luhn's rule. */
function cardNumberFits(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, at) => {
    const counted = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}

const FORMATS: Record<ElementFormat, (text: string) => boolean> = {
  day: isDay,
  'day-or-open': (text) => text === WITHOUT_END || isDay(text),
  'identity-number': (text) => identityCheckFits(text.toUpperCase()) || foreignNumberFits(text),
  'credit-code': creditCodeValid,
  'card-number': cardNumberFits,
};

/** 电子证照标识 (GB/T 36904) with its ISO 7064 MOD 37,36 character; true of an id that is not of this form. */
function identifierFits(licenceId: string): boolean {
  if (!licenceId.startsWith('1.2.156.3005.2.')) return true;
  const body = licenceId.slice('1.2.156.3005.2.'.length).replaceAll('.', '');
  if (!/^[0-9A-Z]{2,}$/.test(body)) return false;
  let product = 36;
  for (const character of body.slice(0, -1)) {
    product = (product + ALPHANUMERIC.indexOf(character)) % 36 || 36;
    product = (product * 2) % 37;
  }
  return (product + ALPHANUMERIC.indexOf(body.slice(-1))) % 36 === 1;
}

/**
 * What is wrong with a fetched licence's data (R83): by the rules of its type for the elements that were asked for, and by
 * what holds for every licence (its issuer is named, its validity runs forwards, digest and identifier fit). Facts only.
 */
export function qualityFaults(
  { content, sha256: told }: FetchedLicence,
  asked: readonly string[],
  rules: QualityRules | undefined,
): QualityFault[] {
  const faults: QualityFault[] = [];
  const fault = (rule: QualityFault['rule'], element = '') => void faults.push({ rule, element });
  const textOf = (element: string) =>
    asked.includes(element) ? (content.elements[element] ?? '').trim() : '';
  if (rules) {
    for (const element of asked) {
      const value = textOf(element);
      if (value === '') {
        if (rules.required.includes(element)) fault('missing', element);
        continue;
      }
      const format = rules.formats[element];
      if (format !== undefined && !FORMATS[format](value)) fault('format', element);
      if (rules.codes[element]?.includes(value) === false) fault('code', element);
    }
    for (const { earlier, later } of rules.orders) {
      const [a, b] = [textOf(earlier), textOf(later)];
      if (isDay(a) && isDay(b) && a > b) fault('order', later);
    }
  }
  if (content.issuer.trim() === '') fault('issuer');
  if (content.validFrom !== '' && content.validTo !== null && content.validFrom > content.validTo)
    fault('validity');
  if (told !== undefined && told !== sha256(canonicalJson(content))) fault('digest');
  if (!identifierFits(content.licenceId)) fault('identifier');
  return faults;
}
