import type { Acknowledgement } from '../../contract/flow/acknowledgement';
import { type Parcel, ParcelState } from '../../contract/flow/parcel';
import type { SqlReader } from '../../contract/ports/database';
import { PARCEL_COLUMNS, type ParcelRow, parcelOfRow } from './rows';

/** Parcels by state; every row counts, also one that cannot be understood. */
export function outboxCounts(reader: SqlReader): Record<ParcelState, number> {
  const counts = { waiting: 0, leased: 0, later: 0, parked: 0, acknowledged: 0 };
  for (const row of reader.all<{ state: string; parcels: number }>(
    'SELECT state, parcels FROM parcel_count',
  )) {
    const state = ParcelState.safeParse(row.state);
    counts[state.success ? state.data : 'parked'] += row.parcels;
  }
  return counts;
}

function understood(rows: ParcelRow[]): Parcel[] {
  return rows.map(parcelOfRow).filter((parcel) => parcel !== null);
}

/** What still has to be sent or looked at first, then what is delivered; the newest first in both. */
export function listParcels(reader: SqlReader, { limit }: { limit: number }): Parcel[] {
  const rows = reader.all<ParcelRow>(
    `SELECT ${PARCEL_COLUMNS} FROM parcel ORDER BY state = 'acknowledged', seq DESC LIMIT ?`,
    limit,
  );
  return understood(rows);
}

export function parcelById(reader: SqlReader, parcelId: string): Parcel | null {
  const row = reader.get<ParcelRow>(`SELECT ${PARCEL_COLUMNS} FROM parcel WHERE id = ?`, parcelId);
  return row === undefined ? null : parcelOfRow(row);
}

export function parcelOfReceipt(reader: SqlReader, receiptId: string): Parcel | null {
  const row = reader.get<ParcelRow>(`SELECT ${PARCEL_COLUMNS} FROM parcel WHERE receipt_id = ?`, receiptId);
  return row === undefined ? null : parcelOfRow(row);
}

interface AcknowledgementRow {
  readonly id: string;
  readonly province_ref: string;
  readonly received_at: number;
  readonly acknowledged_at: number;
  readonly duplicate: number;
}

export function acknowledgementOf(reader: SqlReader, parcelId: string): Acknowledgement | null {
  const row = reader.get<AcknowledgementRow>(
    'SELECT id, province_ref, received_at, acknowledged_at, duplicate FROM acknowledgement WHERE parcel_id = ?',
    parcelId,
  );
  if (row === undefined) return null;
  return {
    id: row.id,
    parcelId,
    provinceRef: row.province_ref,
    receivedAt: row.received_at,
    acknowledgedAt: row.acknowledged_at,
    duplicate: row.duplicate === 1,
  };
}
