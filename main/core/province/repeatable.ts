import type { OperationName } from '../../contract/province/operations';

/**
 * What may be asked again when an answer was lost (RFC 9110 9.2.2: idempotent by its meaning). Every GET; what carries a
 * `requestId`, under which the service keeps the first answer; reading under a grant; verifying a code, which does not
 * use it up; acknowledging up to a cursor. Never what uses a shown code up: whether the code is spent is then unknown, and
 * the applicant has to show another one. Receipts are repeated by the queue, which outlives this process.
 */
const REPEATABLE: readonly OperationName[] = [
  'verifyCode',
  'listLicences',
  'fetchLicence',
  'licenceById',
  'recogniseLicence',
  'licenceStatus',
  'gatheredPermits',
  'verifyLicenceFile',
  'readReported',
  'readHolderFile',
  'acknowledgeCallbacks',
];

export function isRepeatable(name: OperationName, method: 'GET' | 'POST' | 'PUT', body: unknown): boolean {
  if (method === 'GET') return true;
  if (REPEATABLE.includes(name)) return true;
  return typeof body === 'object' && body !== null && 'requestId' in body;
}
