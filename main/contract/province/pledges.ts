/**
 * Pledges (告知承诺, R15-R18) and the credit platform's exclusion check (R132), of which only the answer is kept.
 */
import { z } from 'zod';
import { Day, Id, Instant, Sha256 } from '../flow/ids';
import type { Operation } from './operation';
import { CaseReference, ReferenceQuery } from './wire';

const MaterialKey = z.string().min(1).max(60);

/** POST /v1/pledges/exclusion: may the holder of the grant pledge? The answer is yes or no and nothing else. */
export const ExclusionRequest = z.object({
  grantRef: z.string().min(1),
  materialKey: MaterialKey,
  reference: CaseReference,
});
export const ExclusionAnswer = z.object({
  exclusionRef: z.string().min(1),
  excluded: z.boolean(),
  checkedAt: Instant,
});

/** POST /v1/pledges: registers a signed pledge for the after-check. One per case and material. */
export const PledgeRequest = z.object({
  requestId: Id,
  grantRef: z.string().min(1),
  /** Of a check for the same case and material that did not exclude. */
  exclusionRef: z.string().min(1),
  materialKey: MaterialKey,
  materialName: z.string().min(1).max(120),
  /** Which version of the text was read and signed. */
  textVersion: z.string().min(1).max(40),
  /** Digest of the signed pledge (text and handwriting). */
  pledgeSha256: Sha256,
  signedAt: Instant,
  /** Calendar days until the after-check is due, as the catalogue says. */
  afterCheckDays: z.number().int().min(1).max(365),
  reference: CaseReference,
});
export type PledgeRequest = z.infer<typeof PledgeRequest>;

export const PledgeAnswer = z.object({
  pledgeRef: z.string().min(1),
  state: z.enum(['to-check', 'kept', 'broken']),
  registeredAt: Instant,
  /** When supervision has to have checked it. */
  checkDueDay: Day,
  checkedAt: Instant.nullable(),
});
export type PledgeAnswer = z.infer<typeof PledgeAnswer>;

const GRANT_REFUSALS = ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED'] as const;

export const PLEDGE_OPERATIONS = {
  checkExclusion: {
    method: 'POST',
    path: '/v1/pledges/exclusion',
    body: ExclusionRequest,
    answers: { 200: ExclusionAnswer },
    refusals: GRANT_REFUSALS,
  },
  registerPledge: {
    method: 'POST',
    path: '/v1/pledges',
    body: PledgeRequest,
    answers: { 200: PledgeAnswer, 201: PledgeAnswer },
    refusals: [...GRANT_REFUSALS, 'PLEDGE_EXCLUDED', 'REQUEST_CONFLICT'],
  },
  readPledge: {
    method: 'GET',
    path: '/v1/pledges/{pledgeRef}',
    params: z.object({ pledgeRef: z.string().min(1).max(80) }),
    query: ReferenceQuery,
    answers: { 200: PledgeAnswer },
    refusals: ['PLEDGE_UNKNOWN'],
  },
} as const satisfies Record<string, Operation>;
