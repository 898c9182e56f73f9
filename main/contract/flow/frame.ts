import { z } from 'zod';
import { Id, Instant } from './ids';

/** Bytes as they crossed a device boundary. */
export const Bytes = z.instanceof(Uint8Array);

/**
 * Record 1: one complete, checked message of a device.
 * `id-card-base`: the answer to "read base": 256 bytes of UTF-16LE text; the photo and any fingerprint
 * bytes are dropped at the decoder and never become part of a record (R47).
 * `code`: the bytes of one scanned code without framing.
 */
export const Frame = z.object({
  id: Id,
  deviceId: z.string().min(1),
  receivedAt: Instant,
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('id-card-base'), text: Bytes }),
    z.object({ kind: z.literal('code'), bytes: Bytes }),
  ]),
});
export type Frame = z.infer<typeof Frame>;
