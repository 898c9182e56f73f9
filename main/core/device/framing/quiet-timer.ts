import type { Clock } from '../../../contract/ports/clock';

/**
 * Fires after `ms` without a `restart`. The last stretch is a timer of its own: when the process was held up, timers run
 * before input that has been waiting, and a single one would cut a message in two.
 */
export function quietTimer(clock: Clock, ms: number, act: () => void): { restart(): void; stop(): void } {
  const lastStretchMs = Math.min(20, ms);
  let cancel = () => {};
  return {
    restart() {
      cancel();
      cancel = clock.after(ms - lastStretchMs, () => {
        cancel = clock.after(lastStretchMs, act);
      });
    },
    stop() {
      cancel();
    },
  };
}
