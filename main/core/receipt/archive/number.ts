import type { SqlTx } from '../../../contract/ports/database';

/** Organ short name and kind of document, as window documents carry them before year and running number. */
const PREFIX = '鲁免证受';
const DIGITS = 6;

/**
 * Takes the next document number, e.g. 鲁免证受〔2026〕3701020001-000012. Runs per window and year, never gives the
 * same one twice; numbers of receipts that were not sealed in the end stay unused.
 */
export function nextReceiptNumber(tx: SqlTx, of: { year: number; windowNo: string }): string {
  const counter = `${of.year}/${of.windowNo}`;
  tx.run(
    'INSERT INTO receipt_counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1',
    counter,
  );
  const row = tx.get<{ value: number }>('SELECT value FROM receipt_counter WHERE name = ?', counter);
  return `${PREFIX}〔${of.year}〕${of.windowNo}-${String(row?.value ?? 0).padStart(DIGITS, '0')}`;
}

/**
 * A store that comes from a backup does not know the numbers given since: each of its counters goes on well beyond them.
 * A gap in the numbers can be explained, a number given twice cannot.
 */
export function skipReceiptNumbers(tx: SqlTx, by: number): void {
  tx.run('UPDATE receipt_counter SET value = value + ?', by);
}
