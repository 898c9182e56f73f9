import { type Failure, fail, failure, ok, type Result } from '../../main/contract/failures/failure';
import type { Clock } from '../../main/contract/ports/clock';
import type { Log } from '../../main/contract/ports/log';
import type { Channel } from './channel';
import { decodeFrame, encodeFrame, encodeJson, FRAME, type Frame, jsonOf } from './frames';
import { Answer, type DriverFamily, type Request } from './messages';

/** A driver process that has just been started. */
export interface LaunchedDriver {
  /** Undefined where it is not known. */
  readonly pid: number | undefined;
  readonly channel: Channel;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Each listener is called once. */
  onExit(listener: () => void): void;
}

/** Starts driver processes, in whatever way the core itself is hosted. DEVICE_DRIVER_CRASHED where none can be started. */
export interface DriverLauncher {
  launch(family: DriverFamily): Promise<Result<LaunchedDriver>>;
}

/** What the core's end of one open line takes in. */
export interface LineSink {
  chunk(bytes: Uint8Array): void;
  closed(reason: Failure | null): void;
}

/** One family's process, started when it is first needed and again after it has died. */
export interface DriverProcess {
  /** Starts it where it does not run. DEVICE_DRIVER_CRASHED where it died before the answer, hung, or rests. */
  begin(request: Extract<Request, { call: 'list' | 'open' }>): Promise<Result<unknown>>;
  /** Something about an open line, as a frame that is ready but for its number. Fails as `begin`, or with DEVICE_LOST. */
  send(toFrame: (id: number) => Uint8Array): Promise<Result<unknown>>;
  /** A number for a line about to be opened; what is said of it goes to the sink. */
  register(sink: LineSink): number;
  forget(line: number): void;
  pid(): number | null;
  /** Ends it. Final. */
  stop(): Promise<void>;
}

/** Answers take at most five seconds in the process itself, openings and listings eight. */
const LIMIT_MS = 6_000;
const LONG_LIMIT_MS = 10_000;
const PING_EVERY_MS = 2_000;
/** Before a process that died is started again; the last for all further times. */
const REST_MS = [0, 400, 1_600, 6_400, 20_000];
/** A process that has lived so long begins anew with the first. */
const STEADY_MS = 30_000;
const LEAVE_LIMIT_MS = 500;
const USED_STEP = 1 << 16;

interface Running {
  readonly launched: LaunchedDriver;
  readonly pending: Map<number, (answer: Result<unknown>) => void>;
  cancelTimers(): void;
}

export function createDriverProcess(
  family: DriverFamily,
  ports: { launcher: DriverLauncher; clock: Clock; log: Log },
): DriverProcess {
  const { launcher, clock, log } = ports;
  const lines = new Map<number, LineSink>();
  let running: Running | null = null;
  let starting: Promise<Result<Running>> | null = null;
  let deaths = 0;
  let resting = false;
  let cancelRest = () => {};
  let stopped = false;
  let lastId = 0;
  let lastLine = 0;
  let used = 0;

  const crashed = () => failure('DEVICE_DRIVER_CRASHED', { driver: family });

  async function ensure(): Promise<Result<Running>> {
    if (stopped) return fail('DEVICE_LOST');
    if (running) return ok(running);
    if (resting) return { ok: false, failure: crashed() };
    starting ??= start().finally(() => {
      starting = null;
    });
    return starting;
  }

  async function start(): Promise<Result<Running>> {
    const started = await launcher.launch(family);
    if (!started.ok) {
      rest();
      return started;
    }
    const launched = started.value;
    if (stopped) {
      launched.kill();
      return fail('DEVICE_LOST');
    }
    let cancelPing = () => {};
    const cancelSteady = clock.after(STEADY_MS, () => {
      deaths = 0;
    });
    const mine: Running = {
      launched,
      pending: new Map(),
      cancelTimers() {
        cancelPing();
        cancelSteady();
      },
    };
    running = mine;
    used = 0;
    launched.channel.onFrame((bytes) => {
      if (running !== mine) return;
      const frame = decodeFrame(bytes);
      if (!frame || !take(mine, frame)) lose(mine, 'nonsense');
    });
    launched.channel.onEnd(() => lose(mine, 'ended'));
    launched.onExit(() => lose(mine, 'ended'));
    const ping = () => {
      if (running !== mine) return;
      cancelPing = clock.after(PING_EVERY_MS, () => void request({ call: 'ping' }, LIMIT_MS).then(ping));
    };
    const request = (what: Request, limitMs: number) =>
      post(mine, (id) => encodeJson(FRAME.request, id, what), limitMs);
    ping();
    log.info('device', 'driver-started', { driver: family, pid: launched.pid ?? -1 });
    return ok(mine);
  }

  /** False where the frame is none that a driver process sends. */
  function take(mine: Running, { kind, id, body }: Frame): boolean {
    if (kind === FRAME.chunk) {
      used += body.length;
      if (used >= USED_STEP) {
        mine.launched.channel.send(encodeFrame(FRAME.used, used));
        used = 0;
      }
      lines.get(id)?.chunk(body);
      return true;
    }
    const said = jsonOf(body);
    if (kind === FRAME.reply) {
      const answer = Answer.safeParse(said);
      if (!answer.success) return false;
      mine.pending.get(id)?.(answer.data.ok ? ok(answer.data.value) : answer.data);
      return true;
    }
    if (kind !== FRAME.closed) return false;
    const reason = Answer.safeParse(said === null ? { ok: true } : { ok: false, failure: said });
    if (!reason.success) return false;
    const sink = lines.get(id);
    lines.delete(id);
    sink?.closed(reason.data.ok ? null : reason.data.failure);
    return true;
  }

  /** The process has gone, or is ended because it cannot be trusted any more. */
  function lose(mine: Running, why: string): void {
    if (running !== mine) return;
    running = null;
    mine.cancelTimers();
    mine.launched.kill();
    mine.launched.channel.end();
    if (!stopped) {
      log.warn('device', 'driver-lost', { driver: family, why, deaths });
      rest();
    }
    const reason = stopped ? failure('DEVICE_LOST') : crashed();
    const sinks = [...lines.values()];
    lines.clear();
    for (const answer of [...mine.pending.values()]) answer({ ok: false, failure: reason });
    for (const sink of sinks) sink.closed(reason);
  }

  function rest(): void {
    const restMs = REST_MS[Math.min(deaths, REST_MS.length - 1)] ?? 0;
    deaths += 1;
    if (restMs === 0) return;
    resting = true;
    cancelRest = clock.after(restMs, () => {
      resting = false;
    });
  }

  function post(
    mine: Running,
    toFrame: (id: number) => Uint8Array,
    limitMs: number,
  ): Promise<Result<unknown>> {
    if (running !== mine) return Promise.resolve({ ok: false, failure: crashed() });
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      // In two halves: a core that was busy itself for longer than the limit still gets to read the answer.
      let cancel = clock.after(limitMs / 2, () => {
        cancel = clock.after(limitMs / 2, () => lose(mine, 'hung'));
      });
      mine.pending.set(id, (answer) => {
        cancel();
        mine.pending.delete(id);
        resolve(answer);
      });
      mine.launched.channel.send(toFrame(id));
    });
  }

  return {
    async begin(request) {
      const now = await ensure();
      return now.ok ? post(now.value, (id) => encodeJson(FRAME.request, id, request), LONG_LIMIT_MS) : now;
    },
    async send(toFrame) {
      return running ? post(running, toFrame, LIMIT_MS) : fail('DEVICE_LOST');
    },
    register(sink) {
      lastLine += 1;
      lines.set(lastLine, sink);
      return lastLine;
    },
    forget: (line) => void lines.delete(line),
    pid: () => running?.launched.pid ?? null,
    async stop() {
      stopped = true;
      cancelRest();
      await starting;
      const mine = running;
      if (!mine) return;
      let cancel = () => {};
      const left = new Promise<void>((resolve) => {
        mine.launched.onExit(resolve);
        cancel = clock.after(LEAVE_LIMIT_MS, resolve);
      });
      lose(mine, 'stopped');
      await left;
      cancel();
    },
  };
}
