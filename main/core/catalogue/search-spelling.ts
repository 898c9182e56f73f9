import { createPostings } from './search-text';
import { type Speller, type Spelling, spells } from './spelling';

export type SpellingMatch = 'initials-prefix' | 'full-prefix' | 'initials' | 'full' | 'mixed';

/** So many letters from the beginning of a syllable on find rows by themselves; longer ones are looked at again. */
const KEY_MAX = 4;

/** Beyond so many candidates mixed spelling is not looked for: initials and full spelling have found plenty. */
const MIXED_MAX = 5_000;

/** A key for up to four lower-case letters from `at` on; whatever else stands there is never typed and counts as one thing. */
function keyOf(text: string, at: number, length: number): number {
  let key = 0;
  for (let offset = 0; offset < length; offset += 1) {
    const letter = text.charCodeAt(at + offset) - 96;
    key = key * 28 + (letter >= 1 && letter <= 26 ? letter : 27);
  }
  return key;
}

/** Does `joined` hold `typed` from the beginning of a syllable on? */
function startsSomewhere(joined: string, spelling: Spelling, typed: string): boolean {
  let found = joined.indexOf(typed);
  let begin = 0;
  for (const syllable of spelling) {
    if (found === -1) return false;
    if (begin > found) found = joined.indexOf(typed, begin);
    if (begin === found) return true;
    begin += syllable.length;
  }
  return false;
}

const initialsOf = (spelling: Spelling): string => spelling.map((syllable) => syllable[0] ?? '').join('');

function isMixed(spelling: Spelling, typed: string): boolean {
  for (let at = 0; at < spelling.length; at += 1) if (spells(spelling, at, typed)) return true;
  return false;
}

/** One name, looked at without an index. */
export function isSpelt(spelling: Spelling, typed: string): boolean {
  return initialsOf(spelling).includes(typed) || isMixed(spelling, typed);
}

export interface SpellingIndex {
  add(row: number, foldedName: string): void;
  /** `typed`: lower-case letters only. A row may be hit more than once, with matches of different worth. */
  find(typed: string, hit: (row: number, match: SpellingMatch) => void): void;
}

/** Rows are added in ascending order, from 0 on. */
export function createSpellingIndex(speller: Speller): SpellingIndex {
  const spellings: Spelling[] = [];
  const initials: string[] = [];
  const joined: string[] = [];
  const byInitials = createPostings();
  const bySyllables = createPostings();

  return {
    add(row, foldedName) {
      const spelling = speller(foldedName);
      const first = initialsOf(spelling);
      const whole = spelling.join('');
      spellings[row] = spelling;
      initials[row] = first;
      joined[row] = whole;
      let begin = 0;
      for (const [at, syllable] of spelling.entries()) {
        for (let length = 1; length <= KEY_MAX; length += 1) {
          if (at + length <= first.length) byInitials.add(keyOf(first, at, length), row);
          if (begin + length <= whole.length) bySyllables.add(keyOf(whole, begin, length), row);
        }
        begin += syllable.length;
      }
    },
    find(typed, hit) {
      const key = keyOf(typed, 0, Math.min(typed.length, KEY_MAX));
      const isWhole = typed.length <= KEY_MAX;
      for (const row of byInitials.rows(key)) {
        const text = initials[row] ?? '';
        if (text.startsWith(typed)) hit(row, 'initials-prefix');
        else if (isWhole || text.includes(typed)) hit(row, 'initials');
      }
      // One letter begins a syllable where it is an initial.
      if (typed.length === 1) return;
      for (const row of bySyllables.rows(key)) {
        const text = joined[row] ?? '';
        if (text.startsWith(typed)) hit(row, 'full-prefix');
        else if (isWhole || startsSomewhere(text, spellings[row] ?? [], typed)) hit(row, 'full');
      }
      if (typed.length === 2) return;
      const pair = keyOf(typed, 0, 2);
      const candidates = [byInitials.rows(pair), bySyllables.rows(pair)];
      if (candidates.reduce((sum, rows) => sum + rows.length, 0) > MIXED_MAX) return;
      for (const row of candidates.flat()) if (isMixed(spellings[row] ?? [], typed)) hit(row, 'mixed');
    },
  };
}
