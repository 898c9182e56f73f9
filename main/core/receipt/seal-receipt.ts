import { fail, ok, type Result } from '../../contract/failures/failure';
import type { Receipt } from '../../contract/flow/receipt';
import type { Clock } from '../../contract/ports/clock';
import type { SealToken } from '../../contract/ports/seal-token';
import { sha256 } from '../base';
import { composeReceipt } from './compose/compose';
import type { ReceiptContent } from './compose/content';
import { sealPdf } from './seal/seal-pdf';
import { verifyReceipt } from './verify/verify';

export interface SealReceiptInput {
  content: ReceiptContent;
  token: SealToken;
  /** Bytes of the TrueType face; keep one array, it is parsed once. */
  font: Uint8Array;
  /** The face for rare characters, read where one is needed; null where there is none. */
  rareFont: () => Uint8Array | null;
  clock: Clock;
}

/** What the caller makes the `Receipt` record from. */
export interface SealedReceipt {
  pdf: Uint8Array;
  sha256: string;
  size: number;
  sealedAt: number;
  signer: Receipt['signer'];
}

/**
 * Composes and seals one receipt, and verifies it under the token's own root before it is handed out: a token that
 * signs wrongly is noticed at the window and not by the applicant. Fails with RECEIPT_GLYPH_MISSING,
 * RECEIPT_SEAL_EXPIRED, RECEIPT_SEAL_FAILED, CONFIG_UNREADABLE.
 */
export async function sealReceipt(input: SealReceiptInput): Promise<Result<SealedReceipt>> {
  const { content, token, font, rareFont, clock } = input;
  const sealedAt = clock.now();
  const composed = await composeReceipt(content, { font, rareFont, composedAt: sealedAt });
  if (!composed.ok) return composed;
  const sealed = await sealPdf(composed.value, token, {
    signedAt: sealedAt,
    reason: `受理通知书 ${content.number}`,
    place: `${content.hall.name} ${content.hall.windowNo}`,
  });
  if (!sealed.ok) return sealed;
  const root = token.chain.at(-1);
  const judged = await verifyReceipt(sealed.value, { trust: root ? [root] : [], now: sealedAt });
  if (!judged.ok) return judged;
  if (judged.value.verdict !== 'passed') {
    const wrong = judged.value.checks.find((each) => each.verdict !== 'passed');
    return fail('RECEIPT_SEAL_FAILED', { why: wrong?.code ?? 'unverified' });
  }
  const pdf = sealed.value;
  return ok({
    pdf,
    sha256: sha256(pdf),
    size: pdf.length,
    sealedAt,
    signer: { subject: token.subject, notAfter: token.notAfter },
  });
}
