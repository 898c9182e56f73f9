import { z } from 'zod';
import { Id, Instant } from './ids';

export const ParcelState = z.enum(['waiting', 'leased', 'later', 'parked', 'acknowledged']);
export type ParcelState = z.infer<typeof ParcelState>;

/**
 * Record 6: one thing to be delivered, a receipt's. It has no name but the receipt's id, which is the idempotency key too.
 * waiting -> leased -> acknowledged | later | parked; later -> leased; parked -> waiting (by a person).
 */
export const Parcel = z.object({
  receiptId: Id,
  /** What shares it goes in order of arrival. `lane/receiptId`: has stepped aside of it, so that the rest goes on. */
  lane: z.string().min(1),
  state: ParcelState,
  attempts: z.number().int().nonnegative(),
  createdAt: Instant,
  /** Not to be sent before this instant. */
  dueAt: Instant,
  leasedUntil: Instant.nullable(),
  /** Failure code of the last attempt, empty before one failed. */
  lastCode: z.string(),
});
export type Parcel = z.infer<typeof Parcel>;
