import { openPty } from '../../../../fixtures/devices';
import type { EmulatedHid } from '../../../../fixtures/devices/hid';
import { FailureError, failure } from '../../../contract/failures/failure';
import type { Recording, ReplayEnd } from '../../device';
import type { Values } from './commands';
import { hidBusOf, hidPort } from './hid-bus';
import { required } from './values';

/** Something that a recording is played at and a workstation can open. */
export interface ReplayDevice {
  /** What a person needs to know to open it. */
  readonly about: object;
  readonly end: ReplayEnd;
  /** Resolves when what is said from then on is not lost. */
  readonly listened: Promise<void>;
  /** Resolves when it has gone by itself. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

const LOOK_AGAIN_MS = 20;
/** From the opening of the node until the program listens to it. */
const SETTLE_MS = 200;

/** Fails with DEVICE_PORT_MISSING where no line can be made. */
export async function openLine(values: Values): Promise<ReplayDevice> {
  const link = required(values, 'link');
  const pty = await openPty(link).catch(() => null);
  if (!pty) throw new FailureError(failure('DEVICE_PORT_MISSING', { port: link }));
  return { about: { link }, end: pty, listened: Promise.resolve(), ended: pty.ended, close: pty.close };
}

/** The recorded HID device on the emulated bus. Reports that the program has no room for wait until it has. */
export async function plugRecorded({ hid, chunks }: Recording, values: Values): Promise<ReplayDevice> {
  if (!hid) throw new RangeError('a recording of a serial line');
  const lengths = (from: 'device' | 'host') =>
    chunks.reduce(
      (longest, chunk) => (chunk.from === from ? Math.max(longest, chunk.bytes.length) : longest),
      0,
    );
  const numbered = hid.reportLengths?.numbered ?? hid.usagePage === POS_PAGE;
  const first = chunks.find(({ from }) => from === 'device')?.bytes[0] ?? 0;
  const bus = hidBusOf(values);
  let hear: (report: Uint8Array) => void = () => {};
  const device = await bus.plugBare(
    {
      ...hid,
      reportId: numbered ? first : 0,
      inputLength: hid.reportLengths?.input ?? lengths('device') + Number(!numbered),
      outputLength: hid.reportLengths?.output ?? lengths('host'),
    },
    (report) => hear(report),
  );
  let closed = false;
  let sending: Promise<void> = Promise.resolve();
  return {
    about: { port: hidPort(hid.vendorId, hid.productId), env: bus.env },
    end: {
      write(report) {
        sending = sending.then(async () => {
          while (!closed && !device.inject(report)) await pause(LOOK_AGAIN_MS);
        });
      },
      onBytes(listener) {
        hear = listener;
      },
    },
    listened: opened(device, () => closed),
    ended: new Promise(() => undefined),
    async close() {
      closed = true;
      await sending;
      await bus.end();
    },
  };
}

/** Point of sale; its scanners number their reports. */
const POS_PAGE = 0x8c;

async function opened(device: EmulatedHid, over: () => boolean): Promise<void> {
  while (!over() && device.openBy() === 0) await pause(LOOK_AGAIN_MS);
  await pause(SETTLE_MS);
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
