import type { Reply } from '../contract/calls';
import { type Failure, failure, type Result } from '../contract/failures/failure';
import type { Clock } from '../contract/ports/clock';
import type { AskAnswerer } from './asks';
import type { HostedProcess } from './child-host';
import { type ChildLink, linkChild } from './child-link';
import type { ShellLog } from './log';
import { RestartBudget } from './restart-budget';

export type ChildState = 'starting' | 'ready' | 'restarting' | 'gone';

export interface SuperviseOptions {
  /** Log name: `core` or `world`. */
  readonly name: string;
  /** Starts one process; a failure means that none can be started on this machine. */
  spawn(): Promise<Result<HostedProcess>>;
  onState(state: ChildState, failure: Failure | null): void;
  onReady(facts: Record<string, string>): void;
  onEvent(name: string, payload: unknown): void;
  readonly onAsk: AskAnswerer;
  readonly clock: Clock;
  readonly log: ShellLog;
}

const CALL_DEADLINE_MS = 30_000;
/** A process that is not ready by then is ended, which counts as a crash. */
const READY_DEADLINE_MS = 60_000;
/** The same for one that has said before that its start takes long: a large store is encrypted anew. */
const LONG_START_MS = 60 * 60_000;
const RESTART_DRAIN_MS = 2000;

/** Keeps one process running: starts it again when it ends, up to a point; then it is `gone` until a person asks. */
export class Supervisor {
  readonly #options: SuperviseOptions;
  readonly #budget: RestartBudget;
  #link: ChildLink | null = null;
  #state: ChildState = 'starting';
  #failure: Failure | null = null;
  /** What the process said before it ended: starting it again would end the same way. */
  #unable: Failure | null = null;
  #stopped = false;
  /** Counts starts; what an earlier process still says is not listened to. */
  #turn = 0;
  #cancelTimer: () => void = () => undefined;
  #leaving: Promise<void> = Promise.resolve();

  constructor(options: SuperviseOptions) {
    this.#options = options;
    this.#budget = new RestartBudget(options.clock);
  }

  get state(): ChildState {
    return this.#state;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  start(): void {
    this.#enter('starting', null);
    void this.#spawn();
  }

  /** Nothing is kept for later: while the process is not ready, the answer is CORE_GONE at once. */
  async call(name: string, input: unknown): Promise<Reply> {
    if (this.#link !== null && this.#state === 'ready') return this.#link.call(name, input);
    return { value: null, failure: this.#failure ?? failure('CORE_GONE', { state: this.#state }) };
  }

  /** A fresh start with a fresh budget, after draining what runs. */
  async restart(): Promise<void> {
    if (this.#stopped) return;
    this.#budget.reset();
    const turn = this.#begin();
    this.#enter('restarting', null);
    await this.#release(RESTART_DRAIN_MS);
    if (turn === this.#turn) void this.#spawn();
  }

  /** It cannot be started for a reason that lies elsewhere. */
  giveUp(why: Failure): void {
    this.#enter('gone', why);
  }

  /** For good. Resolves when the process has ended or `ms` have passed and it was ended. */
  async stop(ms: number): Promise<void> {
    this.#stopped = true;
    this.#begin();
    await this.#release(ms);
  }

  /** Starts a new turn: timers and listeners of the turn before are void. */
  #begin(): number {
    this.#cancelTimer();
    this.#turn += 1;
    return this.#turn;
  }

  /** Waits until the process of the turn before has left: two of them must not hold the store at once. */
  async #release(ms: number): Promise<void> {
    const link = this.#link;
    this.#link = null;
    if (link !== null) {
      this.#leaving = link.drain(ms).then((inTime) => {
        this.#options.log('child-drained', { child: this.#options.name, inTime });
      });
    }
    await this.#leaving;
  }

  async #spawn(): Promise<void> {
    const turn = this.#begin();
    this.#unable = null;
    const { name, clock, log } = this.#options;
    const spawned = await this.#options.spawn();
    if (turn !== this.#turn) {
      if (spawned.ok) spawned.value.kill();
      return;
    }
    if (!spawned.ok) {
      log('child-not-startable', { child: name, code: spawned.failure.code });
      return this.#enter('gone', spawned.failure);
    }
    const link = linkChild(spawned.value, clock, CALL_DEADLINE_MS, {
      onReady: (facts) => {
        if (turn !== this.#turn) return;
        this.#cancelTimer();
        log('child-ready', { child: name, pid: spawned.value.pid ?? -1 });
        this.#options.onReady(facts);
        this.#enter('ready', null);
      },
      onEvent: (event, payload) => {
        if (turn === this.#turn) this.#options.onEvent(event, payload);
      },
      onAsk: (ask, child) => {
        if (ask.what === 'start.long' && turn === this.#turn && this.#state !== 'ready')
          this.#expectReady(link, LONG_START_MS);
        return this.#options.onAsk(ask, child);
      },
      onUnable: (why) => {
        if (turn === this.#turn) this.#unable = why;
      },
      onMalformed: () => log('child-message-dropped', { child: name }),
      onExit: (code) => {
        log('child-exited', { child: name, code: code ?? -1 });
        if (turn === this.#turn) this.#ended();
      },
    });
    this.#link = link;
    this.#expectReady(link, READY_DEADLINE_MS);
  }

  #expectReady(link: ChildLink, ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(ms, () => {
      this.#options.log('child-not-ready', { child: this.#options.name });
      link.kill();
    });
  }

  #ended(): void {
    this.#link = null;
    this.#begin();
    if (this.#unable !== null) {
      this.#enter('gone', this.#unable);
      return;
    }
    const delay = this.#budget.next();
    if (delay === null) {
      this.#enter('gone', failure('CORE_GONE', { state: 'gone' }));
      return;
    }
    this.#enter('restarting', null);
    this.#cancelTimer = this.#options.clock.after(delay, () => void this.#spawn());
  }

  #enter(state: ChildState, why: Failure | null): void {
    this.#state = state;
    this.#failure = why;
    this.#options.log('child-state', { child: this.#options.name, state });
    this.#options.onState(state, why);
  }
}
