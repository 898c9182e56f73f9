import type { DeviceDriver } from '../../../contract/flow/device';
import type { Clock } from '../../../contract/ports/clock';
import type { HidDeviceFact, HidDriver, HidLine } from '../../../contract/ports/hid';
import type { SerialDriver, SerialLine } from '../../../contract/ports/serial';
import { hidProfileFor, withoutKeyboards } from '../hid-profiles';
import { maskChunks } from './mask';
import { LONGEST_RECORDING, type RecordedChunk, type RecordedHid, type Recording } from './recording';

export interface Recorder {
  /** Record all that passes through them; give them to a device manager in place of the drivers themselves. */
  readonly serial: SerialDriver;
  readonly hid: HidDriver | undefined;
  /** Resolves when the longest recording is reached; nothing is taken after that. */
  readonly full: Promise<void>;
  /** The recording, masked; what was kept in memory until now is overwritten. Final. */
  finish(): Recording;
}

/** Keeps raw bytes in memory only, and only until `finish`. `driver`: that of the one device that is worked meanwhile. */
export function createRecorder(ports: {
  serial: SerialDriver;
  hid?: HidDriver | undefined;
  clock: Clock;
  driver: DeviceDriver;
}): Recorder {
  const { clock, driver } = ports;
  const recordedAt = clock.now();
  const chunks: RecordedChunk[] = [];
  const { promise: full, resolve: fill } = Promise.withResolvers<void>();
  let hid: RecordedHid | null = null;
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

  const tappedHid = (line: HidLine): HidLine => ({
    ...line,
    write(report) {
      take('host', report);
      return line.write(report);
    },
    sendFeature(report) {
      take('host', report);
      return line.sendFeature(report);
    },
    onReport(listener) {
      line.onReport((report) => {
        take('device', report);
        listener(report);
      });
    },
  });

  function recordedHid(bus: HidDriver): HidDriver {
    let listed: readonly HidDeviceFact[] = [];
    return {
      async list() {
        const found = await bus.list();
        if (found.ok) listed = withoutKeyboards(found.value);
        return found;
      },
      async open(path) {
        const opened = await bus.open(path);
        if (!opened.ok) return opened;
        hid ??= describe(listed, path, driver, opened.value);
        // How to mask what comes from anything else, nobody knows.
        return hid ? { ok: true, value: tappedHid(opened.value) } : opened;
      },
    };
  }

  return {
    serial: {
      list: () => ports.serial.list(),
      async open(options) {
        const opened = await ports.serial.open(options);
        return opened.ok ? { ok: true, value: tapped(opened.value) } : opened;
      },
    },
    hid: ports.hid && recordedHid(ports.hid),
    full,
    finish() {
      over = true;
      const masked = maskChunks({ driver, recordedAt, hid, chunks });
      for (const { bytes } of chunks) bytes.fill(0);
      return { driver, recordedAt, hid, chunks: masked };
    },
  };
}

/** What was opened, by the collection that it has a profile for; null where it was listed with none. */
function describe(
  listed: readonly HidDeviceFact[],
  path: string,
  driver: DeviceDriver,
  { reportLengths }: HidLine,
): RecordedHid | null {
  for (const fact of listed) {
    const profile = fact.path === path ? hidProfileFor(fact, driver) : null;
    if (!profile) continue;
    const { vendorId, productId, usagePage, usage } = fact;
    return { vendorId, productId, usagePage, usage, profile: profile.id, reportLengths };
  }
  return null;
}
