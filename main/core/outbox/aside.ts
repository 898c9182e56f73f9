import type { Parcel } from '../../contract/flow/parcel';
import type { Clock } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';
import { parcelOfReceipt } from './queries';
import { OF_RECEIPT } from './rows';

/**
 * So many may stand aside of one lane while nothing behind them has arrived: where everything fails it is the province
 * and not the parcels, and their order is worth keeping.
 */
export const MOST_ASIDE = 32;

/** Between the name of a lane and the receipt that stepped aside of it. */
export const ASIDE = '/';
/** The sign after it: where the names of those aside of a lane end. */
const BEHIND_ASIDE = '0';

const LONG_ATTEMPTS = 20;
const LONG_MS = 24 * 60 * 60_000;
/** Within so long something else has to have arrived, or it may be the province. */
const LATELY_MS = 60 * 60_000;

/** In a lane of its own, for the rest to go on. */
export const isAside = ({ lane }: Pick<Parcel, 'lane'>): boolean => lane.includes(ASIDE);

/**
 * A parcel that fails again and again by itself gets a lane of its own, for good: it is tried on, with its own growing
 * pauses, and the rest of the lane goes on. Only what is leased steps aside. False where it stays: where it stands aside
 * already, and where as many as may do and nothing newer than them was acknowledged.
 */
export function stepAside(tx: SqlTx, receiptId: string): boolean {
  const parcel = parcelOfReceipt(tx, receiptId);
  if (parcel === null || parcel.state !== 'leased' || isAside(parcel)) return false;
  const { lane } = parcel;
  const aside = tx.get<{ parcels: number; newest: number | null }>(
    `SELECT count(*) AS parcels, max(seq) AS newest FROM parcel INDEXED BY parcel_open
     WHERE state IN ('waiting', 'leased', 'later') AND lane > ? AND lane < ?`,
    lane + ASIDE,
    lane + BEHIND_ASIDE,
  );
  if ((aside?.parcels ?? 0) >= MOST_ASIDE && newestArrival(tx).seq <= (aside?.newest ?? 0)) return false;
  return tx.run(`UPDATE parcel SET lane = ? WHERE ${OF_RECEIPT}`, lane + ASIDE + receiptId, receiptId) > 0;
}

/**
 * A person has to look: it stands aside, has been tried for a day and more than a few times, and receipts that were sealed
 * after it arrive.
 */
export function hasLongFailed(reader: SqlReader, receiptId: string, { clock }: { clock: Clock }): boolean {
  const parcel = parcelOfReceipt(reader, receiptId);
  if (parcel === null || !isAside(parcel) || parcel.attempts < LONG_ATTEMPTS) return false;
  const now = clock.now();
  const seq = reader.get<{ seq: number }>('SELECT seq FROM receipt WHERE id = ?', receiptId)?.seq ?? 0;
  const arrival = newestArrival(reader);
  return now - parcel.createdAt >= LONG_MS && arrival.seq > seq && now - arrival.at <= LATELY_MS;
}

/** The newest parcel that the province has, and when it said so; numbers do not depend on the clock. */
function newestArrival(reader: SqlReader): { seq: number; at: number } {
  return (
    reader.get<{ seq: number; at: number }>(
      'SELECT parcel_seq AS seq, acknowledged_at AS at FROM acknowledgement ORDER BY parcel_seq DESC LIMIT 1',
    ) ?? { seq: 0, at: 0 }
  );
}
