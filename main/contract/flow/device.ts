import { z } from 'zod';
import { Failure } from '../failures/failure';
import { Instant } from './ids';

/** How a device talks: the ID-card reader protocol (SAM_V) or a scanner that sends each code as a line of bytes. */
export const DeviceDriver = z.enum(['id-card', 'qr-serial']);
export type DeviceDriver = z.infer<typeof DeviceDriver>;

/** One device as set up for this window. `port` is a path or a COM name; it need not exist yet. */
export const DeviceConfig = z.object({
  id: z.string().min(1).max(40),
  driver: DeviceDriver,
  port: z.string().min(1).max(260),
  label: z.string().min(1).max(40),
});
export type DeviceConfig = z.infer<typeof DeviceConfig>;

/**
 * `opening`: first attempt, outcome not known yet. `absent`: has not worked since it was set up; `failure` says why.
 * `ready`: waits for a card or a code. `busy`: a card is being read, or one that was read still lies on the reader.
 * `lost`: worked and stopped; `failure` says why. The workstation keeps trying `absent` and `lost` devices by itself.
 * A `ready` or `busy` device may carry the failure of its last reading.
 */
export const DeviceState = z.enum(['absent', 'opening', 'ready', 'busy', 'lost']);
export type DeviceState = z.infer<typeof DeviceState>;

/** What a screen shows of one device. Holds nothing that was read. */
export const DeviceView = z.object({
  id: z.string().min(1),
  driver: DeviceDriver,
  label: z.string(),
  port: z.string(),
  state: DeviceState,
  failure: Failure.nullable(),
  lastFrameAt: Instant.nullable(),
});
export type DeviceView = z.infer<typeof DeviceView>;
