/** What the window shows of a holder's own file, and of who handles a case after it left the window. */
import { z } from 'zod';
import { Day, Instant } from '../flow/ids';
import { HolderCaseState } from '../province/holder-file';
import { LicenceStatus } from '../province/licences';

/** 一人一档、一企一档 (R109): names and states, no contents, no numbers of persons. */
export const HolderFileView = z.object({
  /** Of the types that the holder granted for this case. */
  licences: z.array(
    z.object({ name: z.string(), issuer: z.string(), status: LicenceStatus, validTo: Day.nullable() }),
  ),
  /** Newest first. */
  cases: z.array(
    z.object({
      itemName: z.string(),
      /** Of the receipt. */
      number: z.string(),
      at: Instant,
      state: HolderCaseState,
      /** Bodies that have it. */
      handedTo: z.array(z.string()),
    }),
  ),
});
export type HolderFileView = z.infer<typeof HolderFileView>;

/** To whom an item goes (R93); `body` null: the catalogue does not say, and nobody guesses. */
export const RoutingView = z.object({
  itemSeq: z.number().int().positive(),
  itemName: z.string(),
  department: z.string(),
  body: z.string().nullable(),
});
export type RoutingView = z.infer<typeof RoutingView>;

/** What became of a case at the province: in whose inbox each of its items is, since when. */
export const HandlingView = z.object({
  handed: z.array(z.object({ itemName: z.string(), body: z.string(), at: Instant })),
  /** Items that the province still has to give to somebody. */
  open: z.array(z.string()),
});
export type HandlingView = z.infer<typeof HandlingView>;
