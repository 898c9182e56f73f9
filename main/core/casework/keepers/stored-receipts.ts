import type { ReceiptView } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { SqlReader } from '../../../contract/ports/database';
import { parcelOfReceipt } from '../../outbox';
import { listReceipts, receiptById, receiptPdf, verifyReceipt } from '../../receipt';
import { receiptView } from '../case/views';

export interface StoredVerdict {
  verdict: 'passed' | 'failed' | 'undetermined';
  checks: { check: string; verdict: 'passed' | 'failed' | 'undetermined'; code: string }[];
}

/** Newest first, each with how far its delivery is. */
export function listReceiptViews(read: SqlReader, limit: number): ReceiptView[] {
  return listReceipts(read, { limit }).map((receipt) =>
    receiptView(receipt, parcelOfReceipt(read, receipt.id)?.state ?? 'waiting'),
  );
}

/** The sealed file. RECEIPT_AT_PROVINCE where it was shredded: its record tells it from one that never was (RECEIPT_UNKNOWN). */
export function storedPdf(read: SqlReader, id: string): Result<Uint8Array> {
  const pdf = receiptPdf(read, id);
  if (pdf) return { ok: true, value: pdf };
  return fail(receiptById(read, id) ? 'RECEIPT_AT_PROVINCE' : 'RECEIPT_UNKNOWN');
}

/** As `storedPdf`, then as `verifyReceipt`. */
export async function verifyStored(
  read: SqlReader,
  id: string,
  options: { trust: readonly Uint8Array[]; now: number },
): Promise<Result<StoredVerdict>> {
  const pdf = storedPdf(read, id);
  if (!pdf.ok) return pdf;
  const judged = await verifyReceipt(pdf.value, options);
  if (!judged.ok) return judged;
  return { ok: true, value: { verdict: judged.value.verdict, checks: [...judged.value.checks] } };
}
