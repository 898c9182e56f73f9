/** Calls of the training world: the clerk's hand plays the applicant. */
import { z } from 'zod';
import { ShownForm } from '../province/shown-forms';
import { call, nothing, text } from './definition';
import { ClerkRole } from './people-views';
import { TrainingPerson } from './views';

export const TRAINING_CALLS = {
  people: call('world', nothing, z.array(TrainingPerson)),
  account: call('world', nothing, z.object({ account: z.string(), secret: z.string() })),
  /** All accounts of the training world, the clerk's first. */
  accounts: call(
    'world',
    nothing,
    z.array(
      z.object({
        account: z.string(),
        name: z.string(),
        role: ClerkRole,
        secret: z.string(),
        /** Whose account it is among the invented people. */
        personId: z.string(),
      }),
    ),
  ),
  layCard: call('world', z.object({ personId: text(60) }), nothing),
  liftCard: call('world', nothing, nothing),
  /** The holder shows a fresh dynamic code to the scanner; `form` left out: the one code. */
  showCode: call('world', z.object({ holderId: text(60), form: ShownForm.optional() }), nothing),
  /** The holder takes a number at the queue machine; `itemSeq` null: without choosing an item. */
  takeTicket: call(
    'world',
    z.object({
      holderId: text(60),
      itemSeq: z.number().int().positive().nullable(),
      hallCode: text(40),
      group: text(40),
    }),
    z.object({ number: z.string(), ahead: z.number().int().nonnegative() }),
  ),
} as const;
