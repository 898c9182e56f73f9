/**
 * Licences beyond list and fetch (wire.ts): by code, by id, their state, and the verification of a licence file
 * (R32, R41, R82). The reference service's licence file is the UTF-8 JSON of a `LicenceFetchAnswer`.
 */
import { z } from 'zod';
import { Verdict } from '../flow/grant';
import { Instant, Sha256 } from '../flow/ids';
import type { Operation } from './operation';
import { CODE_REFUSALS } from './refusals';
import { CaseReference, GrantAnswer, LicenceFetchAnswer, LicenceListAnswer } from './wire';

export const LicenceStatus = z.enum(['valid', 'expired', 'revoked']);
export const LicenceRow = LicenceListAnswer.shape.licences.element;

/** POST /v1/licences/by-code: a grant by shown code (used up) and the list under it, in one step. */
export const LicencesByCodeRequest = z.object({
  code: z.string().min(1).max(2048),
  reference: CaseReference,
  wanted: z.array(z.object({ typeSeq: z.number().int().positive(), elements: z.array(z.string()) })).max(50),
});
export const LicencesByCodeAnswer = GrantAnswer.extend({ licences: z.array(LicenceRow) });

/** POST /v1/licences/by-id: one row of the list; the contents come by /v1/licences/fetch, which takes the id too. */
export const LicenceByIdRequest = z.object({
  grantRef: z.string().min(1),
  licenceId: z.string().min(1).max(200),
  reference: CaseReference,
});

/** POST /v1/licences/status: of many at once, without contents and without a grant: ids say nothing of a person. */
export const LicenceStatusRequest = z.object({
  licenceIds: z.array(z.string().min(1).max(200)).min(1).max(200),
  reference: CaseReference,
});
export const LicenceStatusAnswer = z.object({
  asOf: Instant,
  /** In the order asked. */
  licences: z.array(
    z.object({
      licenceId: z.string(),
      status: LicenceStatus.or(z.literal('unknown')),
      /** When the issuer last changed status or contents; null where never, or not known. */
      changedAt: Instant.nullable(),
    }),
  ),
});

/**
 * POST /v1/licences/verify-file. Facts are what the file says and what the province sees; each named check has its own
 * verdict. `failed` beats `undetermined` beats `passed` for the whole; a file of a form this service does not know is
 * `undetermined`, never `passed`.
 */
export const VerifyFileRequest = z.object({
  /** base64, at most 4 MiB of file. */
  content: z.string().min(1).max(5_600_000),
  sha256: Sha256,
  reference: CaseReference,
});
export const FileCheck = z.enum([
  'digest',
  'form',
  'signature',
  'certificate',
  'seals',
  'registered',
  'status',
]);
export const VerifyFileAnswer = z.object({
  verdict: Verdict,
  facts: z.object({
    sha256: Sha256,
    form: z.enum(['licence-json', 'unknown']),
    licenceId: z.string().nullable(),
    typeSeq: z.number().int().positive().nullable(),
    name: z.string().nullable(),
    issuer: z.string().nullable(),
    /** In the province's own keeping, now. */
    status: LicenceStatus.or(z.literal('unknown')),
  }),
  checks: z.array(z.object({ name: FileCheck, verdict: Verdict })),
});
export type VerifyFileAnswer = z.infer<typeof VerifyFileAnswer>;

/** The bytes of a licence file, parsed. */
export const LicenceFile = LicenceFetchAnswer;

const GRANT_REFUSALS = ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED'] as const;

export const LICENCE_OPERATIONS = {
  licencesByCode: {
    method: 'POST',
    path: '/v1/licences/by-code',
    body: LicencesByCodeRequest,
    answers: { 200: LicencesByCodeAnswer },
    refusals: [...CODE_REFUSALS, 'HOLDER_DECEASED'],
  },
  licenceById: {
    method: 'POST',
    path: '/v1/licences/by-id',
    body: LicenceByIdRequest,
    answers: { 200: LicenceRow },
    refusals: [...GRANT_REFUSALS, 'LICENCE_UNKNOWN'],
  },
  licenceStatus: {
    method: 'POST',
    path: '/v1/licences/status',
    body: LicenceStatusRequest,
    answers: { 200: LicenceStatusAnswer },
    refusals: [],
  },
  verifyLicenceFile: {
    method: 'POST',
    path: '/v1/licences/verify-file',
    body: VerifyFileRequest,
    answers: { 200: VerifyFileAnswer },
    refusals: [],
  },
} as const satisfies Record<string, Operation>;
