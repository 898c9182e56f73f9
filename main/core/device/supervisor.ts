import { type Failure, fail, failure, ok, type Result } from '../../contract/failures/failure';
import type { DeviceConfig, DeviceState, DeviceView } from '../../contract/flow/device';
import type { Frame } from '../../contract/flow/frame';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { HidDriver } from '../../contract/ports/hid';
import type { Log } from '../../contract/ports/log';
import type { SerialDriver, SerialLine } from '../../contract/ports/serial';
import { assembleFrame } from './frame';
import type { HidDirectory } from './hid-directory';
import { openHid } from './hid-opening';
import { createIdCardSession } from './id-card-session';
import { ID_CARD_PROFILE } from './profiles/id-card';
import { QR_SERIAL_PROFILE } from './profiles/qr-serial';
import { createQrSession } from './qr-session';
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
}

/** Keeps one device open for as long as it is set up. */
export interface Supervisor {
  readonly config: DeviceConfig;
  view(): DeviceView;
  /** Opens the port (anew), at once. */
  open(): void;
  /** Resolves when the port is closed. Final. */
  stop(): Promise<void>;
}

/** `directory`: the one that all devices of the window share. */
interface SupervisorPorts extends DevicePorts {
  directory: HidDirectory;
}

const SERIAL = {
  'id-card': { baud: ID_CARD_PROFILE.baud, session: createIdCardSession },
  'qr-serial': { baud: QR_SERIAL_PROFILE.baud, session: createQrSession },
} as const;

/** Opens what the device is plugged in to; a driver that throws is a device that is not there. */
async function openDevice(config: DeviceConfig, ports: SupervisorPorts): Promise<Result<Opened>> {
  const { driver, port } = config;
  if (driver === 'id-card-hid' || driver === 'qr-hid') return openHid(config, ports);
  const { baud, session } = SERIAL[driver];
  const opened = await ports.serial.open({ path: port, baud }).catch(() => fail('DEVICE_LOST', { port }));
  if (!opened.ok) return opened;
  const line = opened.value;
  const { profile = '' } = config;
  const begin: Opened['begin'] = (events) => session({ line, clock: ports.clock, events, profile });
  return ok({ line, warning: null, begin });
}

export function superviseDevice(config: DeviceConfig, ports: SupervisorPorts): Supervisor {
  const { clock, log } = ports;
  const { id, driver, label, port } = config;
  let view: DeviceView = { id, driver, label, port, state: 'opening', failure: null, lastFrameAt: null };
  /** Shown while nothing else is wrong. */
  let warning: Failure | null = null;
  /** Counts openings; whatever belongs to an earlier one has nothing to say any more. */
  let turn = 0;
  let wasReady = false;
  let retryMs = FIRST_RETRY_MS;
  let current: { line: SerialLine; session: Session } | null = null;
  let connecting: Promise<void> = Promise.resolve();
  let closing: Promise<void> = Promise.resolve();
  let cancelRetry = () => {};
  let cancelWatch = () => {};

  function show(change: Partial<Pick<DeviceView, 'state' | 'failure' | 'lastFrameAt'>>): void {
    const next = { ...view, ...change };
    const stateChanged = next.state !== view.state || next.failure?.code !== view.failure?.code;
    if (!stateChanged && next.lastFrameAt === view.lastFrameAt) return;
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
          show({ state: unavailable() });
          return;
        }
        retryMs = FIRST_RETRY_MS;
        const first = view.state !== 'ready' && view.state !== 'busy';
        wasReady = true;
        show(first ? { state, failure: warning } : { state });
      }),
      onFailure: unlessOver((what) => show({ failure: what ?? warning })),
      onContent: unlessOver((content) => {
        const frame = assembleFrame(config.id, content, ports);
        show({ lastFrameAt: frame.receivedAt });
        ports.onFrame(frame);
      }),
      onSilent: unlessOver(() => giveUp(mine, failure('DEVICE_SILENT', { port: config.port }))),
    };
  }

  function watch(mine: number, line: SerialLine): void {
    cancelWatch = clock.after(WATCH_MS, () => {
      void line.alive().then((alive) => {
        if (mine !== turn) return;
        if (alive) watch(mine, line);
        else giveUp(mine, failure('DEVICE_LOST', { port: config.port }));
      });
    });
  }

  /** Lets this opening go and tries again after a while. */
  function giveUp(mine: number, why: Failure): void {
    if (mine !== turn) return;
    release();
    show({ state: unavailable(), failure: why });
    const next = turn;
    cancelRetry = clock.after(retryMs, () => begin(next));
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }

  function unavailable(): DeviceState {
    return wasReady ? 'lost' : 'absent';
  }

  function release(): void {
    turn += 1;
    cancelRetry();
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
      show({ state: 'opening', failure: null });
      begin(turn);
    },
    async stop() {
      release();
      await openingSettled();
      await closing;
    },
  };
}
