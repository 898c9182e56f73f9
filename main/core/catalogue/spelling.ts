/** What a name sounds like, one lower-case syllable (ü as v) per character; what is no Chinese character stands for itself. */
export type Spelling = readonly string[];

export type Speller = (folded: string) => Spelling;

/** pinyin-pro knows words, so that 行 is hang in 银行 and xing in 行政. Loaded when first needed: its word list takes time. */
export async function loadSpeller(): Promise<Speller> {
  const { pinyin } = await import('pinyin-pro');
  return (text) =>
    pinyin(text, { toneType: 'none', type: 'array', v: true }).map((syllable) => syllable.toLowerCase());
}

/** Initials that people type as two letters. */
const DOUBLE = /^[zcs]h/;

/**
 * Whether `typed` spells the syllables from `at` on: each in full or by its initial (zh, ch, sh by one letter or two),
 * the last one also in part. `xche`, `xiaoc`, `yingyezz`.
 */
export function spells(spelling: Spelling, at: number, typed: string, from = 0): boolean {
  if (from >= typed.length) return true;
  const syllable = spelling[at];
  if (syllable === undefined || syllable.charCodeAt(0) !== typed.charCodeAt(from)) return false;
  if (typed.startsWith(syllable, from) && spells(spelling, at + 1, typed, from + syllable.length))
    return true;
  if (typed.length - from <= syllable.length && syllable.startsWith(typed.slice(from))) return true;
  if (DOUBLE.test(syllable) && typed.startsWith(syllable.slice(0, 2), from)) {
    if (spells(spelling, at + 1, typed, from + 2)) return true;
  }
  return spells(spelling, at + 1, typed, from + 1);
}
