/**
 * 断网受理 (R31): a case taken in while the province cannot be reached. Its receipt is provisional; when the province is
 * back, what was assumed is held against what it says, and only then is the case taken in for good.
 */
import { z } from 'zod';
import { Failure } from '../failures/failure';
import { FieldSource, FieldType } from './form';
import { Holder } from './grant';
import { Id, Instant, Sha256 } from './ids';

/** Stands where a grant would: no licence was asked for, and nothing but the card says who the applicant is. */
export const Provisional = z.object({
  /** Cited by the form in place of a grant. */
  id: Id,
  acceptedAt: Instant,
  /** How the last try to ask the province had failed, as it is shown when the offline way is given up. */
  why: Failure.nullable(),
  holder: Holder,
  /** Who stood at the window for an enterprise; the province has not said yet whether they may act for it. */
  actor: Holder.nullable().default(null),
  /** 用证事由 that the licences will be asked for with later. */
  purpose: z.string().min(1).max(200),
  /** Where the applicant can be called back. */
  phone: z.string().min(1).max(40),
  consent: z.object({ evidence: z.literal('id-card'), textSha256: Sha256, at: Instant }),
});
export type Provisional = z.infer<typeof Provisional>;

/** What a provisional receipt tells of itself, and a later one of the receipt it completes or ends. */
export const ReceiptStanding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('provisional'), toCheck: z.array(z.string()), phone: z.string() }),
  z.object({ kind: z.enum(['confirmed', 'corrected']), of: z.object({ id: Id, number: z.string() }) }),
  z.object({
    kind: z.literal('lapsed'),
    of: z.object({ id: Id, number: z.string() }),
    reason: z.string().min(1).max(200),
  }),
]);
export type ReceiptStanding = z.infer<typeof ReceiptStanding>;

/**
 * One point where what was assumed and what the province says differ. `field`: what was typed, beside every value a
 * source has. `material`: a proof that was to come from the province and is not there; `why` says what became of it.
 */
export const Difference = z.object({
  kind: z.enum(['field', 'material']),
  key: z.string(),
  label: z.string(),
  type: FieldType,
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  typed: z.string(),
  offers: z.array(z.object({ value: z.string(), source: FieldSource })),
  why: z.enum(['', 'withheld', 'absent', 'failed-check', 'not-settled', 'pledge-excluded']),
  /** `offer`: index into `offers`; null: what was typed stays, or paper settles the material. */
  decided: z
    .object({ offer: z.number().int().nonnegative().nullable(), reason: z.string(), at: Instant })
    .nullable(),
});
export type Difference = z.infer<typeof Difference>;

/** As a screen gets it. `masked`: the values are shown in part, until the clerk asks to see them (R51). */
export const DifferenceView = Difference.extend({ masked: z.boolean() });
export type DifferenceView = z.infer<typeof DifferenceView>;

/** `to-check`: waits for delivery or for the province. `for-clerk`: somebody has to decide or to call the applicant. */
export const CallBackState = z.enum(['to-check', 'for-clerk', 'closed']);
export type CallBackState = z.infer<typeof CallBackState>;
export const CallBackOutcome = z.enum(['confirmed', 'corrected', 'lapsed']);
export type CallBackOutcome = z.infer<typeof CallBackOutcome>;

/** An entry of the call-back list. Closed entries say nothing about a person any more. */
export const CallBackView = z.object({
  id: Id,
  receiptNumber: z.string(),
  itemName: z.string(),
  nameMasked: z.string(),
  phone: z.string(),
  acceptedAt: Instant,
  /** Whether the provisional receipt itself is at the province yet. */
  delivered: z.boolean(),
  state: CallBackState,
  /** What keeps the check from being made, or what it ended with instead of an answer about the licences. */
  failure: Failure.nullable(),
  checkedAt: Instant.nullable(),
  differences: z.array(DifferenceView),
  /** Names of the proofs that departments were asked to confirm. */
  awaiting: z.array(z.string()),
  outcome: CallBackOutcome.nullable(),
  closedAt: Instant.nullable(),
  /** Number of the receipt that completed or ended it; empty until then. */
  followUpNumber: z.string(),
});
export type CallBackView = z.infer<typeof CallBackView>;

export const CallBackCounts = z.object({ toCheck: z.number().int(), forClerk: z.number().int() });
export type CallBackCounts = z.infer<typeof CallBackCounts>;
