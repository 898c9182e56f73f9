import { z } from 'zod';
import { FAILURE_CODES, FAILURE_RETRY, type FailureCode } from './codes';

/**
 * A failure as plain data: survives every process boundary unchanged.
 * `details` hold only values that are safe to show and log: never a personal value.
 */
export const Failure = z.object({
  code: z.enum(FAILURE_CODES as [FailureCode, ...FailureCode[]]),
  retry: z.enum(['clerk', 'automatic', 'never']),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Failure = z.infer<typeof Failure>;

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export function failure(code: FailureCode, details: Failure['details'] = {}): Failure {
  return { code, retry: FAILURE_RETRY[code], details };
}

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** `fail('STORE_DAMAGED')` is a `Result` of anything. */
export function fail(code: FailureCode, details: Failure['details'] = {}): Result<never> {
  return { ok: false, failure: failure(code, details) };
}

/** Carries a `Failure` through code that can only throw (a transaction callback, a library hook). */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(carried: Failure) {
    super(carried.code);
    this.name = 'FailureError';
    this.failure = carried;
  }
}
