import type { Clock } from '../contract/ports/clock';

/** The first restart comes at once, so that the clerk hardly notices; a process that keeps falling is given more time. */
const DELAYS_MS = [0, 250, 500, 1000, 2000, 4000] as const;
const WINDOW_MS = 60_000;

/** How soon a process that ended may be started again: at most six times within a minute. */
export class RestartBudget {
  readonly #clock: Clock;
  #startedAt: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds to wait, or null when it has ended too often. */
  next(): number | null {
    const now = this.#clock.now();
    this.#startedAt = this.#startedAt.filter((at) => at <= now && now - at < WINDOW_MS);
    const delay = DELAYS_MS[this.#startedAt.length];
    if (delay === undefined) return null;
    this.#startedAt.push(now);
    return delay;
  }

  /** A person asked for a new start. */
  reset(): void {
    this.#startedAt = [];
  }
}
