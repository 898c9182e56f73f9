import type { Clock } from '../../../contract/ports/clock';
import { overslept } from '../waking';

/** Says after `ms` without a `restart` that it was quiet. */
interface QuietTimer {
  restart(): void;
  stop(): void;
  /** It runs and should have fired long ago: the computer slept in the middle of a message. */
  overslept(): boolean;
}

/**
 * `act` is told whether it comes much too late. The last stretch is a timer of its own: when the process was held up, timers
 * run before input that has been waiting, and a single one would cut a message in two.
 */
export function quietTimer(clock: Clock, ms: number, act: (late: boolean) => void): QuietTimer {
  const lastStretchMs = Math.min(20, ms);
  let cancel = () => {};
  let dueAt = Number.POSITIVE_INFINITY;
  const late = () => overslept(clock, dueAt);
  const stop = () => {
    cancel();
    dueAt = Number.POSITIVE_INFINITY;
  };
  return {
    restart() {
      cancel();
      dueAt = clock.now() + ms;
      cancel = clock.after(ms - lastStretchMs, () => {
        cancel = clock.after(lastStretchMs, () => {
          const wasLate = late();
          stop();
          act(wasLate);
        });
      });
    },
    stop,
    overslept: late,
  };
}
