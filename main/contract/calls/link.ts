/**
 * What passes between the shell and a process it hosts (the core, the training world), over `parentPort` of a
 * utility process or the IPC channel of a forked Node. Every message is parsed on arrival.
 */
import { z } from 'zod';
import { Failure } from '../failures/failure';

/** Parent to child. */
export const ToChild = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id: z.number().int(), name: z.string().max(80), input: z.unknown() }),
  /** Answers an `ask`. */
  z.object({
    kind: z.literal('told'),
    id: z.number().int(),
    value: z.string().nullable(),
    failure: Failure.nullable(),
  }),
  /** Finish what is under way, checkpoint, close, then say `drained`. */
  z.object({ kind: z.literal('drain') }),
]);
export type ToChild = z.infer<typeof ToChild>;

/** Child to parent. */
export const FromChild = z.discriminatedUnion('kind', [
  /** Ready to take calls. `facts`: the world tells provinceUrl, idCardPort and qrPort. */
  z.object({ kind: z.literal('ready'), facts: z.record(z.string(), z.string()) }),
  z.object({
    kind: z.literal('reply'),
    id: z.number().int(),
    value: z.unknown(),
    failure: Failure.nullable(),
  }),
  z.object({ kind: z.literal('event'), name: z.string().max(40), payload: z.unknown() }),
  /**
   * The core asks the shell; values are base64. `vault.*`: the OS vault. `resume.*`: the shell keeps one opaque value in
   * its memory (never on disk) for a core that comes back after a crash; taking answers an empty text where none is kept.
   * `driver.start`: a process for the named family of native drivers, which only the shell can start where the core is a
   * utility process; answered with its pid, and its end of a message port comes apart, see `DriverPort`. `driver.end`: ends it.
   * `start.long`: before it is ready it answers nothing for minutes, and is not to be taken for dead.
   */
  z.object({
    kind: z.literal('ask'),
    id: z.number().int(),
    what: z.enum([
      'vault.wrap',
      'vault.unwrap',
      'resume.keep',
      'resume.take',
      'start.long',
      'driver.start',
      'driver.end',
    ]),
    value: z.string(),
  }),
  z.object({ kind: z.literal('drained') }),
  /** It cannot work on this machine as it is set up, and starting it again would not help; it ends after this. */
  z.object({ kind: z.literal('unable'), failure: Failure }),
]);
export type FromChild = z.infer<typeof FromChild>;

/** Parent to a core in a utility process, beside `ToChild`: comes with the one message port to that driver process. */
export const DriverPort = z.object({ kind: z.literal('driver-port'), family: z.string().max(20) });
export type DriverPort = z.infer<typeof DriverPort>;
