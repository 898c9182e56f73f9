/**
 * Licences of other provinces (R66). They are kept and vouched for at the national level: the nation knows each province's
 * root of signatures and what its bodies may issue, and says so of one licence at a time, over its own signature. Which
 * certificate that signature is made with, our own province's authority has certified.
 */
import { z } from 'zod';
import { Instant, Sha256 } from '../flow/ids';
import type { Operation } from './operation';
import { CaseReference } from './wire';

/** Common name of the certificate that the nation's words are signed with. */
export const NATION = '国家政务服务平台';

/** POST /v1/licences/recognise: of a licence that was fetched under this grant. 424 LIBRARY_DOWN: the nation does not answer. */
export const RecogniseRequest = z.object({
  grantRef: z.string().min(1),
  licenceId: z.string().min(1).max(200),
  /** Of the canonical content as it was fetched. */
  sha256: Sha256,
  reference: CaseReference,
});

export const Recognition = z.object({
  statement: z.object({
    licenceId: z.string(),
    sha256: Sha256,
    /** GB/T 2260 of the province that issued it. */
    issuedIn: z.string().regex(/^\d{6}$/),
    issuer: z.string().min(1),
    /** Common licences that this body may issue, by the nation's list. */
    typeSeqs: z.array(z.number().int().positive()),
    /** That province's root, under which its bodies sign. base64 DER. */
    root: z.base64().min(1),
    at: Instant,
  }),
  /** base64 DER ECDSA P-256/SHA-256 over the canonical JSON of `statement`. */
  signature: z.string(),
  /** base64 DER, to `NATION`, issued by this province's authority. */
  certificate: z.string(),
});
export type Recognition = z.infer<typeof Recognition>;

export const RECOGNITION_OPERATIONS = {
  recogniseLicence: {
    method: 'POST',
    path: '/v1/licences/recognise',
    body: RecogniseRequest,
    answers: { 200: Recognition },
    refusals: [
      'GRANT_UNKNOWN',
      'GRANT_EXPIRED',
      'GRANT_REVOKED',
      'NOT_GRANTED',
      'LICENCE_UNKNOWN',
      'LIBRARY_DOWN',
    ],
  },
} as const satisfies Record<string, Operation>;
