import { type Failure, fail, failure, ok, type Result } from '../../main/contract/failures/failure';
import { encodeJson, encodeWrite, FRAME } from './frames';
import { Opened, type Request } from './messages';
import type { DriverProcess } from './process';

/** The core's end of a line that a driver process has open. */
export interface RemoteLine {
  readonly facts: Opened;
  start(take: (bytes: Uint8Array) => void): void;
  write(way: number, bytes: Uint8Array): Promise<Result<void>>;
  setBaud(baud: number): Promise<Result<void>>;
  alive(): Promise<boolean>;
  onClosed(listener: (reason: Failure | null) => void): void;
  close(): Promise<void>;
}

/** `baud`: 0 for a device that has none. */
export async function openRemote(
  process: DriverProcess,
  path: string,
  baud: number,
): Promise<Result<RemoteLine>> {
  let take: ((bytes: Uint8Array) => void) | null = null;
  let listener: ((reason: Failure | null) => void) | null = null;
  let ended: { reason: Failure | null } | null = null;
  let closing: Promise<void> | null = null;

  const end = (reason: Failure | null) => {
    if (ended) return;
    // Closed by us means closed, even where its process died over it.
    ended = { reason: closing ? null : reason };
    listener?.(ended.reason);
  };
  const line = process.register({
    chunk(bytes) {
      if (!ended && !closing) take?.(bytes);
    },
    closed: end,
  });
  const answered = await process.begin({ call: 'open', line, path, baud });
  const facts = answered.ok ? Opened.safeParse(answered.value) : null;
  if (!facts?.success) {
    process.forget(line);
    return answered.ok ? fail('DEVICE_DRIVER_CRASHED', { port: path }) : answered;
  }

  const lost = (): Result<never> => ({ ok: false, failure: failure('DEVICE_LOST', { port: path }) });
  const about = (request: Request) => process.send((id) => encodeJson(FRAME.request, id, request));
  const done = (result: Result<unknown>): Result<void> => (result.ok ? ok(undefined) : result);

  return ok({
    facts: facts.data,
    start(listen) {
      const first = take === null;
      take = listen;
      if (first && !ended) void about({ call: 'start', line });
    },
    async write(way, bytes) {
      if (ended || closing) return lost();
      return done(await process.send((id) => encodeWrite(id, line, way, bytes)));
    },
    async setBaud(rate) {
      if (ended || closing) return lost();
      return done(await about({ call: 'baud', line, baud: rate }));
    },
    async alive() {
      if (ended || closing) return false;
      const answer = await about({ call: 'alive', line });
      return answer.ok && answer.value === true;
    },
    onClosed(tell) {
      listener = tell;
      if (ended) tell(ended.reason);
    },
    close() {
      closing ??= (ended ? Promise.resolve() : about({ call: 'close', line }).then(() => undefined)).then(
        () => {
          process.forget(line);
          end(null);
        },
      );
      return closing;
    },
  });
}
