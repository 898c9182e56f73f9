import { type Failure, FailureError } from '../../../contract/failures/failure';
import type { Clock } from '../../../contract/ports/clock';
import type { Log } from '../../../contract/ports/log';
import type { CaseworkDeps } from '../deps';

type WatchedStore = CaseworkDeps['store'];

/**
 * The store, with an eye on whether it still takes what is written: `onTrouble` hears the failure when a disk is full, gone or
 * not to be written on, and null with the first write that succeeds again.
 */
export function watchStore(store: WatchedStore, onTrouble: (failure: Failure | null) => void): WatchedStore {
  let troubled = false;
  return {
    ...store,
    transaction(work) {
      try {
        const value = store.transaction(work);
        if (troubled) {
          troubled = false;
          onTrouble(null);
        }
        return value;
      } catch (error) {
        if (error instanceof FailureError && error.failure.code.startsWith('STORE_')) {
          troubled = true;
          onTrouble(error.failure);
        }
        throw error;
      }
    },
  };
}

/**
 * The clock for work that goes on by itself: what the store did not take then is put off to the next time and is no end of
 * the core. The window shows the trouble already (`watchStore`).
 */
export function watchClock(clock: Clock, log: Log): Clock {
  return {
    now: () => clock.now(),
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
