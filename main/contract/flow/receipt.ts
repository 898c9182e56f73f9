import { z } from 'zod';
import { Id, Instant, Sha256 } from './ids';

/** Record 5: the sealed 受理通知书. The PDF itself lies beside it in the store, under the same id. */
export const Receipt = z.object({
  id: Id,
  caseId: Id,
  formId: Id,
  itemSeq: z.number().int().positive(),
  itemName: z.string(),
  /** Document number as printed, e.g. 鲁免证受〔2026〕3701020001-000012. */
  number: z.string().min(1),
  sealedAt: Instant,
  sha256: Sha256,
  size: z.number().int().positive(),
  training: z.boolean(),
  /** Audit chain head at sealing time. */
  auditHead: Sha256,
  /** Number of the line that head belongs to; 0 for an empty chain, or where a receipt is older than this field. */
  auditSeq: z.number().int().nonnegative().default(0),
  /** 暂收: sealed while the province was away; another receipt completes or ends it. */
  provisional: z.boolean().default(false),
  signer: z.object({ subject: z.string(), notAfter: Instant }),
});
export type Receipt = z.infer<typeof Receipt>;
