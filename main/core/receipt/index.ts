/**
 * receipt: form -> sealed receipt. Composes the A4 受理通知书 (compose/), seals it with the hall's key (seal/), says
 * whether a file is genuine (verify/: facts first, then one named check each, then the verdict) and keeps what was
 * sealed (archive/, tables receipt, receipt_counter, station_secret).
 * May import: main/contract, main/core/base, node:, @zxing/library, asn1js, fontkit, pdf-lib, pkijs.
 * Imported by: main/core/casework.
 */
export {
  caseIdOf,
  caseOfReceipt,
  listReceipts,
  receiptById,
  receiptPdf,
  saveReceipt,
  sealedAuditHeads,
  sealingOf,
  shredReceiptFile,
} from './archive/archive';
export { isGivenBefore, nextReceiptNumber, partsOfNumber, skipReceiptNumbers } from './archive/number';
export { receiptIdOf, renewReceiptIds } from './archive/receipt-id';
export { composeCallBackList } from './compose/call-back-list';
export { receiptCode } from './compose/code-figure';
export { composeReceipt } from './compose/compose';
export type { ReceiptContent } from './compose/content';
export { composeSlip } from './compose/slip';
export { loadSeal, saveSeal } from './seal/keep';
export { createSealRequest } from './seal/request';
export { sealPdf } from './seal/seal-pdf';
export { softwareSealToken } from './seal/token';
export { sealReceipt } from './seal-receipt';
export { type Verification, verifyReceipt } from './verify/verify';
