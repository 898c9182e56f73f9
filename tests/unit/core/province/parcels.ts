/** A sealed receipt with its form, and what the province says when it has taken it in. */
import type { Form } from '../../../../main/contract/flow/form';
import type { Grant } from '../../../../main/contract/flow/grant';
import type { Receipt } from '../../../../main/contract/flow/receipt';
import { sha256, systemIds } from '../../../../main/core/base';
import { encodeParcel } from '../../../../main/core/province';

export const PDF = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0, 255, 128, 10]);

/** `queued`: as sealing puts it into the queue; its PDF goes along when it is sent. */
export function sealed(pdf = PDF): { receipt: Receipt; queued: Uint8Array; pdf: Uint8Array } {
  const receipt: Receipt = {
    id: systemIds.next(),
    caseId: systemIds.next(),
    formId: systemIds.next(),
    itemSeq: 37,
    itemName: '经济困难老年人补贴',
    number: '鲁免证受〔2026〕3701020001-000012',
    sealedAt: 1_795_000_000_000,
    sha256: sha256(pdf),
    size: pdf.byteLength,
    training: true,
    auditHead: '0'.repeat(64),
    auditSeq: 7,
    provisional: false,
    signer: { subject: 'CN=样例大厅', notAfter: 1_895_000_000_000 },
  };
  const plain = {
    group: '基本',
    type: 'text' as const,
    required: false,
    options: [],
    locked: true,
    problem: null,
    hidden: false,
    classification: 3,
    masked: false,
    conflict: null,
    deviation: null,
  };
  const form: Form = {
    id: receipt.formId,
    grantId: systemIds.next(),
    itemSeq: 37,
    fields: [
      {
        ...plain,
        key: 'name',
        label: '姓名',
        value: '𠮷野“周”\n明远',
        source: {
          from: 'licence',
          licenceId: 'L-1',
          typeSeq: 1,
          name: '居民身份证',
          issuer: '样例市公安局',
          element: 'name',
          at: 1,
        },
      },
      {
        ...plain,
        key: 'own',
        label: '本人',
        value: 'a',
        source: { from: 'id-card', element: 'name', at: 1 },
      },
      {
        ...plain,
        key: 'held',
        label: '持证',
        value: 'b',
        source: { from: 'holder', element: 'name', at: 1 },
      },
      { ...plain, key: 'typed', label: '填写', value: 'c', source: { from: 'clerk', at: 1 } },
      { ...plain, key: 'none', label: '空白', value: '', source: null },
    ],
    materials: [
      {
        key: 'identity',
        name: '居民身份证',
        settlement: 'sharing',
        licenceId: 'L-1',
        licenceName: '居民身份证',
        basis: '依据',
        settled: true,
        pledgeText: '',
        pledge: null,
        paperReason: '',
        hidden: false,
        attachable: false,
        attachments: [],
      },
    ],
    tables: [],
  };
  const grant = { provinceRef: 'G-1' } as Grant;
  return {
    receipt,
    queued: encodeParcel(receipt, { form, grant, windowNo: 'A08', clerk: '370102-01' }),
    pdf,
  };
}

export const takenIn = (receipt: Receipt) => ({
  receiptId: receipt.id,
  provinceRef: 'PX-1',
  receivedAt: 5,
  duplicate: false,
});
