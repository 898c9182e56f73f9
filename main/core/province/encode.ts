import type { Form } from '../../contract/flow/form';
import type { Grant } from '../../contract/flow/grant';
import type { Receipt } from '../../contract/flow/receipt';
import type { ReceiptParcel } from '../../contract/province/wire';
import { toBase64 } from '../base';

function sourceName(field: Form['fields'][number]): string {
  if (field.source === null) return '';
  return field.source.from === 'licence' ? `licence:${field.source.licenceId}` : field.source.from;
}

/** The bytes to be queued: what the province takes in for one sealed receipt. */
export function encodeParcel(
  receipt: Receipt,
  about: { form: Form; grant: Grant; windowNo: string; clerk: string },
  pdf: Uint8Array,
): Uint8Array {
  const parcel: ReceiptParcel = {
    receiptId: receipt.id,
    caseId: receipt.caseId,
    number: receipt.number,
    itemSeq: receipt.itemSeq,
    windowNo: about.windowNo,
    clerk: about.clerk,
    grantRef: about.grant.provinceRef,
    sealedAt: receipt.sealedAt,
    sha256: receipt.sha256,
    auditHead: receipt.auditHead,
    training: receipt.training,
    form: about.form.fields.map((field) => ({
      key: field.key,
      label: field.label,
      value: field.value,
      source: sourceName(field),
    })),
    materials: about.form.materials.map(({ key, name, settlement, licenceId, paperReason }) => ({
      key,
      name,
      settlement,
      licenceId,
      reason: paperReason,
    })),
    pdf: toBase64(pdf),
  };
  return new TextEncoder().encode(JSON.stringify(parcel));
}
