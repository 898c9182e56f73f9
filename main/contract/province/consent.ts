/**
 * Consent: asking the holder, watching what they decide, and the grant that follows (R34, R40, R45, R48, R50, R104).
 * A consent names holder, purpose (item, case, 用证事由), licences, fields, window, clerk and an end. Granted in whole or
 * part it becomes a grant, used with /v1/licences/* exactly like one of POST /v1/grants.
 */
import { z } from 'zod';
import { Holder } from '../flow/grant';
import { Id, Instant, Sha256 } from '../flow/ids';
import type { Operation } from './operation';
import { CODE_REFUSALS } from './refusals';
import { CaseReference, ReferenceQuery } from './wire';

/** Longest time in milliseconds that a GET may be held open by `waitMs`. */
export const LONGEST_WAIT_MS = 25_000;

const Code = z.string().min(1).max(2048);
/** Number and name as read from the chip of an ID card; a long name arrives cut (fixtures do the same). */
export const CardHolder = z.object({ number: z.string().min(1).max(40), name: z.string().min(1).max(120) });

/** One licence type with the elements that are asked for or allowed. */
export const LicenceScope = z.object({
  typeSeq: z.number().int().positive(),
  elements: z.array(z.string().min(1).max(60)).max(60),
});
export type LicenceScope = z.infer<typeof LicenceScope>;

/**
 * How the holder is asked.
 * `shown-code`: the phone that showed the code asks its holder; the code is used up by the request.
 * `id-card`: the card lies on the reader; its holder's standing choices decide at once.
 * `applicant-screen`: the holder ticked on the second screen; `allowed` is what they ticked and `signatureSha256` the
 *   digest of the signed screen, kept as evidence.
 * `enterprise-agent`: an enterprise's code, shown by a person with a mandate of it (or its legal representative).
 * `guardian`: for a ward, by the guardian on record. `agent`: 帮办代办, by a mandate of the holder that covers the item.
 * In the last three both identities stand in the record.
 */
export const ConsentWay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown-code'), code: Code }),
  z.object({ kind: z.literal('id-card'), card: CardHolder }),
  z.object({
    kind: z.literal('applicant-screen'),
    card: CardHolder,
    allowed: z.array(LicenceScope).max(50),
    signatureSha256: Sha256,
  }),
  z.object({ kind: z.literal('enterprise-agent'), code: Code, agent: CardHolder }),
  z.object({ kind: z.literal('guardian'), guardian: CardHolder, ward: CardHolder }),
  z.object({ kind: z.literal('agent'), agent: CardHolder, principal: CardHolder }),
]);
export type ConsentWay = z.infer<typeof ConsentWay>;

/** `requestId`: made by the caller; the same id with the same contents answers with the same consent. */
export const ConsentRequest = z.object({
  requestId: Id,
  reference: CaseReference,
  way: ConsentWay,
  wanted: z.array(LicenceScope).min(1).max(50),
});
export type ConsentRequest = z.infer<typeof ConsentRequest>;

export const ConsentState = z.enum(['pending', 'granted', 'granted-in-part', 'refused', 'expired']);
export type ConsentState = z.infer<typeof ConsentState>;

export const ConsentAnswer = z.object({
  consentRef: z.string().min(1),
  state: ConsentState,
  holder: Holder,
  /** Who acts for the holder; null where it is the holder. */
  actor: Holder.nullable(),
  /** End of the wait while pending, end of the grant once granted. */
  expiresAt: Instant,
  decidedAt: Instant.nullable(),
  /** Null until granted. */
  grantRef: z.string().min(1).nullable(),
  /** Empty unless granted in whole or part. */
  allowed: z.array(LicenceScope),
  /** Types asked for of which nothing is allowed; empty while pending. */
  withheld: z.array(z.number().int().positive()),
});
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

export const ConsentQuery = ReferenceQuery.extend({
  /** Answer when the state leaves `pending`, or after this many milliseconds. */
  waitMs: z.coerce.number().int().min(0).max(LONGEST_WAIT_MS).default(0),
});

/** State of a grant. The holder may take it back at any time; from then on /v1/licences/* says GRANT_REVOKED. */
export const GrantStateAnswer = z.object({
  grantRef: z.string(),
  state: z.enum(['open', 'expired', 'revoked']),
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
});

export const CONSENT_OPERATIONS = {
  requestConsent: {
    method: 'POST',
    path: '/v1/consents',
    body: ConsentRequest,
    answers: { 200: ConsentAnswer, 201: ConsentAnswer },
    refusals: [
      ...CODE_REFUSALS,
      'HOLDER_UNKNOWN',
      'HOLDER_MISMATCH',
      'HOLDER_DECEASED',
      'MANDATE_MISSING',
      'REQUEST_CONFLICT',
    ],
  },
  readConsent: {
    method: 'GET',
    path: '/v1/consents/{consentRef}',
    params: z.object({ consentRef: z.string().min(1).max(80) }),
    query: ConsentQuery,
    answers: { 200: ConsentAnswer },
    refusals: ['CONSENT_UNKNOWN'],
  },
  readGrant: {
    method: 'GET',
    path: '/v1/grants/{grantRef}',
    params: z.object({ grantRef: z.string().min(1).max(80) }),
    query: ReferenceQuery,
    answers: { 200: GrantStateAnswer },
    refusals: ['GRANT_UNKNOWN'],
  },
} as const satisfies Record<string, Operation>;
