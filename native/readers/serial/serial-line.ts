import { type Failure, fail, failure, ok, type Result } from '../../../main/contract/failures/failure';
import type { SerialLine } from '../../../main/contract/ports/serial';
import { within } from '../../deadline';
import { type OpenPort, readPort } from './reading';

/** Longest wait for bytes to leave: 2 KiB at 9600 baud take 2.1 s; commands here are ten bytes. */
const WRITE_LIMIT_MS = 2_500;
const ALIVE_LIMIT_MS = 1_000;
const CLOSE_LIMIT_MS = 1_000;
/** Between two looks at a line that announces bytes and has none. */
const NOTHING_PAUSE_MS = 50;

/** A pty and some adapters have no modem lines to ask about; being told so is a sign of life. */
const NO_MODEM_LINES = /inappropriate ioctl|not supported|invalid argument/i;

/** Wraps a port that has just been opened. */
export function serialLine(port: OpenPort, path: string): SerialLine {
  let take: ((chunk: Uint8Array) => void) | null = null;
  let listener: ((reason: Failure | null) => void) | null = null;
  let ended: { reason: Failure | null } | null = null;
  let closing: Promise<void> | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  const lost = () => failure('DEVICE_LOST', { port: path });
  const end = (reason: Failure | null) => {
    if (ended) return;
    ended = { reason };
    listener?.(reason);
  };
  const close = () => {
    closing ??= closePort(port).then(() => end(null));
    return closing;
  };
  /** The device has gone: says so at once, and lets the port go. */
  const lose = () => {
    if (closing) return;
    end(lost());
    void close();
  };

  async function alive(): Promise<boolean> {
    if (ended || !port.isOpen) return false;
    // After a hang-up read() returns 0 for ever; this call then gives EIO.
    const asked = await within(ALIVE_LIMIT_MS, () => port.get());
    return asked.kind === 'done' || (asked.kind === 'threw' && NO_MODEM_LINES.test(asked.error.message));
  }

  return {
    async write(bytes): Promise<Result<void>> {
      if (ended || closing) return { ok: false, failure: lost() };
      // One after the other: the binding takes one at a time.
      const sent = await within(WRITE_LIMIT_MS, () => {
        const turn = writing.then(async () => {
          await port.write(Buffer.from(bytes));
          await port.drain();
        });
        writing = turn.catch(() => undefined);
        return turn;
      });
      if (sent.kind === 'done') return ok(undefined);
      if (sent.kind === 'late') return fail('DEVICE_SILENT', { port: path });
      // A line that takes nothing any more has gone, whatever the reading says.
      lose();
      return { ok: false, failure: lost() };
    },

    async setBaud(baudRate): Promise<Result<void>> {
      if (ended || closing) return { ok: false, failure: lost() };
      const set = await within(ALIVE_LIMIT_MS, () => port.update({ baudRate }));
      return set.kind === 'done' ? ok(undefined) : { ok: false, failure: lost() };
    },

    onChunk(listen) {
      const first = take === null;
      take = listen;
      if (!first) return;
      readPort(port, {
        onChunk(chunk) {
          if (!ended && !closing) take?.(chunk);
        },
        async onNothing() {
          if (await alive()) {
            await new Promise((resume) => setTimeout(resume, NOTHING_PAUSE_MS));
            return true;
          }
          lose();
          return false;
        },
        onError: lose,
      });
    },

    onClosed(tell) {
      listener = tell;
      if (ended) tell(ended.reason);
    },

    alive,
    close,
  };
}

async function closePort(port: OpenPort): Promise<void> {
  if (!port.isOpen) return;
  await within(CLOSE_LIMIT_MS, () => port.close());
}
