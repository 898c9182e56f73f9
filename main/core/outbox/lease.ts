import type { Parcel } from '../../contract/flow/parcel';
import type { SqlReader, SqlTx } from '../../contract/ports/database';
import { ASIDE } from './aside';
import { MAX_DELAY_MS } from './backoff';
import { OF_RECEIPT, PARCEL_COLUMNS, type ParcelRow, parcelOfRow } from './rows';

/** INDEXED BY: nothing else will do with a million parcels, whatever the planner may come to think. */
const openParcel = (besides: string) =>
  `parcel INDEXED BY parcel_open WHERE state IN ('waiting', 'leased', 'later')${besides}`;

/**
 * The head of each lane: its oldest open parcel, by order of arrival. Walks the lanes through the index and touches one
 * row in each, however long a lane has grown while the province was away.
 */
const headsOf = (open: string) => `
WITH RECURSIVE lane (name) AS (
  SELECT min(lane) FROM ${open} AND lane >= ''
  UNION ALL
  SELECT (SELECT min(lane) FROM ${open} AND lane > lane_before.name)
  FROM lane AS lane_before WHERE lane_before.name IS NOT NULL
), head AS (
  SELECT parcel.*
  FROM lane JOIN parcel ON parcel.seq = (SELECT min(seq) FROM ${open} AND lane = lane.name)
)`;

/**
 * Of the heads that may go now, the one that has been due longest; those that stepped aside only when no other may, since
 * each of their attempts may take its whole time. A clock set back must not strand anything: a pause
 * or a lease that ends later than any honest one could (twice over, so that an ordinary correction by a second
 * steals no running lease) counts as over.
 *
 * Parameters: now, the latest credible end of a pause, now, the latest credible end of a lease.
 */
const nextHead = (besides: string) => `${headsOf(openParcel(besides))}
SELECT ${PARCEL_COLUMNS} FROM head AS parcel LEFT JOIN receipt ON receipt.seq = parcel.seq
WHERE state = 'waiting'
  OR (state = 'later' AND (due_at <= ? OR due_at > ?))
  OR (state = 'leased' AND (leased_until <= ? OR leased_until > ?))
ORDER BY instr(lane, '${ASIDE}') > 0, due_at, parcel.seq LIMIT 1`;

const NEXT_HEAD = nextHead('');
/** Parameters: the receipts of the parcels in front as a JSON list, three times, then those of NEXT_HEAD. */
const NEXT_BEHIND = nextHead(
  ' AND seq NOT IN (SELECT seq FROM receipt WHERE id IN (SELECT value FROM json_each(?)))',
);

const BODY = 'SELECT body FROM parcel_body WHERE parcel_seq = ?';

/**
 * Takes the next parcel that may be sent and holds it for `leaseMs`; each taking counts as an attempt. `null` where
 * nothing may go now. Within a lane parcels go in order of arrival, so a head that is being sent or waits for later
 * keeps its lane still; it never keeps another lane. A row that cannot be understood is parked and passed over.
 *
 * `behind`: receipt ids of the parcels taken before and not yet written down; what comes back is next once all of them are
 * acknowledged, and must not be sent before.
 */
export function leaseNext(
  tx: SqlTx,
  { now, leaseMs, behind = [] }: { now: number; leaseMs: number; behind?: readonly string[] },
): { parcel: Parcel; body: Uint8Array } | null {
  const before = JSON.stringify(behind);
  for (;;) {
    const credible = [now, now + 2 * MAX_DELAY_MS, now, now + 2 * leaseMs];
    const head =
      behind.length === 0
        ? tx.get<ParcelRow>(NEXT_HEAD, ...credible)
        : tx.get<ParcelRow>(NEXT_BEHIND, before, before, before, ...credible);
    if (head === undefined) return null;
    const leased = parcelOfRow({
      ...head,
      state: 'leased',
      attempts: head.attempts + 1,
      leased_until: now + leaseMs,
    });
    const body = tx.get<{ body: Uint8Array }>(BODY, head.seq)?.body;
    if (leased === null || body === undefined || body.length === 0) {
      tx.run(
        `UPDATE parcel SET state = 'parked', leased_until = NULL, last_code = 'OUTBOX_PARCEL_STATE' WHERE seq = ?`,
        head.seq,
      );
      continue;
    }
    tx.run(
      `UPDATE parcel SET state = 'leased', attempts = attempts + 1, leased_until = ? WHERE seq = ?`,
      now + leaseMs,
      head.seq,
    );
    return { parcel: leased, body };
  }
}

/** A parcel leased behind another one that was not delivered: back in its place, as if it had not been taken. */
export function giveBack(tx: SqlTx, receiptId: string): void {
  tx.run(
    `UPDATE parcel SET state = 'waiting', leased_until = NULL, attempts = max(attempts - 1, 0)
     WHERE ${OF_RECEIPT} AND state = 'leased'`,
    receiptId,
  );
}

/** At start-up: whoever held a lease is gone, so all leases return to circulation. Returns how many. */
export function releaseLeases(tx: SqlTx): number {
  return tx.run(`UPDATE parcel SET state = 'waiting', leased_until = NULL WHERE state = 'leased'`);
}

/** A person asks for sending now: ends every pause. Returns how many parcels it concerned. */
export function hastenParcels(tx: SqlTx, { now }: { now: number }): number {
  return tx.run(`UPDATE parcel SET state = 'waiting', due_at = ? WHERE state = 'later'`, now);
}

/** When it is worth asking `leaseNext` again: the first instant at which a lane's head may go; `null` where nothing is to be sent. */
export function nextDueAt(reader: SqlReader): number | null {
  const row = reader.get<{ due: number | null }>(
    `${headsOf(openParcel(''))} SELECT min(CASE state WHEN 'leased' THEN leased_until ELSE due_at END) AS due FROM head`,
  );
  return row?.due ?? null;
}
