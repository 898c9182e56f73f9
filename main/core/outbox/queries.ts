import type { Acknowledgement } from '../../contract/flow/acknowledgement';
import { type Parcel, ParcelState } from '../../contract/flow/parcel';
import type { SqlReader } from '../../contract/ports/database';
import { OF_RECEIPT, PARCEL_COLUMNS, PARCEL_ROWS, type ParcelRow, parcelOfRow } from './rows';

/**
 * Parcels by state; every row counts, also one that cannot be understood. Those that wait are counted as what is left of all, whose
 * number is the newest parcel's (parcels follow each other and are never removed).
 */
export function outboxCounts(reader: SqlReader): Record<ParcelState, number> {
  const counts = { waiting: 0, leased: 0, later: 0, parked: 0, acknowledged: 0 };
  const newest = reader.get<{ newest: number | null }>('SELECT max(seq) AS newest FROM parcel')?.newest ?? 0;
  for (const row of reader.all<{ state: string; parcels: number }>(
    'SELECT state, parcels FROM parcel_count',
  )) {
    const state = ParcelState.safeParse(row.state);
    counts[state.success ? state.data : 'parked'] += row.parcels;
  }
  const others = counts.leased + counts.later + counts.parked + counts.acknowledged;
  return { ...counts, waiting: Math.max(newest - others, 0) };
}

/** What still has to be sent or looked at first, then what is delivered; the newest first in both. */
export function listParcels(reader: SqlReader, { limit }: { limit: number }): Parcel[] {
  const unfinished = reader.all<ParcelRow>(
    `SELECT ${PARCEL_COLUMNS} FROM ${PARCEL_ROWS} WHERE parcel.seq IN (
       SELECT seq FROM parcel INDEXED BY parcel_open WHERE state IN ('waiting', 'leased', 'later')
       UNION SELECT seq FROM parcel WHERE state = 'parked') ORDER BY parcel.seq DESC LIMIT ?`,
    limit,
  );
  const delivered = reader.all<ParcelRow>(
    `SELECT ${PARCEL_COLUMNS} FROM ${PARCEL_ROWS} WHERE state = 'acknowledged' ORDER BY parcel.seq DESC LIMIT ?`,
    limit - unfinished.length,
  );
  return [...unfinished, ...delivered].map(parcelOfRow).filter((parcel) => parcel !== null);
}

export function parcelOfReceipt(reader: SqlReader, receiptId: string): Parcel | null {
  const row = reader.get<ParcelRow>(
    `SELECT ${PARCEL_COLUMNS} FROM ${PARCEL_ROWS} WHERE receipt.id = ?`,
    receiptId,
  );
  return row === undefined ? null : parcelOfRow(row);
}

interface AcknowledgementRow {
  readonly province_ref: string;
  readonly received_at: number;
  readonly acknowledged_at: number;
  readonly duplicate: number;
}

export function acknowledgementOf(reader: SqlReader, receiptId: string): Acknowledgement | null {
  const row = reader.get<AcknowledgementRow>(
    `SELECT province_ref, received_at, acknowledged_at, duplicate FROM acknowledgement WHERE parcel_${OF_RECEIPT}`,
    receiptId,
  );
  if (row === undefined) return null;
  return {
    receiptId,
    provinceRef: row.province_ref,
    receivedAt: row.received_at,
    acknowledgedAt: row.acknowledged_at,
    duplicate: row.duplicate === 1,
  };
}
