/** The check rules of the numbers that people and enterprises are known by; several stages read or make such numbers. */

const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
/** In the order of the remainder (ISO 7064 MOD 11-2). */
export const IDENTITY_CHECKS = '10X98765432';

/** GB 32100-2015: digits and capitals without I, O, S, V, Z; a character's value is its index. */
export const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Check character of GB 11643 for the first 17 digits. */
export function identityCheck(digits: string): string {
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return IDENTITY_CHECKS[sum % 11] ?? '';
}

/** 17 digits and a digit or X: the form of a citizen identity number, whatever it holds. */
export function hasIdentityNumberForm(text: string): boolean {
  return /^\d{17}[\dXx]$/.test(text);
}

/** Does the last character fit? Also true of the 18-character numbers of foreigners and of Hong Kong, Macao and Taiwan residents. */
export function identityCheckFits(number: string): boolean {
  return hasIdentityNumberForm(number) && identityCheck(number) === number.slice(17).toUpperCase();
}

/** A citizen identity number (GB 11643): form, a birthday that exists, and the check character. */
export function identityNumberValid(number: string): boolean {
  return identityCheckFits(number) && calendarDay(number.slice(6, 14)) !== null;
}

/** `YYYYMMDD` as `YYYY-MM-DD`; null where there is no such day. */
export function calendarDay(digits: string): string | null {
  if (!/^\d{8}$/.test(digits)) return null;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : null;
}

/** Index in the alphabet of the check character for the first 17 characters of a unified social credit code. */
export function creditCheck(code: string): number {
  const sum = CREDIT_WEIGHTS.reduce(
    (total, weight, at) => total + weight * CREDIT_ALPHABET.indexOf(code[at] ?? ''),
    0,
  );
  return (31 - (sum % 31)) % 31;
}

/** Registering department, organisation class, six digits of region, nine of organisation code, check character. */
export function hasCreditCodeForm(text: string): boolean {
  return /^[1-9ANY][0-9A-HJ-NP-RTUWXY]\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text);
}

/** A unified social credit code whose check character fits. */
export function creditCodeValid(code: string): boolean {
  return hasCreditCodeForm(code) && CREDIT_ALPHABET[creditCheck(code)] === code[17];
}
