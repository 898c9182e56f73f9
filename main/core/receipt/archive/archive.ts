import { Receipt } from '../../../contract/flow/receipt';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import { knownReceiptId } from './receipt-id';

/** Keeps a sealed receipt and its file. Rows are never changed afterwards; the file may be shredded. */
export function saveReceipt(tx: SqlTx, receipt: Receipt, pdf: Uint8Array): void {
  tx.run(
    'INSERT INTO receipt (id, case_id, number, item_seq, sealed_at, sha256, size, facts, pdf) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    receipt.id,
    receipt.caseId,
    receipt.number,
    receipt.itemSeq,
    receipt.sealedAt,
    receipt.sha256,
    receipt.size,
    JSON.stringify(receipt),
    pdf,
  );
}

export function receiptById(reader: SqlReader, id: string): Receipt | undefined {
  const row = reader.get<{ facts: string }>('SELECT facts FROM receipt WHERE id = ?', id);
  return row && Receipt.parse(JSON.parse(row.facts));
}

/** Id of the case whose receipt carries this document number. */
export function caseOfReceipt(reader: SqlReader, number: string): string | undefined {
  const id = knownReceiptId(reader, number);
  const byId = id === null ? undefined : caseIdOf(reader, id);
  // Ids of receipts sealed by earlier releases, or before a restoring, do not follow from their numbers: no index leads there.
  return (
    byId ?? reader.get<{ case_id: string }>('SELECT case_id FROM receipt WHERE number = ?', number)?.case_id
  );
}

/** Of which case the receipt is; undefined where this window has no such receipt. */
export function caseIdOf(reader: SqlReader, receiptId: string): string | undefined {
  return reader.get<{ case_id: string }>('SELECT case_id FROM receipt WHERE id = ?', receiptId)?.case_id;
}

/** Where the record of operations tells of its sealing: under `caseId`, behind line `auditSeq`. */
export function sealingOf(reader: SqlReader, id: string): { caseId: string; auditSeq: number } | undefined {
  return reader.get<{ caseId: string; auditSeq: number }>(
    `SELECT case_id AS caseId, coalesce(json_extract(facts, '$.auditSeq'), 0) AS auditSeq FROM receipt WHERE id = ?`,
    id,
  );
}

/** The sealed file, byte for byte; undefined too once it was shredded. */
export function receiptPdf(reader: SqlReader, id: string): Uint8Array | undefined {
  const row = reader.get<{ pdf: Uint8Array | null }>('SELECT pdf FROM receipt WHERE id = ?', id);
  return row?.pdf ? new Uint8Array(row.pdf) : undefined;
}

/** The file goes, the record stays. False where it was gone already. */
export function shredReceiptFile(tx: SqlTx, id: string): boolean {
  return tx.run('UPDATE receipt SET pdf = NULL WHERE id = ? AND pdf IS NOT NULL', id) > 0;
}

/** The latest first, in the order of sealing. */
export function listReceipts(reader: SqlReader, options: { limit: number }): Receipt[] {
  const rows = reader.all<{ facts: string }>(
    'SELECT facts FROM receipt ORDER BY seq DESC LIMIT ?',
    options.limit,
  );
  return rows.map((row) => Receipt.parse(JSON.parse(row.facts)));
}

/** The audit heads that lie sealed in receipts: what the chain must still hold. */
export function sealedAuditHeads(reader: SqlReader): string[] {
  return reader
    .all<{ head: string }>(`SELECT json_extract(facts, '$.auditHead') AS head FROM receipt`)
    .map((row) => row.head);
}
