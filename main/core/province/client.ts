import type { z } from 'zod';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { LicenceSource } from '../../contract/ports/licence-source';
import {
  GrantAnswer,
  HealthAnswer,
  LicenceFetchAnswer,
  LicenceListAnswer,
  ReceiptAnswer,
  ReceiptParcel,
  SealEnrolAnswer,
  type SealEnrolRequest,
  SignInAnswer,
  type SignInRequest,
  VerifyCodeAnswer,
} from '../../contract/province/wire';
import { readAnswer } from './answer';
import type { Transport } from './transport';

/** A clerk and a citizen wait for these. */
const INTERACTIVE_MS = 8_000;
/** Nobody waits; a receipt may travel a thin line. */
const DELIVERY_MS = 30_000;

export interface ProvinceClient extends LicenceSource {
  signIn(request: z.infer<typeof SignInRequest>): Promise<Result<z.infer<typeof SignInAnswer>>>;
  enrolSeal(request: z.infer<typeof SealEnrolRequest>): Promise<Result<z.infer<typeof SealEnrolAnswer>>>;
  /** Round trip in milliseconds. */
  health(): Promise<Result<{ latencyMs: number }>>;
  /** `body`: the UTF-8 JSON of a `ReceiptParcel`, as it was queued. */
  deliverParcel(body: Uint8Array): Promise<Result<z.infer<typeof ReceiptAnswer>>>;
}

/** Speaks the reference interface (contract/province/wire.ts). */
export function createProvinceClient(transport: Transport, clock: Clock): ProvinceClient {
  async function post<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<Result<z.infer<Schema>>> {
    const answer = await transport({ method: 'POST', path, body, deadlineMs: INTERACTIVE_MS });
    return answer.ok ? readAnswer(answer.value, schema) : answer;
  }
  return {
    verifyCode: (code, reference) => post('/v1/codes/verify', { code, reference }, VerifyCodeAnswer),
    obtainGrant: (request) => post('/v1/grants', request, GrantAnswer),
    listLicences: (grantRef, reference) =>
      post('/v1/licences/list', { grantRef, reference }, LicenceListAnswer),
    fetchLicence: (request) => post('/v1/licences/fetch', request, LicenceFetchAnswer),
    signIn: (request) => post('/v1/clerks/sign-in', request, SignInAnswer),
    enrolSeal: (request) => post('/v1/seals/enrol', request, SealEnrolAnswer),
    async health() {
      const startedAt = clock.now();
      const answer = await transport({ method: 'GET', path: '/v1/health', deadlineMs: INTERACTIVE_MS });
      if (!answer.ok) return answer;
      const read = readAnswer(answer.value, HealthAnswer);
      return read.ok ? { ok: true, value: { latencyMs: Math.max(0, clock.now() - startedAt) } } : read;
    },
    async deliverParcel(body) {
      const parcel = ReceiptParcel.safeParse(parseJson(body));
      if (!parcel.success) return fail('PROVINCE_REFUSED', { why: 'parcel' });
      const answer = await transport({
        method: 'PUT',
        path: `/v1/receipts/${parcel.data.receiptId}`,
        body: parcel.data,
        deadlineMs: DELIVERY_MS,
      });
      if (!answer.ok) return answer;
      const read = readAnswer(answer.value, ReceiptAnswer);
      const foreign = read.ok && read.value.receiptId !== parcel.data.receiptId;
      return foreign ? fail('PROVINCE_ANSWER_INVALID', { why: 'other-receipt' }) : read;
    },
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}
