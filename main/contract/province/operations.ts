/** Every operation of the reference service in one value, by the name it has in the description and in the logs. */
import { z } from 'zod';
import { Id } from '../flow/ids';
import { CATALOGUE_OPERATIONS } from './catalogue';
import { CONSENT_OPERATIONS } from './consent';
import { EVALUATION_OPERATIONS } from './evaluations';
import { LICENCE_OPERATIONS } from './licences';
import { OBJECTION_OPERATIONS } from './objections';
import type { Operation } from './operation';
import { PLEDGE_OPERATIONS } from './pledges';
import { QUEUE_OPERATIONS } from './queue';
import { RECORD_OPERATIONS } from './records';
import { SECURITY_OPERATIONS } from './security';
import { VERIFICATION_OPERATIONS } from './verification';
import * as wire from './wire';

/** Of the foundation (wire.ts): the way of one job from sign-in to receipt. */
export const JOB_OPERATIONS = {
  signIn: {
    method: 'POST',
    path: '/v1/clerks/sign-in',
    body: wire.SignInRequest,
    answers: { 200: wire.SignInAnswer },
    refusals: ['CLERK_REFUSED', 'CLERK_CLOSED'],
  },
  readClerk: {
    method: 'GET',
    path: '/v1/clerks/{account}',
    params: z.object({ account: z.string().min(1).max(40) }),
    answers: { 200: wire.ClerkStanding },
    refusals: ['CLERK_UNKNOWN'],
  },
  verifyCode: {
    method: 'POST',
    path: '/v1/codes/verify',
    body: wire.VerifyCodeRequest,
    answers: { 200: wire.VerifyCodeAnswer },
    refusals: ['CODE_UNKNOWN', 'CODE_EXPIRED', 'CODE_USED'],
  },
  makeGrant: {
    method: 'POST',
    path: '/v1/grants',
    body: wire.GrantRequest,
    answers: { 200: wire.GrantAnswer },
    refusals: [
      'CODE_UNKNOWN',
      'CODE_EXPIRED',
      'CODE_USED',
      'HOLDER_UNKNOWN',
      'HOLDER_MISMATCH',
      'HOLDER_DECEASED',
    ],
  },
  listLicences: {
    method: 'POST',
    path: '/v1/licences/list',
    body: wire.LicenceListRequest,
    answers: { 200: wire.LicenceListAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED'],
  },
  fetchLicence: {
    method: 'POST',
    path: '/v1/licences/fetch',
    body: wire.LicenceFetchRequest,
    answers: { 200: wire.LicenceFetchAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED', 'LICENCE_UNKNOWN'],
  },
  enrolSeal: {
    method: 'POST',
    path: '/v1/seals/enrol',
    body: wire.SealEnrolRequest,
    answers: { 200: wire.SealEnrolAnswer },
    refusals: [],
  },
  takeReceipt: {
    method: 'PUT',
    path: '/v1/receipts/{receiptId}',
    params: z.object({ receiptId: Id }),
    body: wire.ReceiptParcel,
    answers: { 200: wire.ReceiptAnswer, 201: wire.ReceiptAnswer },
    refusals: ['RECEIPT_CONFLICT'],
  },
  health: {
    method: 'GET',
    path: '/v1/health',
    caller: 'public',
    answers: { 200: wire.HealthAnswer },
    refusals: [],
  },
} as const satisfies Record<string, Operation>;

export const OPERATIONS = {
  ...JOB_OPERATIONS,
  ...QUEUE_OPERATIONS,
  ...CONSENT_OPERATIONS,
  ...LICENCE_OPERATIONS,
  ...VERIFICATION_OPERATIONS,
  ...OBJECTION_OPERATIONS,
  ...PLEDGE_OPERATIONS,
  ...CATALOGUE_OPERATIONS,
  ...EVALUATION_OPERATIONS,
  ...RECORD_OPERATIONS,
  ...SECURITY_OPERATIONS,
} as const;
export type OperationName = keyof typeof OPERATIONS;
