/** The hall for components: the facade, the store, the drafts, the keyboard scans. */
import { createContext, use, useSyncExternalStore } from 'react';
import type { Facade, Snapshot } from '../../main/contract/calls';
import type { FieldDrafts } from './field-drafts';
import type { KeyboardScans } from './keyboard-scans';
import type { HallState, SnapshotStore } from './snapshot-store';

export interface Hall {
  readonly facade: Facade;
  readonly store: SnapshotStore;
  readonly drafts: FieldDrafts;
  readonly scans: KeyboardScans;
}

export const HallContext = createContext<Hall | null>(null);

export function useHall(): Hall {
  const hall = use(HallContext);
  if (!hall) throw new Error('no hall above this component');
  return hall;
}

export function useHallState(): HallState {
  const { store } = useHall();
  return useSyncExternalStore(store.subscribe, store.getState);
}

/** For screens, which are shown only once there is a snapshot. */
export function useSnapshot(): Snapshot {
  const { snapshot } = useHallState();
  if (!snapshot) throw new Error('a screen was shown before the first snapshot');
  return snapshot;
}
