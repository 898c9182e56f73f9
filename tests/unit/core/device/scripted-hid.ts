import { DeviceFaults } from '../../../../fixtures/devices/faults';
import { createIdCardReader, type IdCardReader } from '../../../../fixtures/devices/id-card-reader';
import { type Failure, fail, failure, ok } from '../../../../main/contract/failures/failure';
import type { HidDeviceFact, HidDriver, HidLine } from '../../../../main/contract/ports/hid';

/** An HID device in memory, with a simulated card reader behind it where it is one. */
export class ScriptedHid {
  plugged = true;
  openFailure: Failure | null = null;
  throwsOnOpen = false;
  opened = 0;
  open = 0;
  features: number[][] = [];
  reader: IdCardReader = createIdCardReader(() => DeviceFaults.parse({}));
  private take: (report: Uint8Array) => void = () => {};
  private closed: ((reason: Failure | null) => void) | null = null;

  constructor(
    public path: string,
    readonly facts: Partial<HidDeviceFact>[],
  ) {}

  list(): HidDeviceFact[] {
    return this.facts.map((fact) => ({
      path: this.path,
      vendorId: 0x0c2e,
      productId: 0x0b61,
      usagePage: 0x8c,
      usage: 2,
      serialNumber: '',
      manufacturer: '',
      product: '',
      interface: 0,
      release: 0x100,
      ...fact,
    }));
  }

  send(report: Uint8Array): void {
    this.take(new Uint8Array(report));
  }

  unplug(): void {
    this.plugged = false;
    this.end(failure('DEVICE_LOST'));
  }

  private end(reason: Failure | null): void {
    if (!this.closed) return;
    this.open -= 1;
    const tell = this.closed;
    this.closed = null;
    tell(reason);
  }

  line(): HidLine {
    this.opened += 1;
    this.open += 1;
    this.closed = () => {};
    return {
      reportLengths: null,
      onReport: (listener) => {
        this.take = listener;
      },
      write: async (report) => {
        if (!this.plugged) return fail('DEVICE_LOST');
        const answers = this.reader.receive(report.subarray(1));
        queueMicrotask(() => {
          for (const { frame } of answers) {
            for (let at = 0; at < frame.length; at += 64) {
              const packet = new Uint8Array(64);
              packet.set(frame.subarray(at, at + 64));
              this.send(packet);
            }
          }
        });
        return ok(undefined);
      },
      sendFeature: async (report) => {
        this.features.push([...report]);
        return ok(undefined);
      },
      onClosed: (listener) => {
        this.closed = listener;
      },
      close: async () => this.end(null),
    };
  }
}

/** `listings`: when it was asked, by `now`. */
export function scriptedHid(devices: ScriptedHid[], now: () => number) {
  const listings: number[] = [];
  const driver: HidDriver = {
    async list() {
      listings.push(now());
      return ok(devices.filter(({ plugged }) => plugged).flatMap((device) => device.list()));
    },
    async open(path) {
      const device = devices.find((candidate) => candidate.plugged && candidate.path === path);
      if (device?.throwsOnOpen) throw new Error('broken driver');
      if (device?.openFailure) return { ok: false, failure: device.openFailure };
      return device ? ok(device.line()) : fail('DEVICE_PORT_MISSING', { port: path });
    },
  };
  return { driver, listings };
}

/** A Honeywell report: AIM identifier, up to 56 bytes, and whether more follow. */
export function posReport(text: string | Uint8Array, more = false, aim = ']Q1'): Uint8Array {
  const report = new Uint8Array(64);
  const data = Buffer.from(text);
  report.set([0x02, data.length]);
  report.set(Buffer.from(aim), 2);
  report.set(data.subarray(0, 56), 5);
  report[61] = 0x73;
  report[63] = more ? 1 : 0;
  return report;
}
