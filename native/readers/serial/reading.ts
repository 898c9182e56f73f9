import { readSync } from 'node:fs';
import type { SerialPort } from 'serialport';

/** A port as the platform's binding opened it: without the stream around it, which costs a thread change per event. */
export type OpenPort = Awaited<ReturnType<typeof SerialPort.binding.open>>;
type PolledPort = Extract<OpenPort, { readonly poller: unknown }>;

const READ_LENGTH = 4_096;

export interface ReadingEvents {
  onChunk(chunk: Uint8Array): void;
  /** A read gave nothing though something was announced: resolves with whether to go on. */
  onNothing(): Promise<boolean>;
  onError(): void;
}

/** Reads until the port is closed or fails. Call once. */
export function readPort(port: OpenPort, events: ReadingEvents): void {
  if ('poller' in port) readWhenAnnounced(port, events);
  else void readAlways(port, events);
}

/** POSIX: the port is opened non-blocking, so that what is announced is fetched in place. */
function readWhenAnnounced(port: PolledPort, events: ReadingEvents): void {
  const buffer = Buffer.alloc(READ_LENGTH);
  const wait = () => {
    if (port.isOpen) port.poller.once('readable', fetch);
  };
  const fetch = (error: (Error & { canceled?: boolean }) | null) => {
    if (port.fd === null || error?.canceled) return;
    if (error) return events.onError();
    let length: number;
    try {
      length = readSync(port.fd, buffer, 0, READ_LENGTH, null);
    } catch (failed) {
      const again = ['EAGAIN', 'EINTR'].includes((failed as NodeJS.ErrnoException).code ?? '');
      return again ? wait() : events.onError();
    }
    if (length === 0) {
      // A line that was hung up announces nothing for ever; it must not be asked in a circle.
      void events.onNothing().then((goOn) => goOn && wait());
      return;
    }
    events.onChunk(new Uint8Array(buffer.subarray(0, length)));
    buffer.fill(0, 0, length);
    wait();
  };
  wait();
}

/** Windows: a read of the binding waits by itself. */
async function readAlways(port: OpenPort, events: ReadingEvents): Promise<void> {
  const buffer = Buffer.alloc(READ_LENGTH);
  while (port.isOpen) {
    const read = await port.read(buffer, 0, READ_LENGTH).catch(() => null);
    if (!port.isOpen) return;
    if (read === null) return events.onError();
    if (read.bytesRead === 0 && !(await events.onNothing())) return;
    events.onChunk(new Uint8Array(buffer.subarray(0, read.bytesRead)));
    buffer.fill(0, 0, read.bytesRead);
  }
}
