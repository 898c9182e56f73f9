import type { SqlReader } from '../../contract/ports/database';
import { BLOCK } from './blocks';

/**
 * SHA-256 of the parcel that was queued when a receipt was sealed, as its line tells it; empty where an earlier version wrote
 * the line, `undefined` where there is none. `auditSeq`: of a line before it, the nearer the sooner it is found.
 */
export function sealedParcelDigest(
  reader: SqlReader,
  { receiptId, caseId, auditSeq }: { receiptId: string; caseId: string; auditSeq: number },
): string | undefined {
  return reader.get<{ digest: string }>(
    `SELECT coalesce(json_extract(line.facts, '$.parcel'), '') AS digest
     FROM audit_block CROSS JOIN audit_line AS line
       ON line.seq BETWEEN max(block * ${BLOCK}, ?) AND block * ${BLOCK} + ${BLOCK - 1}
     WHERE what = 'case' AND which = ? AND line.case_id = which AND line.action = 'receipt-sealed'
       AND json_extract(line.facts, '$.receiptId') = ? ORDER BY line.seq LIMIT 1`,
    auditSeq,
    caseId,
    receiptId,
  )?.digest;
}
