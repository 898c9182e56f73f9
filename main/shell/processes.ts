import type { Reply } from '../contract/calls';
import { type Failure, failure } from '../contract/failures/failure';
import type { Clock } from '../contract/ports/clock';
import { answerCoreAsks, refuseAsks } from './asks';
import type { ChildHost } from './child-host';
import { coreArguments, coreFile } from './core-process';
import type { DriverProcesses } from './driver-processes';
import type { LineSink, ShellLog } from './log';
import type { ShellOptions } from './options';
import { type ChildState, Supervisor } from './supervisor';
import type { OsVault } from './vault';
import { WorldFacts, worldFile } from './world-process';

export interface ProcessesOptions {
  readonly appDir: string;
  readonly options: ShellOptions;
  readonly host: ChildHost;
  readonly vault: OsVault;
  /** Null where the core is forked and forks its driver processes itself. */
  readonly drivers: DriverProcesses | null;
  onCoreState(state: ChildState, failure: Failure | null): void;
  onCoreEvent(name: string, payload: unknown): void;
  outputOf(name: string): LineSink;
  readonly clock: Clock;
  readonly log: ShellLog;
}

/** The processes behind the window: the core, and in training mode the world it is trained in. */
export interface Processes {
  callCore(name: string, input: unknown): Promise<Reply>;
  /** Null outside training mode. */
  readonly callWorld: ((name: string, input: unknown) => Promise<Reply>) | null;
  coreState(): { state: ChildState; failure: Failure | null };
  /** A person asks for a new start after the core gave up. */
  restart(): void;
  /** Core first: what it still delivers, the world's province must be there to take. */
  stop(ms: number): Promise<void>;
}

/** The world's share of the time there is for stopping. */
const WORLD_STOP_SHARE = 0.25;

export function startProcesses(given: ProcessesOptions): Processes {
  const { appDir, options, host, vault, drivers, clock, log } = given;
  const coreOutput = given.outputOf('core-output.log');
  let facts: WorldFacts | null = null;
  let coreStarted = false;

  const core = new Supervisor({
    name: 'core',
    spawn: () => host.start(coreFile(appDir, coreArguments(options, facts, vault.offered), coreOutput)),
    onState: (state, why) => {
      if (state !== 'ready') drivers?.endAll();
      given.onCoreState(state, why);
    },
    onReady: () => undefined,
    onEvent: given.onCoreEvent,
    onAsk: answerCoreAsks(vault, drivers),
    clock,
    log,
  });
  const world = options.training ? superviseWorld() : null;

  function superviseWorld(): Supervisor {
    const worldOutput = given.outputOf('world-output.log');
    return new Supervisor({
      name: 'world',
      spawn: () => host.start(worldFile(appDir, options.profileDir, worldOutput)),
      onState: (state, why) => {
        if (state === 'gone' && why !== null && !coreStarted) core.giveUp(why);
      },
      onReady: (raw) => takeFacts(raw),
      onEvent: () => undefined,
      onAsk: refuseAsks,
      clock,
      log,
    });
  }

  /** A restarted world may have moved; then the core must follow. */
  function takeFacts(raw: Record<string, string>): void {
    const parsed = WorldFacts.safeParse(raw);
    if (!parsed.success) {
      log('world-facts-invalid');
      if (!coreStarted) core.giveUp(failure('CORE_FAULT'));
      return;
    }
    const moved = JSON.stringify(facts) !== JSON.stringify(parsed.data);
    facts = parsed.data;
    if (!coreStarted) {
      coreStarted = true;
      core.start();
    } else if (moved) void core.restart();
  }

  if (world) world.start();
  else {
    coreStarted = true;
    core.start();
  }

  return {
    callCore: (name, input) => core.call(name, input),
    callWorld: world ? (name, input) => world.call(name, input) : null,
    coreState: () => ({ state: core.state, failure: core.failure }),
    restart: () => {
      if (world?.state === 'gone') void world.restart();
      if (coreStarted) void core.restart();
    },
    stop: async (ms) => {
      const worldMs = world ? ms * WORLD_STOP_SHARE : 0;
      await core.stop(ms - worldMs);
      drivers?.endAll();
      await world?.stop(worldMs);
    },
  };
}
