import type { SerialDeviceDriver } from '../../../contract/flow/device';
import type { Clock } from '../../../contract/ports/clock';
import type { SerialDriver, SerialLine } from '../../../contract/ports/serial';
import { maskChunks } from './mask';
import { LONGEST_RECORDING, type RecordedChunk, type Recording } from './recording';

export interface Recorder {
  /** Records all that passes through it; give it to a device manager in place of the driver itself. */
  readonly serial: SerialDriver;
  /** Resolves when the longest recording is reached; nothing is taken after that. */
  readonly full: Promise<void>;
  /** The recording, masked; what was kept in memory until now is overwritten. Final. */
  finish(): Recording;
}

/** Keeps raw bytes in memory only, and only until `finish`. */
export function createRecorder(ports: {
  serial: SerialDriver;
  clock: Clock;
  driver: SerialDeviceDriver;
}): Recorder {
  const { clock, driver } = ports;
  const recordedAt = clock.now();
  const chunks: RecordedChunk[] = [];
  const { promise: full, resolve: fill } = Promise.withResolvers<void>();
  let size = 0;
  let lastAt = recordedAt;
  let over = false;

  function take(from: RecordedChunk['from'], bytes: Uint8Array): void {
    if (over || bytes.length === 0) return;
    if (size + bytes.length > LONGEST_RECORDING) {
      over = true;
      fill();
      return;
    }
    const now = clock.now();
    // A copy, which `slice` of a Buffer is not: sessions overwrite what they have read.
    chunks.push({ gapMs: Math.max(0, now - lastAt), from, bytes: new Uint8Array(bytes) });
    size += bytes.length;
    lastAt = now;
  }

  const tapped = (line: SerialLine): SerialLine => ({
    ...line,
    write(bytes) {
      take('host', bytes);
      return line.write(bytes);
    },
    onChunk(listener) {
      line.onChunk((bytes) => {
        take('device', bytes);
        listener(bytes);
      });
    },
  });

  return {
    serial: {
      list: () => ports.serial.list(),
      async open(options) {
        const opened = await ports.serial.open(options);
        return opened.ok ? { ok: true, value: tapped(opened.value) } : opened;
      },
    },
    full,
    finish() {
      over = true;
      const masked = maskChunks(driver, chunks, recordedAt);
      for (const { bytes } of chunks) bytes.fill(0);
      return { driver, recordedAt, chunks: masked };
    },
  };
}
