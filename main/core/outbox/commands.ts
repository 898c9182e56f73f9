import type { FailureCode } from '../../contract/failures/codes';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { Acknowledgement } from '../../contract/flow/acknowledgement';
import type { Parcel, ParcelState } from '../../contract/flow/parcel';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { SqlTx } from '../../contract/ports/database';
import { ASIDE, isAside } from './aside';
import { delayMs, MAX_ASIDE_MS, MAX_BACKOFF_MS } from './backoff';
import { acknowledgementOf, parcelOfReceipt } from './queries';
import { OF_RECEIPT } from './rows';

export interface OutboxPorts {
  readonly ids: Ids;
  readonly clock: Clock;
}

/**
 * The promise to deliver, saved in the transaction that saves the receipt. `body` is sent as it is and means nothing
 * here. One parcel per receipt: a second one is a programmer's error and undoes the whole transaction.
 */
export function enqueueParcel(
  tx: SqlTx,
  { receiptId, lane, body }: { receiptId: string; lane: string; body: Uint8Array },
  { clock }: Pick<OutboxPorts, 'clock'>,
): Parcel {
  if (body.length === 0) throw new RangeError('a parcel has a body');
  if (lane.includes(ASIDE)) throw new RangeError('no lane is one of a parcel that stepped aside');
  const now = clock.now();
  const added = tx.run(
    `INSERT INTO parcel (seq, lane, state, attempts, created_at, due_at, leased_until, last_code, has_body)
     SELECT seq, ?, 'waiting', 0, ?, ?, NULL, '', 1 FROM receipt WHERE id = ?`,
    lane,
    now,
    now,
    receiptId,
  );
  if (added === 0) throw new RangeError('a parcel is that of a receipt');
  tx.run('INSERT INTO parcel_body (parcel_seq, body) VALUES (last_insert_rowid(), ?)', body);
  return {
    receiptId,
    lane,
    state: 'waiting',
    attempts: 0,
    createdAt: now,
    dueAt: now,
    leasedUntil: null,
    lastCode: '',
  };
}

/**
 * The province's word, true whenever it comes: also for a parcel that was parked, postponed or leased anew meanwhile.
 * The bytes are deleted. A second word with the same reference gets the first acknowledgement back; one with
 * another reference changes nothing (OUTBOX_PARCEL_STATE). OUTBOX_PARCEL_UNKNOWN; PROVINCE_ANSWER_INVALID for a word
 * that says nothing (no reference) or that was given for another parcel already.
 */
export function acknowledge(
  tx: SqlTx,
  receiptId: string,
  { provinceRef, receivedAt, duplicate }: { provinceRef: string; receivedAt: number; duplicate: boolean },
  { clock }: Pick<OutboxPorts, 'clock'>,
): Result<Acknowledgement> {
  const parcel = parcelOfReceipt(tx, receiptId);
  if (parcel === null) return fail('OUTBOX_PARCEL_UNKNOWN');
  const earlier = acknowledgementOf(tx, receiptId);
  if (earlier !== null) return earlier.provinceRef === provinceRef ? ok(earlier) : wrongState(parcel);
  const word = Acknowledgement.safeParse({
    receiptId,
    provinceRef,
    receivedAt,
    acknowledgedAt: clock.now(),
    duplicate,
  });
  if (!word.success) return fail('PROVINCE_ANSWER_INVALID');
  const spoken = tx.get('SELECT 1 FROM acknowledgement WHERE province_ref = ?', provinceRef);
  if (spoken !== undefined) return fail('PROVINCE_ANSWER_INVALID', { why: 'other-parcel' });
  tx.run(
    `INSERT INTO acknowledgement (parcel_seq, province_ref, received_at, acknowledged_at, duplicate)
     SELECT seq, ?, ?, ?, ? FROM receipt WHERE id = ?`,
    provinceRef,
    receivedAt,
    word.data.acknowledgedAt,
    duplicate ? 1 : 0,
    receiptId,
  );
  tx.run(
    `UPDATE parcel SET state = 'acknowledged', leased_until = NULL, last_code = '', has_body = 0 WHERE ${OF_RECEIPT}`,
    receiptId,
  );
  return ok(word.data);
}

function wrongState(parcel: Parcel): Result<never> {
  return fail('OUTBOX_PARCEL_STATE', { state: parcel.state });
}

/** The parcel, if it is there and in one of the states a command starts from. */
function parcelIn(tx: SqlTx, receiptId: string, states: readonly ParcelState[]): Result<Parcel> {
  const parcel = parcelOfReceipt(tx, receiptId);
  if (parcel === null) return fail('OUTBOX_PARCEL_UNKNOWN');
  return states.includes(parcel.state) ? ok(parcel) : wrongState(parcel);
}

/**
 * The attempt failed in a way that passes: again later, when the province said (`retryAfterMs`, at most an hour) or
 * after a back-off that grows with the attempts. Only what is leased can be postponed.
 */
export function postpone(
  tx: SqlTx,
  receiptId: string,
  { code, retryAfterMs }: { code: FailureCode; retryAfterMs: number | null },
  { ids, clock }: OutboxPorts,
): Result<Parcel> {
  const parcel = parcelIn(tx, receiptId, ['leased']);
  if (!parcel.ok) return parcel;
  const longestMs = isAside(parcel.value) ? MAX_ASIDE_MS : MAX_BACKOFF_MS;
  const dueAt = clock.now() + delayMs(retryAfterMs, parcel.value.attempts, ids.fraction(), longestMs);
  tx.run(
    `UPDATE parcel SET state = 'later', due_at = ?, leased_until = NULL, last_code = ? WHERE ${OF_RECEIPT}`,
    dueAt,
    code,
    receiptId,
  );
  return ok({ ...parcel.value, state: 'later', dueAt, leasedUntil: null, lastCode: code });
}

/**
 * Set aside for a person to look at; never deleted. A parked parcel does not hold up its lane: each receipt stands for
 * itself, and one that the province refuses must not keep everybody else's from arriving.
 */
export function park(tx: SqlTx, receiptId: string, code: FailureCode): Result<Parcel> {
  const parcel = parcelIn(tx, receiptId, ['waiting', 'leased', 'later', 'parked']);
  if (!parcel.ok) return parcel;
  tx.run(
    `UPDATE parcel SET state = 'parked', leased_until = NULL, last_code = ? WHERE ${OF_RECEIPT}`,
    code,
    receiptId,
  );
  return ok({ ...parcel.value, state: 'parked', leasedUntil: null, lastCode: code });
}

/**
 * A person puts a parked parcel back, in its old place in the lane; its back-off starts anew. A parcel parked because
 * its bytes are gone stays where it is (OUTBOX_PARCEL_STATE).
 */
export function unpark(tx: SqlTx, receiptId: string, { clock }: { clock: Clock }): Result<Parcel> {
  const parcel = parcelIn(tx, receiptId, ['parked']);
  if (!parcel.ok) return parcel;
  const dueAt = clock.now();
  const changed = tx.run(
    `UPDATE parcel SET state = 'waiting', due_at = ?, attempts = 0 WHERE ${OF_RECEIPT}
     AND EXISTS (SELECT 1 FROM parcel_body WHERE parcel_seq = parcel.seq AND length(body) > 0)`,
    dueAt,
    receiptId,
  );
  return changed === 0
    ? wrongState(parcel.value)
    : ok({ ...parcel.value, state: 'waiting', dueAt, attempts: 0 });
}
