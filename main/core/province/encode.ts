import type { FieldSource, Form, FormField } from '../../contract/flow/form';
import type { Grant } from '../../contract/flow/grant';
import type { ReceiptStanding } from '../../contract/flow/provisional';
import type { Receipt } from '../../contract/flow/receipt';
import type { ReceiptParcel } from '../../contract/province/wire';
import { sha256, toBase64 } from '../base';
import { queuedParcel } from './parcel';

type ParcelField = ReceiptParcel['form'][number];
type ParcelAttachment = NonNullable<ReceiptParcel['attachments']>[number];

function sourceName(source: FieldSource | null): string {
  if (source === null) return '';
  if (source.from === 'earlier-case') return `earlier-case:${source.caseId}`;
  return source.from === 'licence' ? `licence:${source.licenceId}` : source.from;
}

function encodeField({ key, label, value, source, code, deviation, conflict }: FormField): ParcelField {
  const decided = conflict?.decided;
  return {
    key,
    label,
    value,
    source: sourceName(source),
    ...(code !== undefined && { code }),
    ...(deviation && {
      correction: {
        reason: deviation.reason,
        replaced: sourceName(deviation.former.source),
        at: deviation.at,
      },
    }),
    ...(decided && { decision: { by: decided.by, reason: decided.reason, at: decided.at } }),
  };
}

function encodeAttachments(form: Form, files: ReadonlyMap<string, Uint8Array>): ParcelAttachment[] {
  return form.materials.flatMap((material) =>
    material.attachments.flatMap(({ id, name, mime, sha256 }) => {
      const bytes = files.get(id);
      return bytes ? [{ id, material: material.key, name, mime, sha256, base64: toBase64(bytes) }] : [];
    }),
  );
}

/** The use record of what was used: what failed its checks was not. */
function encodeLicences(copies: Grant['licences']): Pick<ReceiptParcel, 'licences'> {
  const used = copies.filter(({ verdict }) => verdict === 'passed');
  if (used.length === 0) return {};
  return {
    licences: used.map(({ licenceId, typeSeq, library, issuedIn, duties }) => ({
      ...{ licenceId, typeSeq, library, issuedIn, duties },
    })),
  };
}

function encodeStanding(
  form: Form,
  standing: ReceiptStanding | undefined,
): Pick<ReceiptParcel, 'provisional' | 'assumed' | 'follows'> {
  if (!standing) return {};
  if (standing.kind === 'provisional')
    return {
      provisional: true,
      assumed: form.materials.flatMap(({ key, deferred }) => (deferred ? [key] : [])),
    };
  const { id: receiptId, number } = standing.of;
  return { follows: { receiptId, number, outcome: standing.kind } };
}

/** The bytes to be queued: what the province takes in for one sealed receipt, but for its PDF (parcel.ts). */
export function encodeParcel(
  receipt: Receipt,
  about: {
    form: Form;
    grant: Pick<Grant, 'provinceRef'> & Partial<Pick<Grant, 'licences'>>;
    windowNo: string;
    clerk: string;
    /** Bytes of the form's files by their ids. */
    files?: ReadonlyMap<string, Uint8Array>;
    standing?: ReceiptStanding | undefined;
    /** As printed on the receipt; only its digest goes along (R119). */
    evaluationToken?: string;
    /** Who is to handle it; not told for what is not to be handled yet. */
    addressing?: Pick<ReceiptParcel, 'addressed' | 'unaddressed'>;
  },
): Uint8Array {
  const attachments = encodeAttachments(about.form, about.files ?? new Map());
  return queuedParcel({
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
    auditSeq: receipt.auditSeq,
    training: receipt.training,
    form: about.form.fields.map(encodeField),
    materials: about.form.materials.map(({ key, name, settlement, licenceId, paperReason }) => ({
      key,
      name,
      settlement,
      licenceId,
      reason: paperReason,
    })),
    ...(about.evaluationToken !== undefined && { evaluationTokenSha256: sha256(about.evaluationToken) }),
    ...encodeLicences(about.grant.licences ?? []),
    ...encodeStanding(about.form, about.standing),
    ...about.addressing,
    ...(attachments.length > 0 && { attachments }),
  });
}
