/**
 * casework: the one conductor. Passes each record from its stage to the next, writes every step, runs the queue.
 * May import: contract, base, the doors of the stages, store, audit, catalogue, clerk. Imported by: api, entry.
 * Writes: case_file; and, in one transaction with the receipt, the parcel and the audit line.
 */

export { type WatchedStore, watchClock, watchStore } from './keepers/store-watch';
export { createOffice, type Office } from './office';
export { createStation, type Station } from './station';
