import { Parcel } from '../../contract/flow/parcel';

export const PARCEL_COLUMNS =
  'id, receipt_id, lane, state, attempts, created_at, due_at, leased_until, last_code';

export interface ParcelRow {
  readonly id: string;
  readonly receipt_id: string;
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
    id: row.id,
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
