import type { ParcelView } from '../../../contract/calls';
import { FAILURE_CODES, type FailureCode } from '../../../contract/failures/codes';
import { failure } from '../../../contract/failures/failure';
import type { SqlReader } from '../../../contract/ports/database';
import { acknowledgementOf, isAside, listParcels } from '../../outbox';
import { receiptById } from '../../receipt';

const isFailureCode = (code: string): code is FailureCode =>
  (FAILURE_CODES as readonly string[]).includes(code);

/** What stands in the queue, with the receipt each parcel brings. */
export function listParcelViews(read: SqlReader, limit: number): ParcelView[] {
  return listParcels(read, { limit }).map((parcel) => {
    const receipt = receiptById(read, parcel.receiptId);
    const { receiptId, state, attempts, createdAt, dueAt, lastCode } = parcel;
    return {
      receiptId,
      state,
      attempts,
      createdAt,
      dueAt,
      aside: isAside(parcel),
      provinceRef: acknowledgementOf(read, receiptId)?.provinceRef ?? '',
      receiptNumber: receipt?.number ?? '',
      itemName: receipt?.itemName ?? '',
      lastFailure: isFailureCode(lastCode) ? failure(lastCode) : null,
    };
  });
}
