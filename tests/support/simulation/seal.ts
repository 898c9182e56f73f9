import type { SqlTx } from '../../../main/contract/ports/database';
import type { ReceiptParcel } from '../../../main/contract/province/wire';
import { appendAudit, auditPlace } from '../../../main/core/audit';
import { sha256 as digestOf } from '../../../main/core/base';
import type { CaseworkDeps } from '../../../main/core/casework/deps';
import { enqueueParcel } from '../../../main/core/outbox';
import { saveReceipt } from '../../../main/core/receipt/archive/archive';

export interface Seal {
  readonly receiptId: string;
  readonly lane: string;
  /** As it is queued. */
  readonly body: Uint8Array;
  /** As it is sent. */
  readonly whole: Uint8Array;
}

/**
 * What a case does when it seals, with a file of a few bytes: receipt, parcel and audit line in one transaction. Every other
 * parcel is queued as earlier versions did: with its file in it, and no digest of it written down. `spoilt`: the parcel tells
 * another digest than its file's.
 */
export function sealReceipt(
  deps: CaseworkDeps,
  { lane, atOnce, spoilt = false }: { lane: string; atOnce: boolean; spoilt?: boolean },
  onSealing: (seal: Seal) => void,
): Seal {
  const { store, ids, clock } = deps;
  const receiptId = ids.next();
  const caseId = ids.next();
  const number = `鲁免证受〔2026〕A08-${receiptId.slice(0, 8)}`;
  const pdf = Buffer.from(`%PDF-1.7 ${receiptId}`);
  const sha256 = digestOf(pdf);
  const { seq: auditSeq, head: auditHead } = auditPlace(store.read);
  const sealedAt = clock.now();
  const parcel: ReceiptParcel = {
    receiptId,
    caseId,
    number,
    itemSeq: 37,
    windowNo: 'A08',
    clerk: 'test-01',
    grantRef: 'g',
    sealedAt,
    sha256: spoilt ? 'f'.repeat(64) : sha256,
    auditHead,
    auditSeq,
    training: false,
    form: [],
    materials: [],
    pdf: pdf.toString('base64'),
  };
  const whole = Buffer.from(JSON.stringify(parcel));
  const isEarlier = Number.parseInt(receiptId.slice(-1), 16) % 2 === 0;
  const body = isEarlier ? whole : Buffer.from(JSON.stringify({ ...parcel, pdf: '' }));
  const seal: Seal = { receiptId, lane, body, whole };
  onSealing(seal);
  const receipt = {
    id: receiptId,
    caseId,
    formId: ids.next(),
    itemSeq: 37,
    itemName: '',
    number,
    sealedAt,
    sha256,
    size: pdf.length,
    training: false,
    provisional: false,
    auditHead,
    auditSeq,
    signer: { subject: '', notAfter: sealedAt },
  };
  const keep = (tx: SqlTx) => saveReceipt(tx, receipt, pdf);
  const promise = (tx: SqlTx) => {
    enqueueParcel(tx, { receiptId, lane, body: seal.body }, deps);
    const facts = { receiptId, ...(!isEarlier && { parcel: digestOf(body) }) };
    appendAudit(tx, { actor: 'test-01', action: 'receipt-sealed', caseId, facts }, deps);
  };
  if (atOnce) {
    store.transaction((tx) => {
      keep(tx);
      promise(tx);
    });
  } else {
    store.transaction(keep);
    store.transaction(promise);
  }
  return seal;
}
