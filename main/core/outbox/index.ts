/**
 * outbox: what has to reach the province, in lanes, each parcel leased while it is being sent, postponed with a growing
 * pause, aside of its lane where it alone keeps failing, parked when only a person can help, acknowledged for good; never deleted. Writer of parcel, parcel_body and acknowledgement.
 * May import: contract, base. Imported by: casework.
 */
export { hasLongFailed, isAside, MOST_ASIDE, stepAside } from './aside';
export { backoffMs } from './backoff';
export { acknowledge, enqueueParcel, park, postpone, unpark } from './commands';
export { giveBack, hastenParcels, leaseNext, nextDueAt, releaseLeases } from './lease';
export {
  acknowledgementOf,
  listParcels,
  outboxCounts,
  parcelOfReceipt,
} from './queries';
