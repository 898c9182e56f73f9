import { type Failure, fail, failure, ok, type Result } from '../../main/contract/failures/failure';
import { encodeJson, encodeWrite, FRAME } from './frames';
import { Opened, type Request } from './messages';
import type { DriverProcess } from './process';
import type { TerminalReader } from './terminal';

/** Between two looks at a line that says it has ended and is alive. */
const ENDED_PAUSE_MS = 50;

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

/** Where this process may read the line that a driver process has open; null: it comes through that process. */
export type ReadHere = (path: string) => Promise<TerminalReader | null>;

/** `baud`: 0 for a device that has none. */
export async function openRemote(
  process: DriverProcess,
  { path, baud }: { path: string; baud: number },
  readHere: ReadHere = async () => null,
): Promise<Result<RemoteLine>> {
  let take: ((bytes: Uint8Array) => void) | null = null;
  let listener: ((reason: Failure | null) => void) | null = null;
  let ended: { reason: Failure | null } | null = null;
  let closing: Promise<void> | null = null;
  let reader: TerminalReader | null = null;

  const end = (reason: Failure | null) => {
    if (ended) return;
    reader?.close();
    // Closed by us means closed, even where its process died over it.
    ended = { reason: closing ? null : reason };
    listener?.(ended.reason);
  };
  const chunk = (bytes: Uint8Array) => {
    if (!ended && !closing) take?.(bytes);
  };
  const line = process.register({ chunk, closed: end });
  const answered = await process.begin({ call: 'open', line, path, baud });
  const facts = answered.ok ? Opened.safeParse(answered.value) : null;
  if (!facts?.success) {
    process.forget(line);
    return answered.ok ? fail('DEVICE_DRIVER_CRASHED', { port: path }) : answered;
  }

  reader = await readHere(path);
  // The process may have died meanwhile.
  if (ended) reader?.close();

  const lost = (): Result<never> => ({ ok: false, failure: failure('DEVICE_LOST', { port: path }) });
  const about = (request: Request) => process.send((id) => encodeJson(FRAME.request, id, request));
  const alive = async () => {
    if (ended || closing) return false;
    const answer = await about({ call: 'alive', line });
    return answer.ok && answer.value === true;
  };
  const done = (result: Result<unknown>): Result<void> => (result.ok ? ok(undefined) : result);

  const close = () => {
    reader?.close();
    closing ??= (ended ? Promise.resolve() : about({ call: 'close', line }).then(() => undefined)).then(
      () => {
        process.forget(line);
        end(null);
      },
    );
    return closing;
  };

  /** A line that was hung up ends; so may one that only stumbled, which the driver process can tell. */
  async function readOn(): Promise<void> {
    if (await alive()) {
      await new Promise((resume) => setTimeout(resume, ENDED_PAUSE_MS));
      if (ended || closing) return;
      reader = await readHere(path);
      if (ended || closing) reader?.close();
      else if (reader) return reader.start(chunk, () => void readOn());
    }
    if (ended || closing) return;
    end(failure('DEVICE_LOST', { port: path }));
    closing = about({ call: 'close', line }).then(() => process.forget(line));
  }

  return ok({
    facts: facts.data,
    start(listen) {
      const first = take === null;
      take = listen;
      if (!first || ended) return;
      if (reader) reader.start(chunk, () => void readOn());
      else void about({ call: 'start', line });
    },
    async write(way, bytes) {
      if (ended || closing) return lost();
      return done(await process.send((id) => encodeWrite(id, line, way, bytes)));
    },
    async setBaud(rate) {
      if (ended || closing) return lost();
      return done(await about({ call: 'baud', line, baud: rate }));
    },
    alive,
    onClosed(tell) {
      listener = tell;
      if (ended) tell(ended.reason);
    },
    close,
  });
}
