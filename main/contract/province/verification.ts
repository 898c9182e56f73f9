/**
 * Departmental verification (部门核验, R27-R31, R120) and the call-back queue that brings late answers home.
 * A request is addressed to the department that issued the licence. It answers at once where it can; otherwise the
 * answer comes within the statutory working days and is announced in the call-back queue.
 */
import { z } from 'zod';
import { Id, Instant } from '../flow/ids';
import { LONGEST_WAIT_MS } from './consent';
import type { Operation } from './operation';
import { CaseReference, ReferenceQuery } from './wire';

/** One fact asked: does what the applicant says agree with the department's record? Null asks for the value itself. */
export const FactAsked = z.object({
  /** Element of the licence type, or a key of the caller's own for a material. */
  key: z.string().min(1).max(60),
  label: z.string().min(1).max(60),
  claimed: z.string().max(400).nullable(),
});

/** The holder is the one of the grant: no grant, no verification (R48). */
export const VerificationRequest = z.object({
  requestId: Id,
  reference: CaseReference,
  grantRef: z.string().min(1),
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('licence'), typeSeq: z.number().int().positive() }),
    z.object({
      kind: z.literal('material'),
      key: z.string().min(1).max(60),
      name: z.string().min(1).max(120),
    }),
  ]),
  /** The issuing department. */
  department: z.string().min(1).max(60),
  facts: z.array(FactAsked).min(1).max(40),
});
export type VerificationRequest = z.infer<typeof VerificationRequest>;

export const FactAnswer = z.object({
  key: z.string(),
  /** `unknown`: the department has no record of it. */
  outcome: z.enum(['confirmed', 'contradicted', 'unknown']),
  /** Where the value itself was asked for and is known; else null. A contradicted claim is not corrected here. */
  value: z.string().nullable(),
});

export const VerificationAnswer = z.object({
  verificationRef: z.string().min(1),
  department: z.string(),
  state: z.enum(['waiting', 'answered']),
  /** `confirmed` only when every fact is. Null while waiting. */
  outcome: z.enum(['confirmed', 'contradicted', 'unknown']).nullable(),
  facts: z.array(FactAnswer),
  askedAt: Instant,
  /** End of the statutory time; past it and still waiting means overdue. */
  dueAt: Instant,
  answeredAt: Instant.nullable(),
  /** The department's own remark; empty where it made none. */
  remark: z.string().max(400),
});
export type VerificationAnswer = z.infer<typeof VerificationAnswer>;

/** Timed and scored per department (R120), departments in the order of their names. */
export const VerificationScores = z.object({
  asOf: Instant,
  departments: z.array(
    z.object({
      department: z.string(),
      asked: z.number().int().nonnegative(),
      answered: z.number().int().nonnegative(),
      /** Of the answered. */
      inTime: z.number().int().nonnegative(),
      /** Waiting past the due time. */
      overdue: z.number().int().nonnegative(),
      /** Null while nothing is answered. */
      medianMs: z.number().int().nonnegative().nullable(),
      /** Share of settled requests (answered or overdue) answered in time, 0-100; null while nothing is settled. */
      score: z.number().int().min(0).max(100).nullable(),
    }),
  ),
});

/**
 * What happened since the caller looked last. Cursors rise and have gaps. In secure mode a client sees only what its own
 * window asked for; `windowNo` narrows to one window. Reading does not remove anything: acknowledging does.
 */
export const CallbackKind = z.enum([
  'consent-decided',
  'grant-revoked',
  'verification-answered',
  'objection-answered',
  'backfill-answered',
]);
export const Callback = z.object({
  cursor: z.number().int().positive(),
  kind: CallbackKind,
  /** consentRef, grantRef, verificationRef, objectionRef or backfillRef: read the rest there. */
  ref: z.string().min(1),
  caseId: Id,
  windowNo: z.string(),
  at: Instant,
});
export const CallbackQuery = z.object({
  windowNo: z.string().min(1).max(40),
  /** Cursor of the last one known; 0 for all that are not acknowledged. */
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** With nothing there: answer as soon as there is, or empty after this many milliseconds. */
  waitMs: z.coerce.number().int().min(0).max(LONGEST_WAIT_MS).default(0),
});
export const CallbackAnswer = z.object({ callbacks: z.array(Callback) });
/** Everything of this window up to and with `upTo` has been worked in. */
export const CallbackAckRequest = z.object({
  windowNo: z.string().min(1).max(40),
  upTo: z.number().int().nonnegative(),
});
export const CallbackAckAnswer = z.object({ acknowledged: z.number().int().nonnegative() });

export const VERIFICATION_OPERATIONS = {
  requestVerification: {
    method: 'POST',
    path: '/v1/verifications',
    body: VerificationRequest,
    answers: { 200: VerificationAnswer, 201: VerificationAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED', 'REQUEST_CONFLICT'],
  },
  verificationScores: {
    method: 'GET',
    path: '/v1/verifications/scores',
    answers: { 200: VerificationScores },
    refusals: [],
  },
  readVerification: {
    method: 'GET',
    path: '/v1/verifications/{verificationRef}',
    params: z.object({ verificationRef: z.string().min(1).max(80) }),
    query: ReferenceQuery,
    answers: { 200: VerificationAnswer },
    refusals: ['VERIFICATION_UNKNOWN'],
  },
  readCallbacks: {
    method: 'GET',
    path: '/v1/callbacks',
    query: CallbackQuery,
    answers: { 200: CallbackAnswer },
    refusals: [],
  },
  acknowledgeCallbacks: {
    method: 'POST',
    path: '/v1/callbacks/acknowledge',
    body: CallbackAckRequest,
    answers: { 200: CallbackAckAnswer },
    refusals: [],
  },
} as const satisfies Record<string, Operation>;
