/** Who works at the window, with which rights, and whether it is locked. */
import { z } from 'zod';
import { Failure } from '../failures/failure';

/** Who does what: `rights.ts` has the table. `it`: keeps the machine going, sees no applicant's data. `kiosk`: nobody, a self-service window. */
export const ClerkRole = z.enum(['clerk', 'supervisor', 'it', 'kiosk']);
export type ClerkRole = z.infer<typeof ClerkRole>;

export const ClerkView = z.object({
  account: z.string(),
  name: z.string(),
  role: ClerkRole,
  /** Signed in against the last verifier kept, because the province's word was not to be had. */
  offline: z.boolean(),
  /** Why not, as long as that is known. */
  offlineFor: Failure.shape.code.optional(),
});
export type ClerkView = z.infer<typeof ClerkView>;

/** The window is locked: who may come back to it, and how. The open case stays, and nothing of it is shown. */
export const LockView = z.object({
  account: z.string(),
  name: z.string(),
  why: z.enum(['asked', 'idle', 'left']),
  /** The short way back is open: a PIN was set in this session and not mistyped too often. */
  pin: z.boolean(),
});
export type LockView = z.infer<typeof LockView>;

/** What a card on the reader came to while nobody is at work at the window. */
export const CardSignInView = z.object({
  /** A card that is not known at this window will be asked about; without this it is not. */
  awaited: z.boolean(),
  /** The province is being asked whose it is. */
  busy: z.boolean(),
  /** It names this clerk, whose secret has to follow. */
  confirm: z.object({ account: z.string(), name: z.string() }).nullable(),
  failure: Failure.nullable(),
});
export type CardSignInView = z.infer<typeof CardSignInView>;

/** Acts that may need a second person (R116); a hall decides which do. */
export const SECOND_PERSON_ACTS = ['export', 'manual-identity', 'paper', 'deviation'] as const;
export const ChosenAct = z.enum(SECOND_PERSON_ACTS);
/** `relax`: taking one of them out of that choice, which nobody does alone. */
export const SecondPersonAct = z.enum([...SECOND_PERSON_ACTS, 'relax']);
export type SecondPersonAct = z.infer<typeof SecondPersonAct>;
