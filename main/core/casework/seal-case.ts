import type { ClerkView } from '../../contract/calls';
import type { ItemDefinition } from '../../contract/catalogue/types';
import { fail, type Result } from '../../contract/failures/failure';
import type { Form } from '../../contract/flow/form';
import type { Grant } from '../../contract/flow/grant';
import type { Receipt } from '../../contract/flow/receipt';
import type { SqlTx } from '../../contract/ports/database';
import type { SealToken } from '../../contract/ports/seal-token';
import { appendAudit, auditHead } from '../audit';
import { hallTime, maskNumber, sha256 } from '../base';
import { countForm, recordFigure } from '../figures';
import { submittedForm } from '../form';
import { enqueueParcel } from '../outbox';
import { encodeParcel } from '../province';
import { nextReceiptNumber, type ReceiptContent, saveReceipt, sealReceipt } from '../receipt';
import { attachmentBytes } from './attachments';
import type { CaseFile } from './case-file';
import type { CaseworkDeps } from './deps';
import { handledName } from './views';

/** All receipts of this issue go to one service of the province; each stands for itself. */
const LANE = 'receipts';

const NOTES: readonly string[] = [
  '本通知书由免证窗加盖电子印章，与纸质文书具有同等效力，可在任一政务服务窗口核验。',
  '申请人对所引用的证照信息有异议的，可在窗口当场提出，由发证部门核实更正。',
];

interface SealRequest {
  file: CaseFile;
  form: Form;
  grant: Grant;
  definition: ItemDefinition;
  token: SealToken;
  clerk: ClerkView;
}

function contentOf(
  deps: CaseworkDeps,
  request: SealRequest,
  receiptId: string,
  number: string,
): ReceiptContent {
  const { form, grant, definition, clerk } = request;
  const place = deps.place();
  const row = deps.catalogue.item(definition.seq);
  return {
    receiptId,
    number,
    training: deps.training,
    hall: { name: place.hallName, windowNo: place.windowNo, clerkName: clerk.name },
    item: {
      seq: definition.seq,
      name: handledName(deps.catalogue.inEdition(request.file.edition), definition.seq),
      department: row.ok ? row.value.department : '',
      legalBasis: definition.legalBasis,
      handlingDays: definition.handlingDays,
    },
    applicant: {
      kind: grant.holder.kind,
      name: grant.holder.name,
      maskedNumber: maskNumber(grant.holder.code),
    },
    acceptedDay: hallTime(deps.clock.now()).day,
    purpose: grant.purpose,
    materials: form.materials,
    licences: grant.licences.filter((licence) => licence.verdict === 'passed'),
    fields: form.fields,
    notes: NOTES,
  };
}

/** The files of the form by their ids. STORE_DAMAGED where one cannot be read: a parcel goes out whole or not at all. */
function filesOf(deps: CaseworkDeps, caseId: string, form: Form): Result<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const { id, sha256: digest } of form.materials.flatMap((material) => material.attachments)) {
    const bytes = attachmentBytes(deps.store.read, caseId, id);
    if (bytes === null || sha256(bytes) !== digest) return fail('STORE_DAMAGED', { what: 'attachment' });
    files.set(id, bytes);
  }
  return { ok: true, value: files };
}

/**
 * Seals the case's receipt. What has to be written comes back as `write`, to be run in the transaction that also
 * moves the case on: receipt, parcel and audit line stand or fall together. The document number is taken
 * beforehand, since it is printed; a crash in between leaves a gap in the numbers, never a double.
 */
export async function sealCase(
  deps: CaseworkDeps,
  given: SealRequest,
): Promise<Result<{ receiptId: string; write: (tx: SqlTx) => void }>> {
  const { store, clock, ids } = deps;
  const { windowNo } = deps.place();
  const form = submittedForm(given.form);
  const request = { ...given, form };
  const files = filesOf(deps, given.file.id, form);
  if (!files.ok) return files;
  const receiptId = ids.next();
  const number = store.transaction((tx) =>
    nextReceiptNumber(tx, { year: hallTime(clock.now()).year, windowNo }),
  );
  const head = auditHead(store.read);
  const content = contentOf(deps, request, receiptId, number);
  const sealed = await sealReceipt({ content, font: deps.font(), token: request.token, clock });
  if (!sealed.ok) return sealed;
  const { pdf, size, signer, sealedAt } = sealed.value;
  const receipt: Receipt = {
    id: receiptId,
    caseId: request.file.id,
    formId: request.form.id,
    itemSeq: request.definition.seq,
    itemName: content.item.name,
    number,
    sealedAt,
    sha256: sealed.value.sha256,
    size,
    training: deps.training,
    auditHead: head,
    signer,
  };
  const body = encodeParcel(
    receipt,
    { form, grant: request.grant, windowNo, clerk: request.clerk.account, files: files.value },
    pdf,
  );
  return {
    ok: true,
    value: {
      receiptId,
      write: (tx) => {
        saveReceipt(tx, receipt, pdf);
        recordFigure(tx, {
          caseId: receipt.caseId,
          day: content.acceptedDay,
          windowNo,
          itemSeq: receipt.itemSeq,
          itemName: receipt.itemName,
          department: content.item.department,
          outcome: 'accepted',
          ...countForm(request.form, request.definition),
        });
        enqueueParcel(tx, { receiptId, lane: LANE, body }, deps);
        const facts = {
          receiptId,
          number,
          edition: request.file.edition,
          sha256: receipt.sha256,
          item: receipt.itemSeq,
          pledges: request.form.materials.filter((each) => each.settlement === 'pledge').length,
        };
        appendAudit(
          tx,
          { actor: request.clerk.account, action: 'receipt-sealed', caseId: receipt.caseId, facts },
          deps,
        );
      },
    },
  };
}
