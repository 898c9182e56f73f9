import { Parcel } from '../../contract/flow/parcel';

/** Of parcel and its receipt, which has the same number. */
export const PARCEL_COLUMNS =
  'parcel.seq, receipt.id AS receipt_id, lane, state, attempts, created_at, due_at, leased_until, last_code';

/** Both rows, by the number that they share. */
export const PARCEL_ROWS = 'parcel LEFT JOIN receipt ON receipt.seq = parcel.seq';

/** Of a row of parcel: the receipt's with this id. */
export const OF_RECEIPT = 'seq = (SELECT seq FROM receipt WHERE id = ?)';

export interface ParcelRow {
  readonly seq: number;
  /** null: there is none, by another hand than this program's. */
  readonly receipt_id: string | null;
  readonly lane: string;
  readonly state: string;
  readonly attempts: number;
  readonly created_at: number;
  readonly due_at: number;
  readonly leased_until: number | null;
  readonly last_code: string;
}

/** The row as the record it stands for; `null` where it stands for none (damage, another hand). */
export function parcelOfRow(row: ParcelRow): Parcel | null {
  const parsed = Parcel.safeParse({
    receiptId: row.receipt_id,
    lane: row.lane,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    dueAt: row.due_at,
    leasedUntil: row.leased_until,
    lastCode: row.last_code,
  });
  return parsed.success ? parsed.data : null;
}
