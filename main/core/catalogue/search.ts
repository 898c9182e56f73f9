import type { ItemRow } from '../../contract/catalogue/types';
import { createSpellingIndex, isSpelt, type SpellingIndex, type SpellingMatch } from './search-spelling';
import { addText, createPostings, folded, textCandidates } from './search-text';
import { loadSpeller, type Spelling } from './spelling';

export interface SearchEntry {
  row: ItemRow;
  /** Has a form of its own: found before others that match as well. */
  defined: boolean;
  /** Themes stand before items that match as well. */
  theme: boolean;
}

/** A name other than the item's own under which items are found: department, licence, theme. */
export interface Facet {
  name: string;
  /** Item numbers. */
  seqs: readonly number[];
}

export interface ItemSearch {
  /**
   * Rows by number, name, department, licence and theme, or several words of these; names also by full spelling,
   * initials or a mixture. Order: exact number; exact name; names, those with a form of their own first, beginnings
   * before middles; facets in the same manner; words. Themes stand before items, then by number. A blank text gives every row.
   */
  find(text: string, limit: number): ItemRow[];
  /** Resolves when spelling is searched as well; until then letters find only names that hold them. */
  ready(): Promise<void>;
}

/** Lower is better. */
const QUALITY = {
  number: 0,
  exact: 1,
  prefix: 2,
  'number-prefix': 3,
  inside: 4,
  'initials-prefix': 5,
  'full-prefix': 6,
  initials: 7,
  full: 8,
  mixed: 9,
  facet: 10,
  'facet-spelt': 11,
  words: 12,
  all: 13,
} as const satisfies Record<SpellingMatch | string, number>;
const NONE = 255;
const BUCKETS = 32;

/** Rows per turn while the spelling is worked out: some milliseconds, so that nothing else waits. */
const SLICE = 64;

/** Number and exact name go first; then names with and without a form of their own, then the rest in the same manner. */
function bucketOf(quality: number, defined: boolean): number {
  if (quality <= QUALITY.exact) return quality;
  const byName = quality <= QUALITY.mixed;
  const within = byName ? quality - QUALITY.prefix : quality - QUALITY.facet;
  if (byName) return 2 + (defined ? 0 : 8) + within;
  return 18 + (defined ? 0 : 4) + within;
}

export function createItemSearch(given: readonly SearchEntry[], facets: readonly Facet[]): ItemSearch {
  const entries = [...given].sort((a, b) => Number(b.theme) - Number(a.theme) || a.row.seq - b.row.seq);
  const names = entries.map(({ row }) => folded(row.name));
  const isDefined = Uint8Array.from(entries, ({ defined }) => Number(defined));
  const numbers = entries.map(({ row }) => String(row.seq));
  const placeOf = new Map(entries.map(({ row }, place) => [row.seq, place]));
  const groups = facetGroups(entries, facets).map(({ name, seqs }) => ({
    name: folded(name),
    spelling: [] as Spelling,
    rows: seqs.map((seq) => placeOf.get(seq)).filter((place) => place !== undefined),
  }));
  const postings = createPostings();
  for (const [place, name] of names.entries()) addText(postings, name, place);

  let spelling: SpellingIndex | null = null;
  let preparing: Promise<void> | null = null;

  async function prepare(): Promise<void> {
    const speller = await loadSpeller();
    const index = createSpellingIndex(speller);
    for (const [place, name] of names.entries()) {
      index.add(place, name);
      if (place % SLICE === SLICE - 1) await new Promise((resolve) => setImmediate(resolve));
    }
    for (const group of groups) group.spelling = speller(group.name);
    spelling = index;
  }

  /** Quality of each row for one word. */
  function rate(word: string): Uint8Array {
    const best = new Uint8Array(entries.length).fill(NONE);
    const note = (place: number, quality: number): void => {
      if (quality < (best[place] ?? 0)) best[place] = quality;
    };
    if (/^\d+$/.test(word)) {
      for (let place = 0; place < numbers.length; place += 1) {
        const number = numbers[place] ?? '';
        if (number.startsWith(word)) note(place, number === word ? QUALITY.number : QUALITY['number-prefix']);
      }
    }
    const isExact = word.length <= 2;
    for (const place of textCandidates(postings, word)) {
      const name = names[place] ?? '';
      if (name.startsWith(word)) note(place, name.length === word.length ? QUALITY.exact : QUALITY.prefix);
      else if (isExact || name.includes(word)) note(place, QUALITY.inside);
    }
    const letters = word.replaceAll("'", '').replaceAll('ü', 'v');
    const isSpelling = /^[a-z]+$/.test(letters);
    if (isSpelling) spelling?.find(letters, (place, match) => note(place, QUALITY[match]));
    for (const group of groups) {
      const quality = group.name.includes(word)
        ? QUALITY.facet
        : isSpelling && isSpelt(group.spelling, letters)
          ? QUALITY['facet-spelt']
          : NONE;
      if (quality !== NONE) for (const place of group.rows) note(place, quality);
    }
    return best;
  }

  function rateAll(words: readonly string[], whole: string): Uint8Array {
    if (whole === '') return new Uint8Array(entries.length).fill(QUALITY.all);
    const best = rate(whole);
    if (words.length < 2) return best;
    const each = words.map(rate);
    for (let place = 0; place < best.length; place += 1) {
      if (best[place] === NONE && each.every((quality) => quality[place] !== NONE))
        best[place] = QUALITY.words;
    }
    return best;
  }

  return {
    find(text, limit) {
      const wanted = Math.max(limit, 0);
      const words = text
        .split(/\s+/)
        .map(folded)
        .filter((word) => word !== '');
      const best = rateAll(words, words.join(''));
      const buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
      for (let place = 0; place < best.length; place += 1) {
        const quality = best[place] ?? NONE;
        if (quality === NONE) continue;
        const bucket = buckets[bucketOf(quality, isDefined[place] === 1)];
        if (bucket !== undefined && bucket.length < wanted) bucket.push(place);
      }
      return buckets
        .flat()
        .slice(0, wanted)
        .flatMap((place) => entries[place]?.row ?? []);
    },
    ready() {
      preparing ??= prepare();
      return preparing;
    },
  };
}

/** Departments come with the rows themselves; one of a name is enough. */
function facetGroups(entries: readonly SearchEntry[], facets: readonly Facet[]): Facet[] {
  const departments = new Map<string, number[]>();
  for (const { row } of entries) {
    const seqs = departments.get(row.department);
    if (seqs === undefined) departments.set(row.department, [row.seq]);
    else seqs.push(row.seq);
  }
  return [...[...departments].map(([name, seqs]) => ({ name, seqs })), ...facets];
}
