import { z } from 'zod';
import { Failure } from '../../main/contract/failures/failure';
import type { HidDeviceFact } from '../../main/contract/ports/hid';
import type { SerialPortFact } from '../../main/contract/ports/serial';

/** The native families, each with a process of its own. */
export type DriverFamily = 'serial' | 'hid';

const line = z.number().int().nonnegative();

/** What the core asks of a driver process. Lines are numbered by the core. */
export const Request = z.discriminatedUnion('call', [
  z.object({ call: z.literal('ping') }),
  z.object({ call: z.literal('list') }),
  /** `baud` is 0 for a device that has none. Answered with `Opened`. */
  z.object({ call: z.literal('open'), line, path: z.string(), baud: z.number() }),
  /** From now on chunks are sent. */
  z.object({ call: z.literal('start'), line }),
  z.object({ call: z.literal('baud'), line, baud: z.number() }),
  /** Answered with a boolean. */
  z.object({ call: z.literal('alive'), line }),
  z.object({ call: z.literal('close'), line }),
]);
export type Request = z.infer<typeof Request>;

export const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown().optional() }),
  z.object({ ok: z.literal(false), failure: Failure }),
]);

export const Opened = z.object({
  reportLengths: z.object({ input: z.number(), output: z.number(), numbered: z.boolean() }).nullable(),
});
export type Opened = z.infer<typeof Opened>;

export const SerialPortFacts = z.array(
  z.object({
    path: z.string(),
    manufacturer: z.string(),
    serialNumber: z.string(),
    vendorId: z.string(),
    productId: z.string(),
  }),
) satisfies z.ZodType<SerialPortFact[]>;

export const HidDeviceFacts = z.array(
  z.object({
    path: z.string(),
    vendorId: z.number(),
    productId: z.number(),
    usagePage: z.number().nullable(),
    usage: z.number().nullable(),
    serialNumber: z.string(),
    manufacturer: z.string(),
    product: z.string(),
    interface: z.number(),
    release: z.number(),
  }),
) satisfies z.ZodType<HidDeviceFact[]>;
