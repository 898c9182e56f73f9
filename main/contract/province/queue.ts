/**
 * 鲁通码 at the hall, after the three interfaces named in annex A of SZSD 0056.1-2024: verify a shown code is
 * POST /v1/codes/verify (wire.ts), the queue number's result is here, and so is the holder's information for a code.
 * The fields of the standard's annex are not published; these are this project's own.
 */
import { z } from 'zod';
import { Holder } from '../flow/grant';
import { Day, Id, Instant } from '../flow/ids';
import type { Operation } from './operation';
import { CODE_REFUSALS } from './refusals';
import { CaseReference, DeskReference } from './wire';

/** POST /v1/tickets: 扫码取号 for a shown code, which stays usable. `group`: the windows that share one queue. */
export const TicketRequest = z.object({
  requestId: Id,
  code: z.string().min(1).max(2048),
  hallCode: z.string().min(1).max(40),
  group: z.string().min(1).max(40),
  /** What the applicant chose at the terminal; null: to be asked at the window. */
  itemSeq: z.number().int().positive().nullable(),
});
export const TicketAnswer = z.object({
  ticketRef: z.string().min(1),
  /** As called out, e.g. A017; begins anew every day per hall and group. */
  number: z.string().min(1),
  state: z.enum(['waiting', 'called']),
  /** Tickets of the same queue that come before; 0 once called. */
  ahead: z.number().int().nonnegative(),
  issuedAt: Instant,
  /** Null while waiting. */
  windowNo: z.string().nullable(),
});
export type TicketAnswer = z.infer<typeof TicketAnswer>;

/**
 * POST /v1/tickets/call: the window takes the next ticket of its queue and is handed what the terminal knows, with purpose
 * and whose data it was on the log. `requestId` makes a repeated call harmless: the same ticket, the same code.
 */
export const CallTicketRequest = z.object({
  requestId: Id,
  hallCode: z.string().min(1).max(40),
  group: z.string().min(1).max(40),
  reference: DeskReference,
});
/** What only the calling window learns (R36): the chosen item, and in place of a name a code that begins the case. */
export const CalledTicket = TicketAnswer.extend({
  itemSeq: z.number().int().positive().nullable(),
  /** Taken wherever a shown code is, once, and from this window alone. */
  handOver: z.object({ code: z.string().min(1).max(2048), expiresAt: Instant }),
});
/** `ticket` null: nobody waits. `waiting`: how many still do. */
export const CallTicketAnswer = z.object({
  ticket: CalledTicket.nullable(),
  waiting: z.number().int().nonnegative(),
});

/** Only the facts asked for are told (R50). */
export const HolderFact = z.enum(['birthDay', 'deceased', 'nameChanged']);

/** POST /v1/holders/info: who shows this code. Does not use it up; logged with purpose. */
export const HolderInfoRequest = z.object({
  code: z.string().min(1).max(2048),
  facts: z.array(HolderFact).max(3),
  reference: CaseReference,
});
export const HolderInfoAnswer = z.object({
  holder: Holder,
  expiresAt: Instant,
  /** Persons only; a fact not asked for is not there. */
  birthDay: Day.optional(),
  deceased: z.boolean().optional(),
  nameChanged: z.boolean().optional(),
});

export const QUEUE_OPERATIONS = {
  takeTicket: {
    method: 'POST',
    path: '/v1/tickets',
    body: TicketRequest,
    answers: { 200: TicketAnswer, 201: TicketAnswer },
    refusals: [...CODE_REFUSALS, 'REQUEST_CONFLICT'],
  },
  callTicket: {
    method: 'POST',
    path: '/v1/tickets/call',
    body: CallTicketRequest,
    answers: { 200: CallTicketAnswer },
    refusals: ['REQUEST_CONFLICT', 'TICKET_UNKNOWN'],
  },
  readTicket: {
    method: 'GET',
    path: '/v1/tickets/{ticketRef}',
    params: z.object({ ticketRef: z.string().min(1).max(80) }),
    answers: { 200: TicketAnswer },
    refusals: ['TICKET_UNKNOWN'],
  },
  readHolder: {
    method: 'POST',
    path: '/v1/holders/info',
    body: HolderInfoRequest,
    answers: { 200: HolderInfoAnswer },
    refusals: [...CODE_REFUSALS],
  },
} as const satisfies Record<string, Operation>;
