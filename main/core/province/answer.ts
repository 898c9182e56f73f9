import type { z } from 'zod';
import type { FailureCode } from '../../contract/failures/codes';
import { fail, type Result } from '../../contract/failures/failure';
import { ProvinceRefusal, ReceiptAnswer } from '../../contract/province/wire';
import type { TransportAnswer } from './transport';

const BY_REFUSAL: Record<ProvinceRefusal['code'], FailureCode> = {
  CODE_UNKNOWN: 'LICENCE_CODE_REFUSED',
  CODE_EXPIRED: 'LICENCE_CODE_EXPIRED',
  CODE_USED: 'LICENCE_CODE_USED',
  TICKET_OTHER_WINDOW: 'LICENCE_TICKET_OTHER_WINDOW',
  TICKET_EXPIRED: 'LICENCE_TICKET_EXPIRED',
  LICENCE_NOT_VALID: 'LICENCE_CODE_LAPSED',
  HOLDER_UNKNOWN: 'LICENCE_HOLDER_UNKNOWN',
  HOLDER_MISMATCH: 'LICENCE_HOLDER_MISMATCH',
  GRANT_UNKNOWN: 'LICENCE_GRANT_MISSING',
  GRANT_EXPIRED: 'LICENCE_GRANT_EXPIRED',
  NOT_GRANTED: 'LICENCE_GRANT_REFUSED',
  LICENCE_UNKNOWN: 'LICENCE_NOT_FOUND',
  LIBRARY_DOWN: 'LICENCE_LIBRARY_DOWN',
  CLERK_REFUSED: 'CLERK_REFUSED',
  CLERK_CLOSED: 'CLERK_CLOSED',
  CLERK_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  RECEIPT_CONFLICT: 'PROVINCE_CONFLICT',
  REQUEST_INVALID: 'PROVINCE_REFUSED',
  OVERLOADED: 'PROVINCE_BUSY',
  INTERNAL: 'PROVINCE_BUSY',
  HOLDER_DECEASED: 'LICENCE_HOLDER_DECEASED',
  GRANT_REVOKED: 'LICENCE_GRANT_REVOKED',
  CONSENT_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  CONSENT_REFUSED: 'LICENCE_CONSENT_REFUSED',
  CONSENT_EXPIRED: 'LICENCE_CONSENT_EXPIRED',
  MANDATE_MISSING: 'LICENCE_MANDATE_MISSING',
  VERIFICATION_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  OBJECTION_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  OBJECTION_STALE: 'LICENCE_OBJECTION_STALE',
  BACKFILL_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  PLEDGE_EXCLUDED: 'LICENCE_PLEDGE_EXCLUDED',
  PLEDGE_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  TICKET_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  EDITION_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  CASE_UNKNOWN: 'PROVINCE_RECORD_UNKNOWN',
  EVALUATION_REFUSED: 'PROVINCE_EVALUATION_REFUSED',
  EVALUATION_EXISTS: 'PROVINCE_EVALUATION_EXISTS',
  ARCHIVE_CONFLICT: 'PROVINCE_CONFLICT',
  ARCHIVE_INCOMPLETE: 'PROVINCE_ARCHIVE_INCOMPLETE',
  REQUEST_CONFLICT: 'PROVINCE_CONFLICT',
  ENROLMENT_REFUSED: 'PROVINCE_ENROLMENT_REFUSED',
  CLIENT_UNKNOWN: 'PROVINCE_CLIENT_REFUSED',
  TOKEN_INVALID: 'PROVINCE_CLIENT_REFUSED',
  TOKEN_EXPIRED: 'PROVINCE_BUSY',
  SIGNATURE_INVALID: 'PROVINCE_CLIENT_REFUSED',
  CLOCK_SKEW: 'PROVINCE_CLOCK_SKEW',
  REQUEST_REPLAYED: 'PROVINCE_BUSY',
  RATE_LIMITED: 'PROVINCE_BUSY',
};

/** Slow arrival, too many requests and every server-side fault are worth another try; other refusals are not. */
const worthRetrying = (status: number) => status === 408 || status === 429 || status >= 500;

/** A place that is not there or not to be used so: said by a misrouted gateway, never by the service, which knows its own places. */
const WRONG_PLACE: readonly number[] = [404, 405];

/** Reads one answer: 2xx is parsed by `schema`, everything else becomes a failure with the service's own reason where it gave one. */
export function readAnswer<Schema extends z.ZodType>(
  answer: TransportAnswer,
  schema: Schema,
): Result<z.infer<Schema>> {
  const { status, body, retryAfterMs } = answer;
  if (status >= 200 && status < 300) {
    if (body === undefined) return fail('PROVINCE_ANSWER_INVALID', { status, why: 'json' });
    const parsed = schema.safeParse(body);
    return parsed.success ? { ok: true, value: parsed.data } : fail('PROVINCE_ANSWER_INVALID', { status });
  }
  // A page from something in between (a gateway, a captive portal) is no word of the service.
  const details = { status, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  if (worthRetrying(status)) return fail('PROVINCE_BUSY', details);
  if (body === undefined) return fail('PROVINCE_ANSWER_INVALID', { status, why: 'json' });
  const refusal = ProvinceRefusal.safeParse(body);
  if (refusal.success) return fail(BY_REFUSAL[refusal.data.code], details);
  return WRONG_PLACE.includes(status)
    ? fail('PROVINCE_ANSWER_INVALID', { status, why: 'place' })
    : fail('PROVINCE_REFUSED', details);
}

/** An answer about another receipt, repeated by something in between, must not end this delivery. */
export function readReceiptAnswer(
  answer: TransportAnswer,
  receiptId: string,
): Result<z.infer<typeof ReceiptAnswer>> {
  const read = readAnswer(answer, ReceiptAnswer);
  const foreign = read.ok && read.value.receiptId !== receiptId;
  return foreign ? fail('PROVINCE_ANSWER_INVALID', { why: 'other-receipt' }) : read;
}

const NAMES_A_RECORD = /(Id|Ref)$/;

/** An answer that says what it is about has to be about what was asked: something in between may have mixed up answers. */
export function isAbout(asked: Readonly<Record<string, unknown>>, answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return true;
  return Object.entries(answer).every(
    ([key, value]) => !NAMES_A_RECORD.test(key) || asked[key] === undefined || asked[key] === value,
  );
}
