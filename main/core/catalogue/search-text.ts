/**
 * The printed list mixes blanks around numbers and half-width with full-width brackets (rows 11, 192, 193, 285, 320,
 * 321, 352), and a clerk types either: both sides are folded to compatibility form without blanks.
 */
export function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/** Rows by what they contain; rows are numbers in ascending order, each listed once per key. */
export interface Postings {
  add(key: number, row: number): void;
  rows(key: number): readonly number[];
}

const NOWHERE: readonly number[] = [];

export function createPostings(): Postings {
  const lists = new Map<number, number[]>();
  return {
    add(key, row) {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [row]);
      else if (list[list.length - 1] !== row) list.push(row);
    },
    rows: (key) => lists.get(key) ?? NOWHERE,
  };
}

/** A key for the one or two units from `at` on. */
const keyOf = (text: string, at: number, length: 1 | 2): number =>
  text.charCodeAt(at) * 65_536 + (length === 2 ? text.charCodeAt(at + 1) : 0);

/** Adds every unit and every pair of neighbours. */
export function addText(postings: Postings, text: string, row: number): void {
  for (let at = 0; at < text.length; at += 1) {
    postings.add(keyOf(text, at, 1), row);
    if (at + 1 < text.length) postings.add(keyOf(text, at, 2), row);
  }
}

/** A superset of the rows whose text holds `wanted`: those that hold its rarest pair. Exact up to two units. */
export function textCandidates(postings: Postings, wanted: string): readonly number[] {
  if (wanted.length === 1) return postings.rows(keyOf(wanted, 0, 1));
  let rarest: readonly number[] | null = null;
  for (let at = 0; at + 1 < wanted.length; at += 1) {
    const rows = postings.rows(keyOf(wanted, at, 2));
    if (rarest === null || rows.length < rarest.length) rarest = rows;
  }
  return rarest ?? NOWHERE;
}
