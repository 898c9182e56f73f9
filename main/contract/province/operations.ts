/** Every operation of the reference service in one value, by the name it has in the description and in the logs. */
import { z } from 'zod';
import { Id } from '../flow/ids';
import { BACKFILL_OPERATIONS } from './backfills';
import { CATALOGUE_OPERATIONS } from './catalogue';
import { CLERK_CARD_OPERATIONS } from './clerk-card';
import { CONFIRM_OPERATIONS } from './confirm';
import { CONSENT_OPERATIONS } from './consent';
import { EVALUATION_OPERATIONS } from './evaluations';
import { HOLDER_FILE_OPERATIONS } from './holder-file';
import { LICENCE_OPERATIONS } from './licences';
import { OBJECTION_OPERATIONS } from './objections';
import type { Operation } from './operation';
import { PERMIT_OPERATIONS } from './permits';
import { PLEDGE_OPERATIONS } from './pledges';
import { QUEUE_OPERATIONS } from './queue';
import { RECOGNITION_OPERATIONS } from './recognition';
import { RECORD_OPERATIONS } from './records';
import { CODE_REFUSALS } from './refusals';
import { ROUTING_OPERATIONS } from './routing';
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
    refusals: CODE_REFUSALS,
  },
  makeGrant: {
    method: 'POST',
    path: '/v1/grants',
    body: wire.GrantRequest,
    answers: { 200: wire.GrantAnswer },
    refusals: [...CODE_REFUSALS, 'HOLDER_UNKNOWN', 'HOLDER_MISMATCH', 'HOLDER_DECEASED', 'MANDATE_MISSING'],
  },
  listLicences: {
    method: 'POST',
    path: '/v1/licences/list',
    body: wire.LicenceListRequest,
    answers: { 200: wire.LicenceListAnswer },
    refusals: ['GRANT_UNKNOWN', 'GRANT_EXPIRED', 'GRANT_REVOKED', 'NOT_GRANTED', 'LIBRARY_DOWN'],
  },
  fetchLicence: {
    method: 'POST',
    path: '/v1/licences/fetch',
    body: wire.LicenceFetchRequest,
    answers: { 200: wire.LicenceFetchAnswer },
    refusals: [
      'GRANT_UNKNOWN',
      'GRANT_EXPIRED',
      'GRANT_REVOKED',
      'NOT_GRANTED',
      'LICENCE_UNKNOWN',
      'LIBRARY_DOWN',
    ],
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
  ...CLERK_CARD_OPERATIONS,
  ...QUEUE_OPERATIONS,
  ...CONFIRM_OPERATIONS,
  ...CONSENT_OPERATIONS,
  ...LICENCE_OPERATIONS,
  ...RECOGNITION_OPERATIONS,
  ...PERMIT_OPERATIONS,
  ...VERIFICATION_OPERATIONS,
  ...OBJECTION_OPERATIONS,
  ...PLEDGE_OPERATIONS,
  ...CATALOGUE_OPERATIONS,
  ...EVALUATION_OPERATIONS,
  ...RECORD_OPERATIONS,
  ...HOLDER_FILE_OPERATIONS,
  ...ROUTING_OPERATIONS,
  ...BACKFILL_OPERATIONS,
  ...SECURITY_OPERATIONS,
} as const;
export type OperationName = keyof typeof OPERATIONS;
