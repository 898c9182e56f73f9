/**
 * 好差评 (R119): once per case, by the applicant only. The workstation prints a token on the receipt and sends only its
 * SHA-256 with the receipt (`evaluationTokenSha256`); who evaluates proves with the token that they hold the receipt.
 */
import { z } from 'zod';
import { Id, Instant } from '../flow/ids';
import type { Operation } from './operation';

/** 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意. */
export const Stars = z.number().int().min(1).max(5);

export const EvaluationRequest = z.object({
  caseId: Id,
  /** As printed on the receipt, its UTF-8 bytes are what was digested. */
  token: z.string().min(16).max(200),
  stars: Stars,
  tags: z.array(z.string().min(1).max(20)).max(10),
  comment: z.string().max(400),
});
export type EvaluationRequest = z.infer<typeof EvaluationRequest>;

export const EvaluationAnswer = z.object({
  evaluationRef: z.string().min(1),
  receivedAt: Instant,
  /** One or two stars: somebody has to call back by then; null otherwise. */
  followUpDueAt: Instant.nullable(),
});

/** Counts by number of stars; per window, in the order of their names. */
export const EvaluationStatistics = z.object({
  asOf: Instant,
  windows: z.array(
    z.object({
      windowNo: z.string(),
      stars: z.array(z.number().int().nonnegative()).length(5),
      /** Low ones that wait for the call back. */
      openFollowUps: z.number().int().nonnegative(),
    }),
  ),
});

export const EVALUATION_OPERATIONS = {
  evaluate: {
    method: 'POST',
    path: '/v1/evaluations',
    caller: 'applicant',
    body: EvaluationRequest,
    answers: { 201: EvaluationAnswer },
    refusals: ['CASE_UNKNOWN', 'EVALUATION_REFUSED', 'EVALUATION_EXISTS'],
  },
  evaluationStatistics: {
    method: 'GET',
    path: '/v1/evaluations/statistics',
    answers: { 200: EvaluationStatistics },
    refusals: [],
  },
} as const satisfies Record<string, Operation>;
