/**
 * The window's copy of the station: one snapshot, then events. Each event carries the whole view of its part.
 * While a snapshot is under way the newest event of each part is kept and laid over it: whichever of the two was
 * made later wins, because an event is sent for every change and arrives in order.
 * When the core comes back (`core` = ready) the snapshot is asked for again; until then the last one stays on show.
 */
import type { CaseView, EventName, EventPayload, Facade, Snapshot } from '../../main/contract/calls';
import type { Failure } from '../../main/contract/failures/failure';

type PartName = Exclude<EventName, 'core'>;
const PARTS: readonly PartName[] = [
  'station',
  'clerk',
  'lock',
  'cardSignIn',
  'devices',
  'province',
  'outbox',
  'errands',
  'callBacks',
  'confirm',
  'called',
  'case',
  'photo',
];

export interface HallState {
  readonly core: EventPayload<'core'>;
  readonly snapshot: Snapshot | null;
  /** Why there is no (newer) snapshot; null while one is there or on its way. */
  readonly failure: Failure | null;
}

export interface SnapshotStore {
  getState(): HallState;
  subscribe(listener: () => void): () => void;
  /** Starts listening and asks for the first snapshot. Returns the function that stops. */
  start(): () => void;
  refresh(): Promise<void>;
  /** Lays the case that a call answered with over the snapshot, without waiting for its event. */
  putCase(view: CaseView | null): void;
  /** Runs each time the core is back and a fresh snapshot is in place. */
  onReturn(listener: () => void): () => void;
}

export function createSnapshotStore(facade: Facade): SnapshotStore {
  let state: HallState = { core: { state: 'starting', failure: null }, snapshot: null, failure: null };
  let asked = 0;
  let underway = 0;
  let kept: Partial<Snapshot> = {};
  const listeners = new Set<() => void>();
  const returns = new Set<() => void>();

  function set(next: Partial<HallState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function put(part: Partial<Snapshot>): void {
    if (underway > 0) kept = { ...kept, ...part };
    if (state.snapshot) set({ snapshot: { ...state.snapshot, ...part } });
  }

  async function refresh(): Promise<void> {
    asked += 1;
    const mine = asked;
    underway += 1;
    kept = {};
    const answer = await facade.station.snapshot();
    underway -= 1;
    if (mine !== asked) return;
    if (answer.ok) {
      set({
        snapshot: { ...answer.value, ...kept },
        failure: null,
        core: state.core.state === 'starting' ? { state: 'ready', failure: null } : state.core,
      });
    } else if (answer.failure.code !== 'CORE_GONE') set({ failure: answer.failure });
    kept = {};
  }

  async function returned(): Promise<void> {
    await refresh();
    if (state.snapshot && !state.failure) for (const listener of returns) listener();
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      const stops = PARTS.map((name) => facade.events.on(name, (payload) => put({ [name]: payload })));
      stops.push(
        facade.events.on('core', (core) => {
          set({ core });
          if (core.state === 'ready') void returned();
        }),
      );
      void refresh();
      return () => {
        for (const stop of stops) stop();
      };
    },
    refresh,
    putCase: (view) => put({ case: view }),
    onReturn(listener) {
      returns.add(listener);
      return () => returns.delete(listener);
    },
  };
}
