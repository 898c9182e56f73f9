/** GB 32100-2015: digits and capitals without I, O, S, V, Z; a character's value is its index. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Registering department, organisation class, six digits of region, nine of organisation code, check character. */
export function hasCreditCodeForm(text: string): boolean {
  return /^[1-9ANY][0-9A-HJ-NP-RTUWXY]\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text);
}

/** A unified social credit code whose check character fits. */
export function creditCodeValid(code: string): boolean {
  if (!hasCreditCodeForm(code)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * ALPHABET.indexOf(code[at] ?? ''), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}
