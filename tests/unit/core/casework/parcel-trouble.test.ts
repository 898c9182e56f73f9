import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../main/contract/failures/codes';
import { type Failure, failure } from '../../../../main/contract/failures/failure';
import { isPassing, mayBeItsOwn } from '../../../../main/core/casework/keepers/parcel-trouble';

type Case = [what: string, code: FailureCode, details?: Failure['details']];

describe('an attempt that failed', () => {
  it.each<Case>([
    ['a page that is no word of the province', 'PROVINCE_ANSWER_INVALID', { status: 413, why: 'json' }],
    ['an answer about another receipt', 'PROVINCE_ANSWER_INVALID', { why: 'other-receipt' }],
    ['a 500', 'PROVINCE_BUSY', { status: 500 }],
    ['a signature that is not accepted', 'PROVINCE_CLIENT_REFUSED', { status: 401 }],
    ['no answer in time on a line that stood', 'PROVINCE_TIMEOUT'],
    ['brokers that took it and a province that never answered', 'PROVINCE_TIMEOUT', { why: 'answer' }],
    ['a line that was cut', 'PROVINCE_UNREACHABLE', { why: 'cut' }],
    ['a page elsewhere', 'PROVINCE_UNREACHABLE', { why: 'redirect' }],
  ])('may have failed by the parcel itself: %s', (_what, code, details = {}) => {
    expect(mayBeItsOwn(failure(code, details))).toBe(true);
    expect(isPassing(failure(code, details))).toBe(true);
  });

  it.each<Case>([
    ['nobody there', 'PROVINCE_UNREACHABLE'],
    ['no broker there', 'PROVINCE_UNREACHABLE', { why: 'broker' }],
    ['no connection in time', 'PROVINCE_TIMEOUT', { why: 'connect' }],
    ['brokers without a leader', 'PROVINCE_BUSY', { why: 'broker' }],
    ['brokers that do not answer', 'PROVINCE_TIMEOUT', { why: 'broker' }],
    ['a pause that the province asked for', 'PROVINCE_BUSY', { status: 503, retryAfterMs: 1_000 }],
    ['too many requests', 'PROVINCE_BUSY', { status: 429 }],
    ['a line that is given up for a while', 'PROVINCE_PAUSED', { retryAfterMs: 10_000 }],
    ['a certificate that is not the province’s', 'PROVINCE_UNTRUSTED', { why: 'expired' }],
    ['a certificate of ours that is not taken', 'PROVINCE_CLIENT_REFUSED', { why: 'tls' }],
    ['a clock that is off', 'PROVINCE_CLOCK_SKEW', { status: 401 }],
    ['a workstation that is not enrolled', 'PROVINCE_NOT_ENROLLED'],
  ])('says nothing about the parcel: %s', (_what, code, details = {}) => {
    expect(mayBeItsOwn(failure(code, details))).toBe(false);
    expect(isPassing(failure(code, details))).toBe(true);
  });

  it('is for a person where the province refused, or the parcel is another than was sealed', () => {
    for (const code of ['PROVINCE_REFUSED', 'LICENCE_GRANT_EXPIRED', 'OUTBOX_PARCEL_CHANGED'] as const)
      expect(isPassing(failure(code, { status: 403 }))).toBe(false);
  });
});
