/**
 * What its library does not have is asked for at the issuing department, and is in the library when that has done it: an old
 * licence is looked for in the archive (历史证照补齐, R74), a proof is issued online (线上开具, R30).
 */
import { z } from 'zod';
import { Id, Instant } from '../flow/ids';
import type { Operation } from './operation';
import { CaseReference, ReferenceQuery } from './wire';

export const BackfillRequest = z.object({
  requestId: Id,
  reference: CaseReference,
  /** Open, for this case, and naming the type; whose licence it is stands in it. */
  grantRef: z.string().min(1),
  typeSeq: z.number().int().positive(),
  /** The issuing department. */
  department: z.string().min(1).max(60),
  /** Out of the archive, or issued now from what the department has on record. */
  way: z.enum(['archive', 'issue']).default('archive'),
});
export type BackfillRequest = z.infer<typeof BackfillRequest>;

export const BackfillAnswer = z.object({
  backfillRef: z.string().min(1),
  department: z.string(),
  typeSeq: z.number().int().positive(),
  /** `filled`: in the library now. `not-found`: the archive has none either, or there is nothing to issue it from. */
  state: z.enum(['open', 'filled', 'not-found']),
  askedAt: Instant,
  dueAt: Instant,
  answeredAt: Instant.nullable(),
});
export type BackfillAnswer = z.infer<typeof BackfillAnswer>;

export const BACKFILL_OPERATIONS = {
  requestBackfill: {
    method: 'POST',
    path: '/v1/backfills',
    body: BackfillRequest,
    answers: { 200: BackfillAnswer, 201: BackfillAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED', 'REQUEST_CONFLICT'],
  },
  readBackfill: {
    method: 'GET',
    path: '/v1/backfills/{backfillRef}',
    params: z.object({ backfillRef: z.string().min(1).max(80) }),
    query: ReferenceQuery,
    answers: { 200: BackfillAnswer },
    refusals: ['BACKFILL_UNKNOWN'],
  },
} as const satisfies Record<string, Operation>;
