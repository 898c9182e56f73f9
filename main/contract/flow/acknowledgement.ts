import { z } from 'zod';
import { Id, Instant } from './ids';

/** Record 7: the province's word that it holds the receipt. A new row; nothing upstream is edited. */
export const Acknowledgement = z.object({
  receiptId: Id,
  provinceRef: z.string().min(1),
  /** When the province first took it in, by the province's clock. */
  receivedAt: Instant,
  acknowledgedAt: Instant,
  /** The province had it already: the answer to an earlier attempt was lost. */
  duplicate: z.boolean(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;
