/** What a window shows of codes beyond the case: confirming one, the permits behind one. */
import { z } from 'zod';
import { Failure } from '../failures/failure';
import { Day, Instant } from '../flow/ids';
import { ConfirmScene } from '../province/confirm';

/** 亮码核验 (R43): waits for a code, asks, shows the answer until `until`, and waits for the next. Kept in memory only. */
export const ConfirmView = z.object({
  scene: ConfirmScene,
  state: z.enum(['waiting', 'asking', 'shown']),
  /** With `shown`: the answer, or why there is none. */
  told: z
    .object({
      answer: z.enum(['yes', 'no', 'withheld']),
      holder: z.object({ kind: z.enum(['person', 'enterprise']), nameMasked: z.string() }),
      validTo: Day.nullable(),
      confirmedAt: Instant,
    })
    .nullable(),
  failure: Failure.nullable(),
  /** With `shown`: when it leaves the screen by itself. */
  until: Instant.nullable(),
});
export type ConfirmView = z.infer<typeof ConfirmView>;

/** A permit gathered under the enterprise's licence (R38, R41); never its contents. */
export const PermitView = z.object({
  licenceId: z.string(),
  typeSeq: z.number().int().positive(),
  name: z.string(),
  issuer: z.string(),
  status: z.enum(['valid', 'expired', 'revoked']),
  validTo: Day.nullable(),
  /** Fetched, or may be fetched, for this item. */
  granted: z.boolean(),
});
export type PermitView = z.infer<typeof PermitView>;
