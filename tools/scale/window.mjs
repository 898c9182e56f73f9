// A window without screen and devices: its own encrypted store, the outbox, the delivery loop and the province's client.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { must } from './programs.mjs';

/** A sealed receipt of one page and its form come to about this much (docs/scale.md). */
const PDF_BYTES = 180_000;

/**
 * A sealed receipt and its parcel as sealing makes them; about 250 kB when sent. Every one is another: id, digest and PDF.
 * @param {Record<string, any>} parts
 * @param {string} windowNo
 */
export function makeParcel({ base }, windowNo, pdfBytes = PDF_BYTES) {
  const { systemIds: ids, sha256 } = base;
  const pdf = new Uint8Array(pdfBytes);
  pdf.set(new TextEncoder().encode('%PDF-1.7\n'));
  pdf.set(ids.bytes(pdfBytes - 9), 9);
  const receiptId = ids.next();
  const sum = sha256(pdf);
  const parcel = {
    receiptId,
    caseId: ids.next(),
    number: `SCALE-${receiptId}`,
    itemSeq: 37,
    windowNo,
    clerk: 'test-01',
    grantRef: `G-${receiptId}`,
    sealedAt: Date.now(),
    sha256: sum,
    auditHead: sum,
    training: true,
    form: Array.from({ length: 24 }, (_, at) => ({
      key: `field-${at}`,
      label: '申请人姓名',
      value: '样例内容',
      source: at % 3 === 0 ? 'typed' : 'licence:L-1',
    })),
    materials: [],
    pdf: '',
  };
  /** @param {object} value */
  const encode = (value) => new TextEncoder().encode(JSON.stringify(value));
  return {
    receiptId,
    pdf,
    sha256: sum,
    queued: encode(parcel),
    /** As it goes over the line. */
    sent: () => encode({ ...parcel, pdf: Buffer.from(pdf).toString('base64') }),
  };
}

/**
 * @param {Record<string, any>} parts
 * @param {{ dir: string, key: Uint8Array, baseUrl: string, brokers?: string[], templatePath?: string, onDelivered?: (ms: number, ok: boolean) => void }} options
 */
export function openWindow(parts, options) {
  const { audit, base, store: storeModule, outbox, province, delivery, database, receipt } = parts;
  const { systemClock: clock, systemIds: ids, silentLog: log } = base;
  const { dir, key } = options;
  if (options.templatePath !== undefined) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    copyFileSync(options.templatePath, path.join(dir, 'hall.db'));
  }
  const store = must(storeModule.openStore({ driver: database.databaseDriver, dir, key, clock, log }));
  const link = province.createLink({ baseUrl: () => options.baseUrl, clock, ids, credential: null });
  const client = province.createProvinceClient(link.transport, clock);
  const broker =
    options.brokers && options.brokers.length > 0
      ? province.createBrokerDelivery({ servers: options.brokers, clock, tls: link.tls })
      : null;
  const deliverParcel = (broker ?? client).deliverParcel;
  const timed = {
    ...client,
    deliverParcel: async (/** @type {Uint8Array} */ queued, /** @type {Uint8Array} */ file) => {
      const from = performance.now();
      const answer = await deliverParcel(queued, file);
      options.onDelivered?.(performance.now() - from, answer.ok);
      return answer;
    },
  };
  const deps = { store, clock, ids, province: timed, log };
  return {
    store,
    /** Writes what sealing writes: receipt, parcel and audit line in one transaction. @param {ReturnType<typeof makeParcel>} made */
    enqueue({ receiptId, pdf, sha256, queued }) {
      const made = {
        id: receiptId,
        caseId: ids.next(),
        formId: ids.next(),
        itemSeq: 37,
        itemName: '样例事项',
        number: `SCALE-${receiptId}`,
        sealedAt: clock.now(),
        sha256,
        size: pdf.length,
        training: true,
        auditHead: sha256,
        signer: { subject: 'CN', notAfter: 1 },
      };
      store.transaction((/** @type {any} */ tx) => {
        receipt.saveReceipt(tx, made, pdf);
        outbox.enqueueParcel(tx, { receiptId, lane: 'receipts', body: queued }, { ids, clock });
        const facts = { receiptId, number: made.number, sha256 };
        audit.appendAudit(
          tx,
          { actor: 'clerk', action: 'receipt-sealed', caseId: made.caseId, facts },
          { clock },
        );
      });
    },
    delivery: delivery.createDelivery(deps, { onReach: () => {}, onSettled: () => {} }),
    counts: () => outbox.outboxCounts(store.read),
    async close() {
      await broker?.close();
      await link.close();
      store.close();
    },
  };
}
