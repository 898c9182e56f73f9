import { z } from 'zod';

/** Lower-case UUID, made by the `Ids` port. */
export const Id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
/** Epoch milliseconds, UTC. */
export const Instant = z.number().int().nonnegative();
/** Calendar day in the hall's zone, `YYYY-MM-DD`. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Lower-case SHA-256, 64 hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
