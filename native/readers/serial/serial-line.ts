import type { SerialPort } from 'serialport';
import { type Failure, fail, failure, ok, type Result } from '../../../main/contract/failures/failure';
import type { SerialLine } from '../../../main/contract/ports/serial';
import { within } from './within';

/** Longest wait for bytes to leave: 2 KiB at 9600 baud take 2.1 s; commands here are ten bytes. */
const WRITE_LIMIT_MS = 2_500;
const ALIVE_LIMIT_MS = 1_000;
const CLOSE_LIMIT_MS = 1_000;

/** A pty and some adapters have no modem lines to ask about; being told so is a sign of life. */
const NO_MODEM_LINES = /inappropriate ioctl|not supported|invalid argument/i;

/** Wraps a port that has just been opened. */
export function serialLine(port: SerialPort): SerialLine {
  const path = port.path;
  let listener: ((reason: Failure | null) => void) | null = null;
  let ended: { reason: Failure | null } | null = null;
  let closing: Promise<void> | null = null;

  const end = (reason: Failure | null) => {
    if (ended) return;
    ended = { reason };
    listener?.(reason);
  };
  const lost = () => failure('DEVICE_LOST', { port: path });

  // An unplugged device can make the port report `close` twice, `error` and `close`, or `error` alone.
  port.on('close', () => end(closing ? null : lost()));
  port.on('error', () => {
    end(closing ? null : lost());
    if (port.isOpen) port.close(() => undefined);
  });

  return {
    async write(bytes): Promise<Result<void>> {
      // A closed port would keep the bytes and send them after the next open.
      if (ended || !port.isOpen) return { ok: false, failure: lost() };
      const sent = await within(WRITE_LIMIT_MS, () => writeAndDrain(port, bytes));
      if (sent.kind === 'done') return ok(undefined);
      if (sent.kind === 'late') return fail('DEVICE_SILENT', { port: path });
      return { ok: false, failure: lost() };
    },

    async setBaud(baud): Promise<Result<void>> {
      if (ended || !port.isOpen) return { ok: false, failure: lost() };
      const set = await within(ALIVE_LIMIT_MS, () => changeRate(port, baud));
      return set.kind === 'done' ? ok(undefined) : { ok: false, failure: lost() };
    },

    onChunk(take) {
      port.on('data', take);
    },

    onClosed(tell) {
      listener = tell;
      if (ended) tell(ended.reason);
    },

    async alive() {
      if (ended || !port.isOpen) return false;
      // After a hang-up that no poll saw, read() returns 0 for ever and `close` never comes; this call then gives EIO.
      const asked = await within(ALIVE_LIMIT_MS, () => modemLines(port));
      return asked.kind === 'done' || (asked.kind === 'threw' && NO_MODEM_LINES.test(asked.error.message));
    },

    close() {
      closing ??= closePort(port).then(() => end(null));
      return closing;
    },
  };
}

function writeAndDrain(port: SerialPort, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    // Without this the promise stays open when the port closes under the write: the callback is then never called.
    port.once('close', gone);
    function gone() {
      reject(new Error('closed'));
    }
    port.write(Buffer.from(bytes), (writeError) => {
      if (writeError) {
        port.off('close', gone);
        reject(writeError);
        return;
      }
      port.drain((drainError) => {
        port.off('close', gone);
        if (drainError) reject(drainError);
        else resolve();
      });
    });
  });
}

function changeRate(port: SerialPort, baudRate: number): Promise<void> {
  return new Promise((resolve, reject) => {
    port.update({ baudRate }, (error) => (error ? reject(error) : resolve()));
  });
}

function modemLines(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.get((error) => (error ? reject(error) : resolve()));
  });
}

async function closePort(port: SerialPort): Promise<void> {
  if (!port.isOpen) return;
  await within(CLOSE_LIMIT_MS, () => new Promise<void>((resolve) => port.close(() => resolve())));
}
