import { z } from 'zod';
import { Failure } from '../failures/failure';
import { Instant } from './ids';

/**
 * How a device talks: the ID-card reader protocol (SAM_V), or a scanner that sends codes; on a serial port or as a USB HID
 * device. Scanners that type like a keyboard are no devices here.
 */
export const DeviceDriver = z.enum(['id-card', 'qr-serial', 'id-card-hid', 'qr-hid']);
export type DeviceDriver = z.infer<typeof DeviceDriver>;

/** Those of them that are serial lines. */
export const SerialDeviceDriver = DeviceDriver.extract(['id-card', 'qr-serial']);
export type SerialDeviceDriver = z.infer<typeof SerialDeviceDriver>;

const Word = z.number().int().min(0).max(0xffff);

/** Which HID device is meant. What is null or empty is not asked for; the serial number tells twins apart. */
export const HidMatch = z.object({
  vendorId: Word,
  productId: Word.nullable().default(null),
  usagePage: Word.nullable().default(null),
  usage: Word.nullable().default(null),
  serialNumber: z.string().max(126).default(''),
});
export type HidMatch = z.infer<typeof HidMatch>;

/**
 * One device as set up for this window. `port` is a path or a COM name; it need not exist yet. For an HID device it is its
 * path, or `VID:PID` or `VID:PID:SERIAL` (hexadecimal), and `match`, where there is one, goes before it.
 * `profile`: id of a profile of the device module; empty: chosen by what the device says of itself.
 */
export const DeviceConfig = z.object({
  id: z.string().min(1).max(40),
  driver: DeviceDriver,
  port: z.string().min(1).max(260),
  label: z.string().min(1).max(40),
  match: HidMatch.nullable().default(null),
  profile: z.string().max(40).default(''),
});
/** As written down: what has a default may be left out. */
export type DeviceConfig = z.input<typeof DeviceConfig>;

/**
 * `opening`: first attempt, outcome not known yet. `absent`: has not worked since it was set up; `failure` says why.
 * `ready`: waits for a card or a code. `busy`: a card is being read, or one that was read still lies on the reader.
 * `lost`: worked and stopped; `failure` says why. The workstation keeps trying `absent` and `lost` devices by itself.
 * A `ready` or `busy` device may carry the failure of its last reading.
 */
export const DeviceState = z.enum(['absent', 'opening', 'ready', 'busy', 'lost']);
export type DeviceState = z.infer<typeof DeviceState>;

/**
 * What is known of the device itself while it is open. Texts come from the device, are cut to 64 printable characters, and
 * are empty where it does not say.
 */
export const DeviceIdentity = z.object({
  /** Id of the profile it is talked to by. */
  profile: z.string(),
  manufacturer: z.string(),
  product: z.string(),
  serialNumber: z.string(),
  /** Number of an ID-card reader's security module as it is printed on it, `05.01-20260105-0000000001-0000000001`. */
  samId: z.string().nullable(),
  /** Rate agreed on with the device; null where the line has none. */
  baud: z.number().int().positive().nullable(),
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;

/** What a screen shows of one device. Holds nothing that was read. */
export const DeviceView = z.object({
  id: z.string().min(1),
  driver: DeviceDriver,
  label: z.string(),
  port: z.string(),
  state: DeviceState,
  failure: Failure.nullable(),
  lastFrameAt: Instant.nullable(),
  /** Null while it is not open. */
  identity: DeviceIdentity.nullable(),
  /** The workstation can have it scan once (`device.trigger`). */
  canTrigger: z.boolean(),
});
export type DeviceView = z.infer<typeof DeviceView>;
