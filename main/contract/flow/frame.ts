import { z } from 'zod';
import { Id, Instant } from './ids';

/** Bytes as they crossed a device boundary. */
export const Bytes = z.instanceof(Uint8Array);

const FrameContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('id-card-base'), text: Bytes, newestAddress: Bytes.optional() }),
  z.object({ kind: z.literal('code'), bytes: Bytes, aim: z.string().max(3).default('') }),
]);
/** As a device session hands it over: what has a default may be left out. */
export type FrameContent = z.input<typeof FrameContent>;

/**
 * Record 1: one complete, checked message of a device.
 * `id-card-base`: the answer to "read base": 256 bytes of UTF-16LE text; the photo and any fingerprint
 * bytes are dropped at the decoder and never become part of a record (R47). `newestAddress`: 70 bytes of UTF-16LE, where the
 * holder has moved since the card was made and the chip was written anew.
 * `code`: the bytes of one scanned code without framing; `aim`: the AIM identifier that some scanners give with it
 * (`]Q1`: a QR code), else empty.
 */
export const Frame = z.object({
  id: Id,
  deviceId: z.string().min(1),
  receivedAt: Instant,
  content: FrameContent,
});
export type Frame = z.infer<typeof Frame>;
