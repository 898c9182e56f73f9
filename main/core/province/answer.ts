import type { z } from 'zod';
import type { FailureCode } from '../../contract/failures/codes';
import { fail, type Result } from '../../contract/failures/failure';
import { ProvinceRefusal } from '../../contract/province/wire';
import type { TransportAnswer } from './transport';

const BY_REFUSAL: Record<ProvinceRefusal['code'], FailureCode> = {
  CODE_UNKNOWN: 'LICENCE_CODE_REFUSED',
  CODE_EXPIRED: 'LICENCE_CODE_EXPIRED',
  CODE_USED: 'LICENCE_CODE_USED',
  HOLDER_UNKNOWN: 'LICENCE_HOLDER_UNKNOWN',
  HOLDER_MISMATCH: 'LICENCE_HOLDER_MISMATCH',
  GRANT_UNKNOWN: 'LICENCE_GRANT_MISSING',
  GRANT_EXPIRED: 'LICENCE_GRANT_EXPIRED',
  NOT_GRANTED: 'LICENCE_GRANT_REFUSED',
  LICENCE_UNKNOWN: 'LICENCE_NOT_FOUND',
  CLERK_REFUSED: 'CLERK_REFUSED',
  RECEIPT_CONFLICT: 'PROVINCE_CONFLICT',
  REQUEST_INVALID: 'PROVINCE_REFUSED',
  OVERLOADED: 'PROVINCE_BUSY',
  INTERNAL: 'PROVINCE_BUSY',
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
