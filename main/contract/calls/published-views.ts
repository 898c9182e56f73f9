/** What the hall publishes for everybody (R44): which licences it accepts, for what, and how. Nothing about a person. */
import { z } from 'zod';
import { Settlement } from '../flow/form';
import { Day } from '../flow/ids';

/** `replaces`: stands for the paper. `fills`: only fills the form in. */
const LicenceUse = z.enum(['replaces', 'fills']);

export const PublishedItem = z.object({
  seq: z.number().int().positive(),
  /** Empty for an item without a name in the printed list. */
  name: z.string(),
  department: z.string(),
  audience: z.enum(['person', 'enterprise']),
  legalBasis: z.string(),
  /** On trial in this hall (R125). */
  trial: z.boolean(),
  licences: z.array(z.object({ seq: z.number().int().positive(), name: z.string(), use: LicenceUse })),
  /** What used to be brought: how it is settled now, and how where that does not work. */
  proofs: z.array(z.object({ name: z.string(), way: Settlement, otherwise: Settlement, basis: z.string() })),
});
export type PublishedItem = z.infer<typeof PublishedItem>;

export const PublishedLicence = z.object({
  seq: z.number().int().positive(),
  name: z.string(),
  issuer: z.string(),
  holder: z.enum(['person', 'enterprise']),
  /** Of `items`, ascending. */
  itemSeqs: z.array(z.number().int().positive()),
});

export const PublishedRules = z.object({
  edition: z.string(),
  effectiveFrom: Day,
  items: z.array(PublishedItem),
  licences: z.array(PublishedLicence),
  /** Items that are taken in with the general form, and are not listed one by one. */
  others: z.number().int().nonnegative(),
});
export type PublishedRules = z.infer<typeof PublishedRules>;
