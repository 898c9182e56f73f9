import { type Failure, FailureError } from '../../../contract/failures/failure';
import type { Clock } from '../../../contract/ports/clock';
import type { Log } from '../../../contract/ports/log';
import type { OpenStore } from '../../store';
import type { CaseworkDeps } from '../deps';

type KeptStore = CaseworkDeps['store'];

/** A store in trouble is tried this often, so that the window is right again without anybody pressing anything. */
const PROBE_MS = 2_000;

export interface WatchedStore extends KeptStore {
  /** Tries no more; before the store is closed. */
  rest(): void;
}

/**
 * The store, with an eye on whether it still takes what is written: `onTrouble` hears the failure when a disk is full, failing,
 * gone or not to be written on, and null with the first write that succeeds again: the next one anybody makes, or a try of its own.
 */
export function watchStore(
  store: KeptStore & Pick<OpenStore, 'probe'>,
  { clock, onTrouble }: { clock: Clock; onTrouble: (failure: Failure | null) => void },
): WatchedStore {
  let trouble: Failure | null = null;
  let cancelProbe: () => void = () => undefined;

  function become(next: Failure | null): void {
    cancelProbe();
    if (next !== null) cancelProbe = clock.after(PROBE_MS, probe);
    const changed = next?.code !== trouble?.code;
    trouble = next;
    if (changed) onTrouble(next);
  }

  /** Runs the work, and notes what came of it. */
  function watched<T>(work: () => T): T {
    let value: T;
    try {
      value = work();
    } catch (error) {
      if (error instanceof FailureError && error.failure.code.startsWith('STORE_')) become(error.failure);
      throw error;
    }
    if (trouble !== null) become(null);
    return value;
  }

  function probe(): void {
    try {
      watched(store.probe);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
    }
  }

  return {
    ...store,
    transaction: (work) => watched(() => store.transaction(work)),
    rest: () => cancelProbe(),
  };
}

/**
 * The clock for work that goes on by itself: what the store did not take then is put off to the next time and is no end of
 * the core. The window shows the trouble already (`watchStore`).
 */
export function watchClock(clock: Clock, log: Log): Clock {
  return {
    ...clock,
    after: (ms, act) =>
      clock.after(ms, () => {
        try {
          act();
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          log.warn('store', 'put off', { code: error.failure.code });
        }
      }),
  };
}
