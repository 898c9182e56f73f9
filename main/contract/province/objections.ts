/**
 * Objections (异议) to a value in a licence (R78-R80, R82): they go to the licence's issuer, who upholds or rejects. An
 * upheld one changes the licence; the next fetch brings the corrected value with `correctedAt`.
 */
import { z } from 'zod';
import { Id, Instant, Sha256 } from '../flow/ids';
import type { Operation } from './operation';
import { CaseReference, ReferenceQuery } from './wire';

export const ObjectionRequest = z.object({
  requestId: Id,
  reference: CaseReference,
  /** Open, for this case, and naming the element: one objects to what one was shown. */
  grantRef: z.string().min(1),
  licenceId: z.string().min(1).max(200),
  element: z.string().min(1).max(60),
  /** SHA-256 of the UTF-8 bytes of the value objected to, as it was fetched. */
  valueSha256: Sha256,
  /** What it should say; empty where the applicant only says that it is wrong. */
  proposed: z.string().max(400),
  reason: z.string().trim().min(1).max(400),
});
export type ObjectionRequest = z.infer<typeof ObjectionRequest>;

export const ObjectionAnswer = z.object({
  objectionRef: z.string().min(1),
  /** Who answers: the licence's issuer. */
  department: z.string(),
  licenceId: z.string(),
  element: z.string(),
  state: z.enum(['open', 'upheld', 'rejected']),
  raisedAt: Instant,
  dueAt: Instant,
  answeredAt: Instant.nullable(),
  /** The issuer's words; empty while open. */
  answer: z.string().max(400),
});
export type ObjectionAnswer = z.infer<typeof ObjectionAnswer>;

/** Per department, in the order of their names (R80). */
export const ObjectionStatistics = z.object({
  asOf: Instant,
  departments: z.array(
    z.object({
      department: z.string(),
      raised: z.number().int().nonnegative(),
      upheld: z.number().int().nonnegative(),
      rejected: z.number().int().nonnegative(),
      overdue: z.number().int().nonnegative(),
      medianMs: z.number().int().nonnegative().nullable(),
    }),
  ),
});

export const OBJECTION_OPERATIONS = {
  raiseObjection: {
    method: 'POST',
    path: '/v1/objections',
    body: ObjectionRequest,
    answers: { 200: ObjectionAnswer, 201: ObjectionAnswer },
    refusals: [
      'GRANT_UNKNOWN',
      'GRANT_EXPIRED',
      'GRANT_REVOKED',
      'NOT_GRANTED',
      'LICENCE_UNKNOWN',
      'OBJECTION_STALE',
      'REQUEST_CONFLICT',
    ],
  },
  objectionStatistics: {
    method: 'GET',
    path: '/v1/objections/statistics',
    answers: { 200: ObjectionStatistics },
    refusals: [],
  },
  readObjection: {
    method: 'GET',
    path: '/v1/objections/{objectionRef}',
    params: z.object({ objectionRef: z.string().min(1).max(80) }),
    query: ReferenceQuery,
    answers: { 200: ObjectionAnswer },
    refusals: ['OBJECTION_UNKNOWN'],
  },
} as const satisfies Record<string, Operation>;
