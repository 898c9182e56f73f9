import type { CheckReason } from '../../contract/flow/grant';

/** Identity numbers may end in a lower-case x on some side. */
export const sameCode = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase();

/** A card's name field holds 15 UTF-16 units; registers fed from cards carry names cut there (GA 450). */
const CARD_NAME_LENGTH = 15;

/** Stands where a font or a code page had no character: □ ? ？ * ＊ 〓, or a private code point. */
const PLACEHOLDER = /^[□?？*＊〓�\uE000-\uF8FF\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]$/u;

/** Blanks and the many dots between the parts of a name say nothing about who it is; widths and forms are made equal. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s·•‧・．.]/gu, '')
    .toUpperCase();
}

function differsOnlyInRare(a: string, b: string): boolean {
  const [one, other] = [[...plain(a)], [...plain(b)]];
  if (one.length !== other.length || one.length < 2) return false;
  const unlike = one.filter((character, at) => character !== other[at]);
  if (unlike.length === 0 || unlike.length === one.length) return false;
  return one.every((character, at) => {
    const there = other[at] ?? '';
    return character === there || PLACEHOLDER.test(character) || PLACEHOLDER.test(there);
  });
}

/** How two names of one number stand to each other; null: they are the same name (R73). */
export function nameDifference(
  onLicence: string,
  registered: string,
): Extract<CheckReason, 'cut-name' | 'rare-characters' | 'other-name'> | null {
  const [a, b] = [plain(onLicence), plain(registered)];
  if (a === b) return null;
  const [short, long] =
    onLicence.length < registered.length ? [onLicence, registered] : [registered, onLicence];
  if (short.length === CARD_NAME_LENGTH && long.startsWith(short)) return 'cut-name';
  return differsOnlyInRare(onLicence, registered) ? 'rare-characters' : 'other-name';
}
