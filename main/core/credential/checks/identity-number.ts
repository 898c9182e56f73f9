const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** Check character of GB 11643 (ISO 7064 MOD 11-2) for the first 17 digits. */
function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
}

/** 17 digits and a digit or X: the form of a citizen identity number, whatever it holds. */
export function hasIdentityNumberForm(text: string): boolean {
  return /^\d{17}[\dXx]$/.test(text);
}

/** Does the last character fit? Also true of the 18-character numbers of foreigners and of Hong Kong, Macao and Taiwan residents. */
export function identityCheckFits(number: string): boolean {
  return hasIdentityNumberForm(number) && checkCharacter(number) === number.slice(17).toUpperCase();
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
