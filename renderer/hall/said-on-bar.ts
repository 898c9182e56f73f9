/** What the bar above every screen says, so that nobody says it a second time. */
import type { Failure } from '../../main/contract/failures/failure';
import { useHallState } from './hall-context';
import type { HallState } from './snapshot-store';

/** Null where it says nothing, or no more than that the core is on its way. */
export function saidOnBar({ core, snapshot, failure }: HallState): Failure | null {
  if (core.state === 'gone') return core.failure;
  if (core.state !== 'ready' || !snapshot) return null;
  // The sign-in shows what keeps a store from opening by itself.
  return failure ?? (snapshot.station.store === 'open' ? snapshot.station.storeFailure : null);
}

export function useSaidOnBar(): Failure | null {
  return saidOnBar(useHallState());
}
