import type { z } from 'zod';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { LicenceSource } from '../../contract/ports/licence-source';
import type { AnswerOf, Operation, SentBodyOf } from '../../contract/province/operation';
import { OPERATIONS, type OperationName } from '../../contract/province/operations';
import {
  GrantAnswer,
  HealthAnswer,
  LicenceFetchAnswer,
  LicenceListAnswer,
  type ReceiptAnswer,
  SealEnrolAnswer,
  type SealEnrolRequest,
  SignInAnswer,
  type SignInRequest,
  VerifyCodeAnswer,
} from '../../contract/province/wire';
import { isAbout, readAnswer, readReceiptAnswer } from './answer';
import { wholeParcel } from './parcel';
import { isRepeatable } from './repeatable';
import type { Transport } from './transport';

/** A clerk and a citizen wait for these. */
const INTERACTIVE_MS = 8_000;
/** Nobody waits; a receipt may travel a thin line. */
const DELIVERY_MS = 30_000;

type SentOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
/** A query that has to say something, such as its purpose, may not be left out. */
type Queried<Query> = Record<never, never> extends Query ? { query?: Query } : { query: Query };
/** What an operation takes, as far as it takes any of it. */
export type Asked<Name extends OperationName> = (typeof OPERATIONS)[Name] extends infer O extends Operation
  ? (O['params'] extends z.ZodType ? { params: SentOf<O['params']> } : unknown) &
      (O['query'] extends z.ZodType ? Queried<SentOf<O['query']>> : unknown) &
      (O['body'] extends z.ZodType ? { body: SentBodyOf<O> } : unknown)
  : never;

export interface ProvinceClient extends LicenceSource {
  /** Any operation of the interface, by its name. Fails with the PROVINCE_* and LICENCE_* code of its refusal. */
  ask<Name extends OperationName>(
    name: Name,
    asked: Asked<Name>,
  ): Promise<Result<AnswerOf<(typeof OPERATIONS)[Name]>>>;
  signIn(request: z.infer<typeof SignInRequest>): Promise<Result<z.infer<typeof SignInAnswer>>>;
  enrolSeal(request: z.infer<typeof SealEnrolRequest>): Promise<Result<z.infer<typeof SealEnrolAnswer>>>;
  /** Round trip in milliseconds. */
  health(): Promise<Result<{ latencyMs: number }>>;
  /** `queued`: from `encodeParcel`. `pdf`: the sealed file of its receipt, which is put in. */
  deliverParcel(queued: Uint8Array, pdf?: Uint8Array): Promise<Result<z.infer<typeof ReceiptAnswer>>>;
}

/** Speaks the reference interface (contract/province/wire.ts). */
export function createProvinceClient(transport: Transport, clock: Clock): ProvinceClient {
  async function post<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    repeatable = false,
  ): Promise<Result<z.infer<Schema>>> {
    const answer = await transport({ method: 'POST', path, body, deadlineMs: INTERACTIVE_MS, repeatable });
    return answer.ok ? readAnswer(answer.value, schema) : answer;
  }
  async function ask<Name extends OperationName>(name: Name, asked: Asked<Name>) {
    type Answer = AnswerOf<(typeof OPERATIONS)[Name]>;
    const operation: Operation = OPERATIONS[name];
    const { params, query, body } = asked as {
      params?: Record<string, unknown>;
      query?: Record<string, unknown>;
      body?: unknown;
    };
    const answer = await transport({
      method: operation.method,
      path: pathOf(operation.path, params ?? {}, query ?? {}),
      ...(body === undefined ? {} : { body }),
      // A question that may be held open is not given up on before the service has had its time.
      deadlineMs: INTERACTIVE_MS + Number(query?.waitMs ?? 0),
      repeatable: isRepeatable(name, operation.method, body),
      held: Number(query?.waitMs ?? 0) > 0,
      open: operation.caller === 'public' || operation.caller === 'applicant',
    });
    if (!answer.ok) return answer;
    const schema = operation.answers[answer.value.status] ?? Object.values(operation.answers)[0];
    if (schema === undefined) throw new Error(`${name} has no answer`);
    const read = readAnswer(answer.value, schema);
    if (read.ok && !isAbout({ ...params, ...(body as object | undefined) }, read.value))
      return fail('PROVINCE_ANSWER_INVALID', { why: 'other' });
    return read as Result<Answer>;
  }

  return {
    ask,
    verifyCode: (code, reference) => post('/v1/codes/verify', { code, reference }, VerifyCodeAnswer, true),
    async obtainGrant(request) {
      const answer = await post('/v1/grants', request, GrantAnswer);
      const { evidence } = request;
      // An answer meant for somebody else would open another person's licences.
      const named =
        evidence.kind === 'id-card'
          ? evidence.number
          : evidence.kind === 'enterprise-agent'
            ? evidence.uscc
            : null;
      const foreign = answer.ok && named !== null && !isSameCode(named, answer.value.holder.code);
      return foreign ? fail('PROVINCE_ANSWER_INVALID', { why: 'other' }) : answer;
    },
    listLicences: (grantRef, reference, library) =>
      post('/v1/licences/list', { grantRef, reference, library }, LicenceListAnswer, true),
    async fetchLicence(request) {
      const answer = await post('/v1/licences/fetch', request, LicenceFetchAnswer, true);
      const foreign = answer.ok && answer.value.content.licenceId !== request.licenceId;
      return foreign ? fail('PROVINCE_ANSWER_INVALID', { why: 'other' }) : answer;
    },
    recogniseLicence: (request) => ask('recogniseLicence', { body: request }),
    signIn: (request) => post('/v1/clerks/sign-in', request, SignInAnswer),
    enrolSeal: (request) => post('/v1/seals/enrol', request, SealEnrolAnswer),
    async health() {
      const startedAt = clock.now();
      // Not tried again: whoever asks for the health asks again anyway.
      const answer = await transport({
        method: 'GET',
        path: '/v1/health',
        deadlineMs: INTERACTIVE_MS,
        open: true,
      });
      if (!answer.ok) return answer;
      const read = readAnswer(answer.value, HealthAnswer);
      return read.ok ? { ok: true, value: { latencyMs: Math.max(0, clock.now() - startedAt) } } : read;
    },
    async deliverParcel(queued, pdf) {
      const parcel = wholeParcel(queued, pdf);
      if (parcel === null) return fail('PROVINCE_REFUSED', { why: 'parcel' });
      const { receiptId, body } = parcel;
      const answer = await transport({
        method: 'PUT',
        path: `/v1/receipts/${receiptId}`,
        body,
        deadlineMs: DELIVERY_MS,
      });
      return answer.ok ? readReceiptAnswer(answer.value, receiptId) : answer;
    },
  };
}

/** Identity numbers may end in a lower-case x on some chips. */
const isSameCode = (one: string, other: string) => one.trim().toUpperCase() === other.trim().toUpperCase();

/** `/v1/cases/{caseId}` with its part filled in, and the query behind it. */
function pathOf(template: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const path = template.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
