/** 统一收件、智能转办 (R93): each item of a case that was taken in goes to the inbox of the department that handles it. */
import { z } from 'zod';
import { Id, Instant } from '../flow/ids';
import type { Operation } from './operation';
import { Addressee, ReferenceQuery } from './wire';

/**
 * GET /v1/cases/{caseId}/routing. `open`: items that nobody has yet, since the window could not say who handles them or
 * named a department whose item it is not; people at the province give them out. Empty both: nothing was addressed.
 */
export const RoutingAnswer = z.object({
  caseId: Id,
  handed: z.array(Addressee.extend({ handedAt: Instant })),
  open: z.array(z.number().int().positive()),
});

export const ROUTING_OPERATIONS = {
  readRouting: {
    method: 'GET',
    path: '/v1/cases/{caseId}/routing',
    params: z.object({ caseId: Id }),
    query: ReferenceQuery,
    answers: { 200: RoutingAnswer },
    refusals: ['CASE_UNKNOWN'],
  },
} as const satisfies Record<string, Operation>;
