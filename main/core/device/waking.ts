import type { Clock } from '../../contract/ports/clock';

const LOOK_MS = 1_000;
/** A timer that is so late was not merely held up: the computer slept, or its clock was set. */
const ASLEEP_MS = 5_000;

/** Timers stand still while a computer sleeps, and the clock does not. */
export function overslept(clock: Clock, dueAt: number): boolean {
  return clock.now() - dueAt > ASLEEP_MS;
}

/** Calls `wake` within a second of every waking. Returns what ends it. */
export function watchForWaking(clock: Clock, wake: () => void): () => void {
  let cancel = () => {};
  const look = () => {
    const dueAt = clock.now() + LOOK_MS;
    cancel = clock.after(LOOK_MS, () => {
      look();
      if (overslept(clock, dueAt)) wake();
    });
  };
  look();
  return () => cancel();
}
