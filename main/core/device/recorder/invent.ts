import { CREDIT_ALPHABET, creditCheck, IDENTITY_CHECKS, identityCheck } from '../../base';

/**
 * Replacements of the same shape. What is invented depends on the class of each character and its place, never on the
 * character itself, so nothing of the original can be worked out. `seed` tells different originals apart.
 */
const HAN = '某甲乙丙丁戊己庚辛壬癸子丑寅卯辰';
const PRIVATE = '\ue000';
const RARE = '\u{2000b}';
/** Fill, separators, and the mark for what could not be decoded: structure, nobody's data. */
const KEPT = /[\0-\x20!-/:-@[-`{-~\u00b7\u3000\uff08\uff09\ufffd]/;

/** A text of as many UTF-16 units. */
export function inventText(text: string, seed: number): string {
  return Array.from(text, (character, at) => inventCharacter(character, at + seed)).join('');
}

function inventCharacter(character: string, at: number): string {
  if (KEPT.test(character)) return character;
  if (/\d/.test(character)) return String((at * 7 + 3) % 10);
  if (/[A-Z]/.test(character)) return String.fromCharCode(65 + ((at * 7) % 26));
  if (/[a-z]/.test(character)) return String.fromCharCode(97 + ((at * 7) % 26));
  if (character.length === 2) return RARE;
  if (/[\ud800-\udfff]/.test(character)) return character < '\udc00' ? '\ud840' : '\udc0b';
  if (/\p{Co}/u.test(character)) return PRIVATE;
  return HAN[at % HAN.length] ?? '某';
}

export function inventUtf16(bytes: Uint8Array, seed: number): Uint8Array {
  return new Uint8Array(Buffer.from(inventText(Buffer.from(bytes).toString('utf16le'), seed), 'utf16le'));
}

/** `YYYYMMDD`; different for up to 28 seeds. */
export function inventBirthDay(seed: number): string {
  return `198501${String((seed % 28) + 1).padStart(2, '0')}`;
}

/**
 * An 18-character number in place of another. What was right stays right and what was wrong stays wrong: the check
 * character, and whether the 17th digit is odd, which `odd` decides.
 */
export function inventIdentityNumber(
  original: string,
  parts: { region: string; birth: string; odd: boolean },
): string {
  const digits = `${parts.region}${parts.birth}00${parts.odd ? 1 : 2}`;
  const fits = identityCheck(original) === original.slice(17).toUpperCase();
  const check = identityCheck(digits);
  return `${digits}${fits ? check : IDENTITY_CHECKS[(IDENTITY_CHECKS.indexOf(check) + 1) % 11]}`;
}

/** The number of a 2017 foreigners' card: weights 7 3 1, letters counting from A=10. */
export function inventForeignNumber(original: string, birth: string): string {
  const body = `XXX3701${birth.slice(2)}1`;
  const fits = foreignCheck(original) === Number(original[14]);
  return `${body}${(foreignCheck(body) + (fits ? 0 : 1)) % 10}`;
}

function foreignCheck(number: string): number {
  const weights = [7, 3, 1];
  return (
    Array.from(number.slice(0, 14)).reduce(
      (sum, character, at) => sum + Number.parseInt(character, 36) * (weights[at % 3] ?? 0),
      0,
    ) % 10
  );
}

/** GB 32100-2015. */
export function inventCreditCode(original: string, seed: number): string {
  const body = `91370100MA3${String(seed).padStart(6, '0').slice(-6)}`;
  const fits = creditCheck(original) === CREDIT_ALPHABET.indexOf(original[17] ?? '');
  return `${body}${CREDIT_ALPHABET[(creditCheck(body) + (fits ? 0 : 1)) % 31]}`;
}
