import { expect, it } from 'vitest';
import type { StationView } from '../../../../main/contract/calls';
import { failure } from '../../../../main/contract/failures/failure';
import { type HallState, saidOnBar } from '../../../../renderer/hall';
import { aSnapshot } from '../a-snapshot';

const FULL = failure('STORE_DISK_FULL');
const GONE = failure('CORE_FAULT');

function state(change: Partial<HallState>, station: Partial<StationView> = {}): HallState {
  const snapshot = aSnapshot();
  return {
    core: { state: 'ready', failure: null },
    snapshot: { ...snapshot, station: { ...snapshot.station, store: 'open', ...station } },
    failure: null,
    ...change,
  };
}

it.each([
  ['nothing while all is well', state({}), null],
  ['why nothing can be written', state({}, { storeFailure: FULL }), FULL],
  [
    'nothing of a store that does not open: the sign-in does',
    state({}, { store: 'failed', storeFailure: FULL }),
    null,
  ],
  ['why what is shown is old', state({ failure: GONE }, { storeFailure: FULL }), GONE],
  ['nothing before anything is shown: the opening page does', state({ failure: GONE, snapshot: null }), null],
  ['why the core is gone', state({ core: { state: 'gone', failure: GONE } }, { storeFailure: FULL }), GONE],
  [
    'that the core starts again, and no failure',
    state({ core: { state: 'restarting', failure: GONE } }, { storeFailure: FULL }),
    null,
  ],
])('the bar says %s', (_what, given, said) => {
  expect(saidOnBar(given)).toEqual(said);
});
