import type { ErrandCounts, ErrandsView, WaitingCaseView } from '../../../contract/calls';
import type { CaseworkDeps } from '../deps';
import { countErrands, listErrands, scoreDepartments } from './errands';

/** What a clerk sees of the office's own list (待办). */
export interface ErrandRoom {
  counts(): ErrandCounts;
  list(limit: number): ErrandsView;
}

export function createErrandRoom(
  { store, clock }: Pick<CaseworkDeps, 'store' | 'clock'>,
  ports: { waiting: () => WaitingCaseView[]; showsWaiting: () => boolean },
): ErrandRoom {
  const countsOf = (waiting: readonly WaitingCaseView[]): ErrandCounts => ({
    ...countErrands(store.read, clock.now()),
    waiting: waiting.length,
    ready: waiting.filter(({ ready }) => ready).length,
  });
  return {
    counts: () => countsOf(ports.waiting()),
    list(limit) {
      const now = clock.now();
      const waiting = ports.waiting();
      return {
        counts: countsOf(waiting),
        waiting: ports.showsWaiting() ? waiting : [],
        errands: listErrands(store.read, { limit, now }),
        scores: scoreDepartments(store.read, now),
      };
    },
  };
}
