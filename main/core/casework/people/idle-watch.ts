import type { CaseworkDeps } from '../deps';

const DEFAULT_IDLE_MS = 5 * 60_000;

/** Counts the time since somebody last did something at the window. In the core, so that a page that hangs still locks. */
export interface IdleWatch {
  /** From now on, anew. */
  active(): void;
  /** Something happened; only while the watch runs. */
  noticed(): void;
  rest(): void;
}

export function createIdleWatch(
  { clock, policy }: Pick<CaseworkDeps, 'clock' | 'policy'>,
  onIdle: () => void,
): IdleWatch {
  let lastAt = 0;
  let watching = false;
  let cancel: () => void = () => undefined;

  function watch(): void {
    const limit = policy?.().idleLockMs ?? DEFAULT_IDLE_MS;
    const idleMs = clock.now() - lastAt;
    if (idleMs >= limit) {
      watching = false;
      onIdle();
      return;
    }
    // A clock that was set back does not keep the window open for longer than the limit.
    cancel = clock.after(Math.min(limit - idleMs, limit), watch);
  }

  return {
    active() {
      cancel();
      watching = true;
      lastAt = clock.now();
      watch();
    },
    noticed() {
      if (watching) lastAt = clock.now();
    },
    rest() {
      watching = false;
      cancel();
    },
  };
}
