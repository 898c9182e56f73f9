import type { Failure, Result } from '../../../../main/contract/failures/failure';
import { fail, ok } from '../../../../main/contract/failures/failure';
import type { SerialDriver, SerialLine } from '../../../../main/contract/ports/serial';
import {
  type Channel,
  type DriverLauncher,
  type LaunchedDriver,
  serveDriver,
  servedSerial,
} from '../../../../native/driver-process';

/** Two ends of one channel, in memory; frames arrive later and as copies, as from another process. */
export function channelPair(): [Channel, Channel] {
  const ends = [newEnd(), newEnd()] as const;
  const channel = (mine: 0 | 1): Channel => ({
    send(frame) {
      const copy = new Uint8Array(frame);
      setImmediate(() => ends[1 - mine]?.take(copy));
    },
    onFrame: (listener) => {
      ends[mine].take = listener;
    },
    onEnd: (listener) => {
      ends[mine].ended = listener;
    },
    end: () => setImmediate(() => ends[1 - mine]?.ended()),
  });
  return [channel(0), channel(1)];
}

function newEnd(): { take: (frame: Uint8Array) => void; ended: () => void } {
  return { take: () => undefined, ended: () => undefined };
}

/** A serial driver with one port, `/dev/one`, worked by the test. */
export class OnePort {
  take: (chunk: Uint8Array) => void = () => undefined;
  closed: (reason: Failure | null) => void = () => undefined;
  readonly written: string[] = [];
  closings = 0;
  constructor(readonly alive: () => boolean = () => true) {}
  readonly driver: SerialDriver = {
    list: async () =>
      ok([{ path: '/dev/one', manufacturer: '', serialNumber: '', vendorId: '', productId: '' }]),
    open: async ({ path }): Promise<Result<SerialLine>> =>
      path === '/dev/one' ? ok(this.#line()) : fail('DEVICE_PORT_MISSING', { port: path }),
  };

  #line(): SerialLine {
    return {
      write: async (bytes) => {
        this.written.push(Buffer.from(bytes).toString());
        return ok(undefined);
      },
      setBaud: async () => ok(undefined),
      onChunk: (take) => {
        this.take = take;
      },
      onClosed: (tell) => {
        this.closed = tell;
      },
      alive: async () => this.alive(),
      close: async () => {
        this.closings += 1;
        this.closed(null);
      },
    };
  }
}

/** Starts driver processes that are none: each serves `port` over a channel in memory until the test ends it. */
export class ScriptedLauncher implements DriverLauncher {
  readonly started: { core: Channel; far: Channel; die(): void; killed: boolean }[] = [];
  /** What a started process does with its end of the channel. */
  serve: (far: Channel) => void;
  constructor(port: OnePort) {
    this.serve = (far) => serveDriver(servedSerial(port.driver), far, () => undefined);
  }

  async launch(): Promise<Result<LaunchedDriver>> {
    const [core, far] = channelPair();
    const exits: (() => void)[] = [];
    const entry = {
      core,
      far,
      killed: false,
      die() {
        for (const exit of exits.splice(0)) exit();
      },
    };
    this.started.push(entry);
    this.serve(far);
    return ok({
      pid: 4000 + this.started.length,
      channel: core,
      kill() {
        entry.killed = true;
        entry.die();
      },
      onExit: (listener) => void exits.push(listener),
    });
  }

  get latest() {
    const entry = this.started.at(-1);
    if (!entry) throw new Error('nothing was started');
    return entry;
  }
}
