/**
 * receipt: form -> sealed receipt. Composes the A4 受理通知书 (compose/), seals it with the hall's key (seal/), says
 * whether a file is genuine (verify/: facts first, then one named check each, then the verdict) and keeps what was
 * sealed (archive/, tables receipt, receipt_counter, station_secret).
 * May import: main/contract, main/core/base, node:, @zxing/library, asn1js, fontkit, pdf-lib, pkijs.
 * Imported by: main/core/casework.
 */
export { listReceipts, receiptById, receiptPdf, saveReceipt } from './archive/archive';
export { nextReceiptNumber } from './archive/number';
export { receiptCode } from './compose/code-figure';
export { type ComposeOptions, composeReceipt } from './compose/compose';
export { countSavings, type ReceiptContent } from './compose/content';
export { loadSeal, saveSeal } from './seal/keep';
export { createSealRequest, type SealRequest } from './seal/request';
export { type SealOptions, sealPdf } from './seal/seal-pdf';
export { type SealMaterial, softwareSealToken } from './seal/token';
export { type SealedReceipt, type SealReceiptInput, sealReceipt } from './seal-receipt';
export type { CheckResult } from './verify/checks/check';
export { type Verification, type VerifyOptions, verifyReceipt } from './verify/verify';
