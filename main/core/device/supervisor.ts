import { type Failure, fail, failure, type Result } from '../../contract/failures/failure';
import type { DeviceConfig, DeviceIdentity, DeviceState, DeviceView } from '../../contract/flow/device';
import type { Frame } from '../../contract/flow/frame';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { HidDriver } from '../../contract/ports/hid';
import type { Log } from '../../contract/ports/log';
import type { SerialDriver, SerialLine } from '../../contract/ports/serial';
import { assembleFrame } from './frame';
import type { HidDirectory } from './hid-directory';
import { openHid } from './hid-opening';
import { openSerial } from './serial-opening';
import type { Opened, Session, SessionEvents } from './session';

const FIRST_RETRY_MS = 200;
/** Doubling from 200 ms; a device that is plugged in again is back within two seconds. */
const LONGEST_RETRY_MS = 1_600;
/** How often the line is asked whether its device is still there: some hang-ups show in no other way. */
const WATCH_MS = 1_000;
const STOP_LIMIT_MS = 1_000;

export interface DevicePorts {
  serial: SerialDriver;
  /** Without it HID devices are shown as absent. */
  hid?: HidDriver | undefined;
  clock: Clock;
  ids: Ids;
  log: Log;
  onFrame: (frame: Frame) => void;
  onView: (view: DeviceView) => void;
  /** Where somebody can decode photos: that of a card, after its frame. The bytes are taken over, to be overwritten. */
  onPhoto?: ((frameId: string, block: Uint8Array<ArrayBuffer>) => void) | undefined;
}

/** Keeps one device open for as long as it is set up. */
export interface Supervisor {
  readonly config: DeviceConfig;
  view(): DeviceView;
  /** Opens the port (anew), at once. */
  open(): void;
  /** Has a scanner scan once. DEVICE_NO_TRIGGER, DEVICE_LOST. */
  trigger(): Promise<Result<void>>;
  /** The computer slept: looks at once whether the device is still, or again, there. */
  woken(): void;
  /** Resolves when the port is closed. Final. */
  stop(): Promise<void>;
}

/** `directory`: the one that all devices of the window share. */
interface SupervisorPorts extends DevicePorts {
  directory: HidDirectory;
}

/** Opens what the device is plugged in to; a driver that throws is a device that is not there. */
function openDevice(config: DeviceConfig, ports: SupervisorPorts): Promise<Result<Opened>> {
  const { driver } = config;
  const all = { ...ports, wantsPhoto: ports.onPhoto !== undefined };
  return driver === 'id-card-hid' || driver === 'qr-hid'
    ? openHid(config, all)
    : openSerial({ ...config, driver }, all);
}

const CLOSED = { identity: null, canTrigger: false } as const;

export function superviseDevice(config: DeviceConfig, ports: SupervisorPorts): Supervisor {
  const { clock, log } = ports;
  const { id, driver, label, port } = config;
  const set = { id, driver, label, port } as const;
  let view: DeviceView = { ...set, state: 'opening', failure: null, lastFrameAt: null, ...CLOSED };
  /** Shown while nothing else is wrong. */
  let warning: Failure | null = null;
  /** Shown once the device has answered. */
  let identity: DeviceIdentity | null = null;
  let canTrigger = false;
  /** Counts openings; whatever belongs to an earlier one has nothing to say any more. */
  let turn = 0;
  let wasReady = false;
  let retryMs = FIRST_RETRY_MS;
  let current: { line: SerialLine; session: Session } | null = null;
  let connecting: Promise<void> = Promise.resolve();
  let closing: Promise<void> = Promise.resolve();
  let cancelRetry = () => {};
  /** Set while the next try is waited for. */
  let retryNow: (() => void) | null = null;
  let cancelWatch = () => {};

  function show(change: Partial<Omit<DeviceView, keyof typeof set>>): void {
    const next = { ...view, ...change };
    const stateChanged = next.state !== view.state || next.failure?.code !== view.failure?.code;
    const isSame = next.lastFrameAt === view.lastFrameAt && next.identity === view.identity;
    if (!stateChanged && isSame && next.canTrigger === view.canTrigger) return;
    view = next;
    if (stateChanged) {
      log.info('device', 'state', { device: view.id, state: view.state, code: view.failure?.code ?? '' });
    }
    ports.onView(view);
  }

  function begin(mine: number): void {
    connecting = connect(mine);
  }

  async function connect(mine: number): Promise<void> {
    await closing;
    if (mine !== turn) return;
    const opened = await openDevice(config, ports);
    if (mine !== turn) {
      if (opened.ok) await opened.value.line.close();
      return;
    }
    if (!opened.ok) {
      giveUp(mine, opened.failure);
      return;
    }
    const { line } = opened.value;
    warning = opened.value.warning;
    identity = opened.value.identity;
    canTrigger = opened.value.canTrigger;
    const session = opened.value.begin(sessionEvents(mine));
    current = { line, session };
    line.onClosed((reason) => giveUp(mine, reason ?? failure('DEVICE_LOST', { port: config.port })));
    line.onChunk((chunk) => {
      if (mine === turn) session.chunk(chunk);
    });
    watch(mine, line);
  }

  function sessionEvents(mine: number): SessionEvents {
    const unlessOver =
      <Args extends unknown[]>(act: (...args: Args) => void) =>
      (...args: Args) => {
        if (mine === turn) act(...args);
      };
    return {
      onState: unlessOver((state) => {
        if (state === 'unusable') {
          show({ state: unavailable(), canTrigger: false });
          return;
        }
        retryMs = FIRST_RETRY_MS;
        const first = view.state !== 'ready' && view.state !== 'busy';
        wasReady = true;
        show({ state, identity, canTrigger, ...(first ? { failure: warning } : {}) });
      }),
      onFailure: unlessOver((what) => show({ failure: what ?? warning })),
      onContent: unlessOver((content, photo) => {
        const frame = assembleFrame(config.id, content, ports);
        show({ lastFrameAt: frame.receivedAt });
        ports.onFrame(frame);
        if (photo) ports.onPhoto?.(frame.id, photo);
      }),
      onIdentified: unlessOver((facts) => {
        if (identity) identity = { ...identity, ...facts, baud: facts.baud ?? identity.baud };
      }),
      onSilent: unlessOver(() => giveUp(mine, failure('DEVICE_SILENT', { port: config.port }))),
    };
  }

  function watch(mine: number, line: SerialLine): void {
    cancelWatch();
    cancelWatch = clock.after(WATCH_MS, () => look(mine, line));
  }

  function look(mine: number, line: SerialLine): void {
    void line.alive().then((alive) => {
      if (mine !== turn) return;
      if (alive) watch(mine, line);
      else giveUp(mine, failure('DEVICE_LOST', { port: config.port }));
    });
  }

  /** Lets this opening go and tries again after a while. */
  function giveUp(mine: number, why: Failure): void {
    if (mine !== turn) return;
    release();
    show({ state: unavailable(), failure: why, ...CLOSED });
    const next = turn;
    retryNow = () => {
      cancelRetry();
      retryNow = null;
      begin(next);
    };
    cancelRetry = clock.after(retryMs, retryNow);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }

  function unavailable(): DeviceState {
    return wasReady ? 'lost' : 'absent';
  }

  function release(): void {
    turn += 1;
    cancelRetry();
    retryNow = null;
    cancelWatch();
    current?.session.stop();
    if (current) closing = current.line.close();
    current = null;
  }

  /** A port being opened is closed as soon as it is open; some (Bluetooth) take long, and nobody waits for those. */
  async function openingSettled(): Promise<void> {
    let cancel = () => {};
    const limit = new Promise<void>((resume) => {
      cancel = clock.after(STOP_LIMIT_MS, resume);
    });
    await Promise.race([connecting, limit]);
    cancel();
  }

  return {
    config,
    view: () => view,
    open() {
      release();
      wasReady = false;
      retryMs = FIRST_RETRY_MS;
      show({ state: 'opening', failure: null, ...CLOSED });
      begin(turn);
    },
    trigger: async () =>
      (await (view.canTrigger ? current?.session.trigger?.() : null)) ??
      fail('DEVICE_NO_TRIGGER', { device: id }),
    woken() {
      retryMs = FIRST_RETRY_MS;
      retryNow?.();
      if (!current) return;
      current.session.woken();
      // It may have been given up by that.
      if (current) look(turn, current.line);
    },
    async stop() {
      release();
      await openingSettled();
      await closing;
    },
  };
}
