import type { FailureCode } from '../../../contract/failures/codes';
import type { Failure } from '../../../contract/failures/failure';

/** Nothing the parcel could help: it waits until the workstation is put right. */
export const STATION_TROUBLE: readonly FailureCode[] = [
  'PROVINCE_INSECURE',
  'PROVINCE_NOT_ENROLLED',
  'PROVINCE_CREDENTIAL_EXPIRED',
  'PROVINCE_CLIENT_REFUSED',
  'PROVINCE_CLOCK_SKEW',
];

/** It may go well the next time, as it is. */
export const isPassing = ({ code, retry }: Failure): boolean =>
  retry === 'automatic' || STATION_TROUBLE.includes(code);

/** Of those that somebody answers with: what this very parcel may have brought about. */
const ANSWERED: readonly FailureCode[] = [
  'PROVINCE_BUSY',
  'PROVINCE_ANSWER_INVALID',
  'PROVINCE_CLIENT_REFUSED',
];
const TOO_MANY_REQUESTS = 429;
/** Nobody took it: no connection, or brokers that have no leader. */
const NOT_REACHED: readonly unknown[] = ['connect', 'broker'];
/** The line stood and broke off, or led elsewhere: gateways that take offence at what is in a request often say nothing else. */
const ON_THE_LINE: readonly unknown[] = ['cut', 'redirect'];

/**
 * Somebody was reached and the attempt failed all the same, so that it may be the parcel itself: a page with 413, a 500, a
 * cut, no answer in time. Not where nobody was reached, nor where a pause was asked for.
 */
export function mayBeItsOwn({ code, details }: Failure): boolean {
  const { status, why, retryAfterMs } = details;
  if (retryAfterMs !== undefined || status === TOO_MANY_REQUESTS) return false;
  if (code === 'PROVINCE_TIMEOUT') return !NOT_REACHED.includes(why);
  if (code === 'PROVINCE_UNREACHABLE') return ON_THE_LINE.includes(why);
  if (code === 'PROVINCE_ANSWER_INVALID') return true;
  return ANSWERED.includes(code) && typeof status === 'number';
}
