import type { SqlTx } from '../../../contract/ports/database';

/** Organ short name and kind of document, as window documents carry them before year and running number. */
const PREFIX = '鲁免证受';
const DIGITS = 6;
const PARTS = /^[^〔]+〔(\d{4})〕(.+)-(\d{6,})$/;

/**
 * Takes the next document number, e.g. 鲁免证受〔2026〕3701020001-000012. Runs per window and year, never gives the
 * same one twice; numbers of receipts that were not sealed in the end stay unused.
 */
export function nextReceiptNumber(tx: SqlTx, of: { year: number; windowNo: string }): string {
  const counter = counterOf(of);
  tx.run(
    'INSERT INTO receipt_counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1',
    counter,
  );
  return numberText(of, counted(tx, counter));
}

/**
 * A store that comes from a backup does not know the numbers given since, the first of a new year among them: each of its
 * counters goes on well beyond them. A gap in the numbers can be explained, a number given twice cannot. Gives the number
 * that is next now.
 */
export function skipReceiptNumbers(tx: SqlTx, by: number, of: { year: number; windowNo: string }): string {
  const counter = counterOf(of);
  tx.run('INSERT INTO receipt_counter (name, value) VALUES (?, 0) ON CONFLICT (name) DO NOTHING', counter);
  tx.run('UPDATE receipt_counter SET value = value + ?', by);
  return numberText(of, counted(tx, counter) + 1);
}

/** Window, year and running number; null for what is no document number. */
export function partsOfNumber(number: string): { windowNo: string; year: number; running: number } | null {
  const [, year, windowNo, running] = PARTS.exec(number) ?? [];
  return windowNo === undefined ? null : { windowNo, year: Number(year), running: Number(running) };
}

/** Whether the number was given before the other by the same window. */
export function isGivenBefore(number: string, other: string): boolean {
  const [one, next] = [partsOfNumber(number), partsOfNumber(other)];
  if (!one || !next || one.windowNo !== next.windowNo) return false;
  return one.year < next.year || (one.year === next.year && one.running < next.running);
}

const counterOf = (of: { year: number; windowNo: string }) => `${of.year}/${of.windowNo}`;

const counted = (tx: SqlTx, counter: string) =>
  tx.get<{ value: number }>('SELECT value FROM receipt_counter WHERE name = ?', counter)?.value ?? 0;

const numberText = (of: { year: number; windowNo: string }, running: number) =>
  `${PREFIX}〔${of.year}〕${of.windowNo}-${String(running).padStart(DIGITS, '0')}`;
