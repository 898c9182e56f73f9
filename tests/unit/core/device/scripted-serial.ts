import { type ActiveFaults, DeviceFaults } from '../../../../fixtures/devices/faults';
import { createIdCardReader, type IdCardReader } from '../../../../fixtures/devices/id-card-reader';
import { type Failure, fail, failure, ok } from '../../../../main/contract/failures/failure';
import type { SerialDriver, SerialLine } from '../../../../main/contract/ports/serial';

/** A port in memory with a simulated reader behind it; everything but the wire is the real thing. */
export class ScriptedPort {
  reader: IdCardReader;
  active: ActiveFaults = DeviceFaults.parse({});
  plugged = true;
  openFailure: Failure | null = null;
  /** Gone without a close event: only `alive` shows it. */
  hungUp = false;
  neverAnswersOpen = false;
  opened = 0;
  open = 0;
  /** The very arrays that were handed over. */
  delivered: Uint8Array[] = [];
  /** Changes an answer on its way. */
  spoil: (frame: Uint8Array) => Uint8Array = (frame) => frame;
  private take: (chunk: Uint8Array) => void = () => {};
  private closed: ((reason: Failure | null) => void) | null = null;

  constructor() {
    this.reader = createIdCardReader(() => this.active);
  }

  faults(faults: DeviceFaults): void {
    this.active = DeviceFaults.parse(faults);
  }

  send(bytes: Uint8Array): void {
    const chunk = new Uint8Array(bytes);
    this.delivered.push(chunk);
    this.take(chunk);
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

  line(): SerialLine {
    this.opened += 1;
    this.open += 1;
    this.closed = () => {};
    return {
      write: async (bytes) => {
        if (!this.plugged) return fail('DEVICE_LOST');
        const answers = this.reader.receive(bytes);
        queueMicrotask(() => {
          if (this.hungUp || this.active.silent) return;
          for (const { frame } of answers) this.send(this.spoil(frame));
        });
        return ok(undefined);
      },
      onChunk: (listener) => {
        this.take = listener;
      },
      onClosed: (listener) => {
        this.closed = listener;
      },
      alive: async () => this.plugged && !this.hungUp,
      close: async () => this.end(null),
    };
  }
}

export function scriptedSerial(ports: Record<string, ScriptedPort>): SerialDriver {
  return {
    async open({ path }) {
      const port = ports[path];
      if (port?.neverAnswersOpen) return await new Promise<never>(() => undefined);
      if (port?.openFailure) return { ok: false, failure: port.openFailure };
      if (!port?.plugged) return fail('DEVICE_PORT_MISSING', { port: path });
      return ok(port.line());
    },
    list: async () => ok([]),
  };
}
