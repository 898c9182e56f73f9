import type { HandlingView, ParcelView, ReceiptView } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import { type AuditAction, appendAudit } from '../../audit';
import { toBase64 } from '../../base';
import { unpark } from '../../outbox';
import { caseIdOf } from '../../receipt';
import { handlingOf } from '../case/routing';
import type { CaseworkDeps } from '../deps';
import type { SealKeeper } from '../sealing/seal-keeper';
import { listParcelViews } from './parcel-list';
import { listReceiptViews, type StoredVerdict, storedPdf, verifyStored } from './stored-receipts';

export interface ReceiptDesk {
  receipts(limit: number): ReceiptView[];
  /** On record. RECEIPT_AT_PROVINCE, RECEIPT_UNKNOWN. */
  receiptFile(id: string): Result<{ pdf: string }>;
  /** It is about to go to the printer, on record. RECEIPT_UNKNOWN. */
  printReceipt(id: string): Result<null>;
  verifyStored(id: string): Promise<Result<StoredVerdict>>;
  /** In whose inbox the province has put the receipt's case (R93). */
  handling(id: string): Promise<Result<HandlingView>>;
  parcels(limit: number): ParcelView[];
  /** On record, with who did it and what the parcel was parked for. */
  unpark(id: string): Result<null>;
}

/** What is done with sealed receipts and their parcels, the case they are of named in each line of the record. */
export function createReceiptDesk(
  deps: CaseworkDeps,
  ports: { seal: Pick<SealKeeper, 'roots'>; actor: () => string; onUnparked: () => void },
): ReceiptDesk {
  const { store, clock } = deps;

  function audited(action: AuditAction, receiptId: string): void {
    const caseId = caseIdOf(store.read, receiptId) ?? null;
    store.transaction((tx) =>
      appendAudit(tx, { actor: ports.actor(), action, caseId, facts: { receiptId } }, deps),
    );
  }

  return {
    receipts: (limit) => listReceiptViews(store.read, limit),
    receiptFile(id) {
      const pdf = storedPdf(store.read, id);
      if (!pdf.ok) return pdf;
      audited('receipt-opened', id);
      return { ok: true, value: { pdf: toBase64(pdf.value) } };
    },
    printReceipt(id) {
      if (caseIdOf(store.read, id) === undefined) return fail('RECEIPT_UNKNOWN');
      audited('receipt-printed', id);
      return { ok: true, value: null };
    },
    verifyStored: (id) => verifyStored(store.read, id, { trust: ports.seal.roots(), now: clock.now() }),
    handling: (id) => handlingOf(deps, id),
    parcels: (limit) => listParcelViews(store.read, limit),
    unpark(id) {
      const moved = store.transaction((tx) => {
        const waiting = unpark(tx, id, deps);
        if (!waiting.ok) return waiting;
        const facts = { receiptId: id, code: waiting.value.lastCode };
        const caseId = caseIdOf(tx, id) ?? null;
        appendAudit(tx, { actor: ports.actor(), action: 'parcel-unparked', caseId, facts }, deps);
        return waiting;
      });
      if (!moved.ok) return moved;
      ports.onUnparked();
      return { ok: true, value: null };
    },
  };
}
