/**
 * What stays of a case at the province: its state, the archive package (R110-R111), who looked at a holder's data
 * (R48, R59) and the active-service suggestions drawn from it (R107-R108).
 */
import { z } from 'zod';
import { Id, Instant, Sha256 } from '../flow/ids';
import type { Operation } from './operation';
import { CODE_REFUSALS } from './refusals';
import { CaseReference, ReferenceQuery } from './wire';

/** GET /v1/cases/{caseId}: everything the province has of one case, by reference. */
export const CaseAnswer = z.object({
  caseId: Id,
  /** Null until a receipt came. */
  receiptId: Id.nullable(),
  provinceRef: z.string().nullable(),
  receivedAt: Instant.nullable(),
  grants: z.array(z.string()),
  verifications: z.array(z.object({ verificationRef: z.string(), state: z.enum(['waiting', 'answered']) })),
  objections: z.array(z.object({ objectionRef: z.string(), state: z.enum(['open', 'upheld', 'rejected']) })),
  pledges: z.array(z.string()),
  archived: z.boolean(),
  evaluated: z.boolean(),
});

/** Parts that a package must have (R110). A part may be empty (a case without verification), but not absent. */
export const ARCHIVE_PARTS = ['form', 'licences', 'grants', 'verifications', 'receipt', 'log'] as const;

/**
 * PUT /v1/archives/{caseId}: 201, the same again 200 with `duplicate: true`, another one ARCHIVE_CONFLICT.
 * ARCHIVE_INCOMPLETE names in `missing` the parts that are not in the manifest, and `receipt-unknown` where the
 * province does not have the case's receipt.
 */
export const ArchivePackage = z.object({
  caseId: Id,
  receiptId: Id,
  closedAt: Instant,
  /** SHA-256 of the decoded `content`. */
  sha256: Sha256,
  /** One row per file in the package. */
  manifest: z
    .array(
      z.object({
        part: z.string().min(1).max(40),
        name: z.string().min(1).max(200),
        sha256: Sha256,
        bytes: z.number().int().nonnegative(),
      }),
    )
    .max(500),
  /** base64. */
  content: z.string().min(1),
});
export type ArchivePackage = z.infer<typeof ArchivePackage>;
export const ArchiveAnswer = z.object({
  caseId: Id,
  archiveRef: z.string().min(1),
  receivedAt: Instant,
  duplicate: z.boolean(),
});

/** How the holder of a look-up is named: a fresh code (stays usable) or an open grant of this case. */
export const HolderEvidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown-code'), code: z.string().min(1).max(2048) }),
  z.object({ kind: z.literal('grant'), grantRef: z.string().min(1) }),
]);
const HOLDER_REFUSALS = [
  ...CODE_REFUSALS,
  'GRANT_UNKNOWN',
  'GRANT_EXPIRED',
  'GRANT_REVOKED',
  'NOT_GRANTED',
] as const;

/** POST /v1/access-log: who looked at me, newest first, at most 200. The look itself is logged too. */
export const AccessLogRequest = z.object({
  evidence: HolderEvidence,
  since: Instant.default(0),
  reference: CaseReference,
});
export const AccessLogAnswer = z.object({
  lines: z.array(
    z.object({
      at: Instant,
      operation: z.string(),
      /** `OK` or the refusal's code. */
      outcome: z.string(),
      /** Types, ids and elements; never their values. */
      what: z.string(),
      useCause: z.string(),
      windowNo: z.string(),
    }),
  ),
});

/**
 * GET /v1/audit-heads/{windowNo}: heads of this window's record of operations as they came with its receipts, the
 * highest lines first, at most 1000. In secure mode those of the asking workstation only.
 */
export const AuditHeadsAnswer = z.object({
  windowNo: z.string(),
  heads: z.array(
    z.object({
      seq: z.number().int().positive(),
      head: Sha256,
      /** The receipt it came with, its document number, when it was sealed by the window's clock, and taken in by the province's. */
      receipt: z
        .object({ id: Id, number: z.string().min(1), sealedAt: Instant, receivedAt: Instant })
        .optional(),
    }),
  ),
});

/** When in life an item comes up (R107). */
export const LifeEvent = z.enum(['birth', 'school', 'work', 'retirement']);
export type LifeEvent = z.infer<typeof LifeEvent>;

/** POST /v1/suggestions: next items that fit the holder, each with its reason and the data it rests on. Nothing is begun. */
export const SuggestionsRequest = z.object({ grantRef: z.string().min(1), reference: CaseReference });
export const SuggestionsAnswer = z.object({
  suggestions: z.array(
    z.object({
      itemSeq: z.number().int().positive(),
      kind: z.enum(['next-item', 'benefit']),
      event: LifeEvent.optional(),
      /** A benefit that the data alone decides: had by confirming it (R108). Others are applied for like any item. */
      atOnce: z.literal(true).optional(),
      reason: z.string(),
      basedOn: z.array(z.object({ typeSeq: z.number().int().positive(), element: z.string() })),
    }),
  ),
});

/**
 * POST /v1/benefits (免申即享, R108): the holder has confirmed a benefit that was suggested, and that is all they do for it. The
 * province matches once more, under the same grant, and grants it; asked again, the answer is the same.
 */
export const BenefitRequest = z.object({
  requestId: Id,
  grantRef: z.string().min(1),
  reference: CaseReference,
  itemSeq: z.number().int().positive(),
});
export type BenefitRequest = z.infer<typeof BenefitRequest>;
export const BenefitAnswer = z.object({
  benefitRef: z.string().min(1),
  itemSeq: z.number().int().positive(),
  grantedAt: Instant,
});
export type BenefitAnswer = z.infer<typeof BenefitAnswer>;

export const RECORD_OPERATIONS = {
  readCase: {
    method: 'GET',
    path: '/v1/cases/{caseId}',
    params: z.object({ caseId: Id }),
    query: ReferenceQuery,
    answers: { 200: CaseAnswer },
    refusals: ['CASE_UNKNOWN'],
  },
  takeArchive: {
    method: 'PUT',
    path: '/v1/archives/{caseId}',
    params: z.object({ caseId: Id }),
    body: ArchivePackage,
    answers: { 200: ArchiveAnswer, 201: ArchiveAnswer },
    refusals: ['ARCHIVE_CONFLICT', 'ARCHIVE_INCOMPLETE'],
  },
  readAccessLog: {
    method: 'POST',
    path: '/v1/access-log',
    body: AccessLogRequest,
    answers: { 200: AccessLogAnswer },
    refusals: HOLDER_REFUSALS,
  },
  readAuditHeads: {
    method: 'GET',
    path: '/v1/audit-heads/{windowNo}',
    params: z.object({ windowNo: z.string().min(1).max(40) }),
    answers: { 200: AuditHeadsAnswer },
    refusals: [],
  },
  suggest: {
    method: 'POST',
    path: '/v1/suggestions',
    body: SuggestionsRequest,
    answers: { 200: SuggestionsAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED'],
  },
  claimBenefit: {
    method: 'POST',
    path: '/v1/benefits',
    body: BenefitRequest,
    answers: { 200: BenefitAnswer, 201: BenefitAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED', 'REQUEST_CONFLICT'],
  },
} as const satisfies Record<string, Operation>;
