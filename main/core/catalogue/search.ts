import type { ItemRow } from '../../contract/catalogue/types';

/**
 * The printed list mixes blanks around numbers and half-width with full-width brackets (rows 11, 192, 193, 285, 320,
 * 321, 352), and a clerk types either: both sides are folded to compatibility form without blanks.
 */
function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

interface Entry {
  row: ItemRow;
  number: string;
  name: string;
  department: string;
}

type Match = 'number' | 'prefix' | 'inside' | 'department' | 'words';
const MATCH_ORDER: Match[] = ['number', 'prefix', 'inside', 'department', 'words'];

function matchOf(entry: Entry, whole: string, words: string[]): Match | null {
  if (entry.number === whole) return 'number';
  if (entry.name.startsWith(whole) || entry.number.startsWith(whole)) return 'prefix';
  if (entry.name.includes(whole)) return 'inside';
  if (entry.department.includes(whole)) return 'department';
  const everyWord = words.every((word) => entry.name.includes(word) || entry.department.includes(word));
  return words.length > 1 && everyWord ? 'words' : null;
}

/**
 * Rows by number, part of the name, part of the department, or several words of these.
 * Order: exact number, then rows with a definition, then beginning of name or number, part of the name, department,
 * words; by number within each. A blank text gives every row, those with a definition first.
 */
export function createItemSearch(
  rows: ItemRow[],
  isDefined: (seq: number) => boolean,
): (text: string, limit: number) => ItemRow[] {
  const entries = rows.map((row) => ({
    row,
    number: String(row.seq),
    name: folded(row.name),
    department: folded(row.department),
  }));

  return (text, limit) => {
    const whole = folded(text);
    const words = text
      .split(/\s+/)
      .map(folded)
      .filter((word) => word !== '');
    const hits = entries.flatMap((entry) => {
      const match = matchOf(entry, whole, words);
      if (match === null) return [];
      const first = match === 'number' ? 0 : isDefined(entry.row.seq) ? 1 : 2;
      return [{ row: entry.row, first, second: MATCH_ORDER.indexOf(match) }];
    });
    hits.sort((a, b) => a.first - b.first || a.second - b.second || a.row.seq - b.row.seq);
    return hits.slice(0, Math.max(limit, 0)).map((hit) => hit.row);
  };
}
