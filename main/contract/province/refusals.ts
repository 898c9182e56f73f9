/**
 * How the service says no: a code with the HTTP status it always travels under. The table is the only place where the
 * two meet; the description at /openapi.json and the server both read it.
 */
import { z } from 'zod';

export const REFUSAL_STATUS = {
  /** The code was not written by this province, or its holder is gone. */
  CODE_UNKNOWN: 404,
  CODE_EXPIRED: 410,
  CODE_USED: 409,
  /** A called ticket is for the window that called it (R36). */
  TICKET_OTHER_WINDOW: 403,
  /** The time in which the called ticket opens a case is over. */
  TICKET_EXPIRED: 410,
  /** The code stands for a licence that is not in force any more (R41). */
  LICENCE_NOT_VALID: 409,
  HOLDER_UNKNOWN: 404,
  HOLDER_MISMATCH: 409,
  /** Nothing is done in the name of a person registered as deceased. */
  HOLDER_DECEASED: 409,
  GRANT_UNKNOWN: 404,
  GRANT_EXPIRED: 410,
  /** The holder took the grant back. */
  GRANT_REVOKED: 410,
  NOT_GRANTED: 403,
  CONSENT_UNKNOWN: 404,
  CONSENT_REFUSED: 403,
  CONSENT_EXPIRED: 410,
  /** The person present may not act for the holder: no mandate on record, or not for this item or today. */
  MANDATE_MISSING: 403,
  LICENCE_UNKNOWN: 404,
  /** A city's or the nation's library does not answer; this service itself does. */
  LIBRARY_DOWN: 424,
  VERIFICATION_UNKNOWN: 404,
  OBJECTION_UNKNOWN: 404,
  /** The value objected to is no longer what stands in the licence: fetch it again first. */
  OBJECTION_STALE: 409,
  BACKFILL_UNKNOWN: 404,
  PLEDGE_EXCLUDED: 403,
  PLEDGE_UNKNOWN: 404,
  TICKET_UNKNOWN: 404,
  EDITION_UNKNOWN: 404,
  CASE_UNKNOWN: 404,
  EVALUATION_REFUSED: 403,
  EVALUATION_EXISTS: 409,
  ARCHIVE_CONFLICT: 409,
  /** `missing` names the parts that are not there (R111). */
  ARCHIVE_INCOMPLETE: 422,
  CLERK_REFUSED: 401,
  CLERK_CLOSED: 403,
  CLERK_UNKNOWN: 404,
  RECEIPT_CONFLICT: 409,
  /** The same `requestId` was used before with other contents. */
  REQUEST_CONFLICT: 409,
  REQUEST_INVALID: 400,
  /** Secure mode (security.ts), in the order in which they are looked at. */
  ENROLMENT_REFUSED: 403,
  CLIENT_UNKNOWN: 401,
  TOKEN_INVALID: 401,
  TOKEN_EXPIRED: 401,
  SIGNATURE_INVALID: 401,
  CLOCK_SKEW: 401,
  REQUEST_REPLAYED: 401,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  INTERNAL: 500,
} as const;

/** Of everything that takes a shown code. */
export const CODE_REFUSALS = [
  'CODE_UNKNOWN',
  'CODE_EXPIRED',
  'CODE_USED',
  'TICKET_OTHER_WINDOW',
  'TICKET_EXPIRED',
  'LICENCE_NOT_VALID',
] as const satisfies (keyof typeof REFUSAL_STATUS)[];

export type RefusalCode = keyof typeof REFUSAL_STATUS;
const CODES = Object.keys(REFUSAL_STATUS) as [RefusalCode, ...RefusalCode[]];

export const ProvinceRefusal = z.object({
  code: z.enum(CODES),
  /** For a person to read; Chinese. */
  message: z.string(),
  /** With ARCHIVE_INCOMPLETE only. */
  missing: z.array(z.string()).optional(),
});
export type ProvinceRefusal = z.infer<typeof ProvinceRefusal>;
