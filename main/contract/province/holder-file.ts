/**
 * A holder's own file at the province (一人一档、一企一档, R109) and what an enterprise has told an office once (最多报一次,
 * R05). Both are written when a case's receipt is taken in, under the holder whom the case's grant names, and read
 * under an open grant of the asking case only.
 */
import { z } from 'zod';
import { ReportedValue } from '../flow/grant';
import { Id, Instant } from '../flow/ids';
import { LicenceRow } from './licences';
import type { Operation } from './operation';
import { CaseReference } from './wire';

/**
 * POST /v1/reported: of these standard fields, what the enterprise gave in its earlier cases, the newest answer of each.
 * Empty for a person: only fields that the library classes as given once are kept, and only for enterprises.
 */
export const ReportedRequest = z.object({
  grantRef: z.string().min(1),
  codes: z
    .array(z.string().regex(/^F(-[A-Z0-9]+)+$/))
    .min(1)
    .max(60),
  reference: CaseReference,
});
export const ReportedAnswer = z.object({ reported: z.array(ReportedValue) });

/** POST /v1/holder-file. */
export const HolderFileRequest = z.object({ grantRef: z.string().min(1), reference: CaseReference });

/** `lapsed`: taken in while the province was away, and not confirmed. */
export const HolderCaseState = z.enum(['accepted', 'handed', 'archived', 'lapsed']);
export const HolderCase = z.object({
  caseId: Id,
  itemSeq: z.number().int().positive(),
  /** Of the receipt. */
  number: z.string(),
  receivedAt: Instant,
  state: HolderCaseState,
  /** Bodies that have it, in the order of its items. */
  handedTo: z.array(z.string()),
});

export const HolderFileAnswer = z.object({
  /** Of the types that the grant names, without contents. */
  licences: z.array(LicenceRow),
  /** Newest first, at most 50. */
  cases: z.array(HolderCase).max(50),
});

const REFUSALS = ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED'] as const;

export const HOLDER_FILE_OPERATIONS = {
  readReported: {
    method: 'POST',
    path: '/v1/reported',
    body: ReportedRequest,
    answers: { 200: ReportedAnswer },
    refusals: REFUSALS,
  },
  readHolderFile: {
    method: 'POST',
    path: '/v1/holder-file',
    body: HolderFileRequest,
    answers: { 200: HolderFileAnswer },
    refusals: REFUSALS,
  },
} as const satisfies Record<string, Operation>;
