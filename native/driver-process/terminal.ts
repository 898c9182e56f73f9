import { close, constants, open } from 'node:fs';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';

/** A terminal line that some other process holds open and has set up, read in this one. */
export interface TerminalReader {
  /** Call once. What `take` is given is its own. `ended`: nothing more comes, for whatever reason; never after `close`. */
  start(take: (chunk: Uint8Array) => void, ended: () => void): void;
  close(): void;
}

const openFile = promisify(open);

/**
 * Takes the reading of a line away from the driver process that opened it: between two processes a scanned code takes twice
 * as long as within one. Only Node's own terminal stream is used for it; what belongs to the device (claiming, rates,
 * modem lines, writing) stays with the driver. Null where this process cannot read it: on Windows a port opens once, elsewhere
 * another program may refuse company (TIOCEXCL).
 * Call when the driver has the line open: it is set to ignore the carrier then, so that opening it again waits for nothing.
 */
export async function openTerminal(path: string): Promise<TerminalReader | null> {
  if (process.platform === 'win32') return null;
  let opened: number | null = null;
  try {
    opened = await openFile(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
    return reader(new ReadStream(opened), opened);
  } catch {
    if (opened !== null) close(opened, () => undefined);
    return null;
  }
}

function reader(stream: ReadStream, opened: number): TerminalReader {
  // libuv opens the terminal once more for itself and leaves the first descriptor to whoever made it; where it could not,
  // it reads, and closes, the first.
  const own = (stream as { _handle?: { fd?: number } | null })._handle?.fd;
  if (own !== undefined && own !== opened) close(opened, () => undefined);
  let closed = false;
  let tellEnd = () => {};
  const end = () => {
    if (closed) return;
    closed = true;
    stream.destroy();
    tellEnd();
  };
  stream.on('error', end).on('end', end);
  return {
    start(take, ended) {
      tellEnd = ended;
      if (closed) ended();
      else
        stream.on('data', (chunk: Buffer) => {
          if (!closed) take(chunk);
        });
    },
    close() {
      closed = true;
      stream.destroy();
    },
  };
}
