import { z } from 'zod';
import { Day, Instant } from '../flow/ids';

/** R125: a licence type or an item is switched on per hall when it is ready. `trial` works and says so on the screen. */
export const SwitchState = z.enum(['on', 'trial', 'off']);
export type SwitchState = z.infer<typeof SwitchState>;

export const CatalogueSwitch = z.object({
  of: z.enum(['item', 'licence']),
  seq: z.number().int().positive(),
  state: SwitchState,
  /** In force from this day until a later row about the same thing. */
  fromDay: Day,
  note: z.string().min(1).max(400),
  setAt: Instant,
});
export type CatalogueSwitch = z.infer<typeof CatalogueSwitch>;

/** The hall's own decisions, kept in the profile. Rows are only added: the way back is one more row. */
export const HallChoices = z.object({
  /** GB/T 2260 code of the city whose edition lies over the province's; empty: the province's alone. */
  regionCode: z
    .string()
    .regex(/^(\d{6})?$/)
    .default(''),
  /** The province's edition to stay with whatever day it is; empty: the one in force. */
  pinned: z.string().default(''),
  switches: z.array(CatalogueSwitch).default([]),
});
export type HallChoices = z.infer<typeof HallChoices>;
