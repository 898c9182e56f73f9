/**
 * 一照汇集 (R38, R41): the permits gathered under an enterprise's licence. What there is, without contents; contents come
 * by /v1/licences/fetch under the grant, like those of every licence.
 */
import { z } from 'zod';
import type { Operation } from './operation';
import { CaseReference, LicenceListAnswer } from './wire';

/** POST /v1/licences/gathered: under an enterprise's grant; NOT_GRANTED under a person's. */
export const GatheredRequest = z.object({ grantRef: z.string().min(1), reference: CaseReference });
export const GatheredAnswer = z.object({
  permits: z.array(
    LicenceListAnswer.shape.licences.element.extend({
      /** May be fetched under this grant. */
      granted: z.boolean(),
    }),
  ),
});

export const PERMIT_OPERATIONS = {
  gatheredPermits: {
    method: 'POST',
    path: '/v1/licences/gathered',
    body: GatheredRequest,
    answers: { 200: GatheredAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED'],
  },
} as const satisfies Record<string, Operation>;
