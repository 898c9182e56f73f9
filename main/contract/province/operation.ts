/**
 * How one operation of the province is written down: everything the server, the client and the description need.
 * What a window made (a grant, a consent, a verification, an objection, a pledge, a backfill, a case) is answered by its
 * reference to that window alone: hall and number as enrolled, whichever machine stands there by now. To any other it is the
 * `…_UNKNOWN` of a reference that never was. Queue tickets say nothing of a holder and are answered to any client.
 */
import type { z } from 'zod';
import type { RefusalCode } from './refusals';

export interface Operation {
  method: 'GET' | 'POST' | 'PUT';
  /** `{name}` stands for a part of the path, described by `params`. */
  path: `/${string}`;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Schema by success status. */
  answers: { readonly [status: number]: z.ZodType };
  /** Besides those that every operation may give: REQUEST_INVALID, RATE_LIMITED, OVERLOADED, INTERNAL and, in secure mode, the 401s. */
  refusals: readonly RefusalCode[];
  /**
   * `client` (left out): a workstation, in secure mode with certificate, token and signature. `applicant`: somebody
   * outside the hall, who brings a token of their own. `enrolment`: a workstation that has no certificate yet.
   * `token`: has a certificate and asks for a token: neither token nor signature yet. `public`: anybody.
   */
  caller?: 'client' | 'applicant' | 'enrolment' | 'token' | 'public';
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
export type BodyOf<O extends Operation> = Parsed<O['body']>;
export type ParamsOf<O extends Operation> = Parsed<O['params']>;
export type QueryOf<O extends Operation> = Parsed<O['query']>;
/** What a caller sends: fields with a default may be left out. */
export type SentBodyOf<O extends Operation> = O['body'] extends z.ZodType ? z.input<O['body']> : undefined;
export type AnswerOf<O extends Operation> = z.output<O['answers'][keyof O['answers'] & number]>;
