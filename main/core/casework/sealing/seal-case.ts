import type { ClerkView } from '../../../contract/calls';
import { DEFAULT_AFTER_CHECK_DAYS, type ItemDefinition } from '../../../contract/catalogue/types';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { Form } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import type { ReceiptStanding } from '../../../contract/flow/provisional';
import type { Receipt } from '../../../contract/flow/receipt';
import type { SqlTx } from '../../../contract/ports/database';
import type { SealToken } from '../../../contract/ports/seal-token';
import { appendAudit, auditPlace } from '../../audit';
import { hallTime, maskNumber, sha256 } from '../../base';
import { countForm, recordFigure, recordQuality } from '../../figures';
import { signatureOn, submittedForm } from '../../form';
import { enqueueParcel } from '../../outbox';
import { encodeParcel } from '../../province';
import { nextReceiptNumber, type ReceiptContent, receiptIdOf, saveReceipt, sealReceipt } from '../../receipt';
import type { CaseFile } from '../case/case-file';
import { numberMask } from '../case/licence-views';
import { addressing } from '../case/routing';
import { handledName } from '../case/views';
import type { CaseworkDeps } from '../deps';
import { pledgeRegistration } from '../errands/errand-requests';
import { makeErrand } from '../errands/errands';
import { attachmentBytes } from '../form/attachments';
import { decisionBasis } from './decision-basis';
import { pledgeCheck } from './pledges';

/** All receipts of this issue go to one service of the province; each stands for itself, and one that alone fails steps aside. */
const LANE = 'receipts';

const NOTES: readonly string[] = [
  '本通知书由免证窗加盖电子印章，与纸质文书具有同等效力，可在任一政务服务窗口核验。',
  '申请人对所引用的证照信息有异议的，可在窗口当场提出，由发证部门核实更正。',
];

export interface SealRequest {
  file: CaseFile;
  form: Form;
  grant: Grant;
  definition: ItemDefinition;
  token: SealToken;
  clerk: ClerkView;
  /** Who seals, where it is not the clerk. */
  actor?: 'station';
  /** Taken in while the province was away, or what came of that. */
  standing?: ReceiptStanding;
  /** The case id of the receipt, where it follows one of `file`. */
  followUpId?: string;
}

/** Printed for the applicant and kept nowhere: who has the receipt can rate, nobody else (R119). */
const TOKEN_BYTES = 18;

/** Who stood at the window for the holder, as what (R104). */
function actorOf({ actor, evidence: role }: Grant): Pick<ReceiptContent, 'actor'> {
  if (!actor || (role !== 'guardian' && role !== 'agent' && role !== 'enterprise-agent')) return {};
  return { actor: { role, name: actor.name, maskedNumber: maskNumber(actor.code) } };
}

/** The applicant's signature, where they signed what is sealed. */
function signedContent(form: Form, { holder }: Grant): Pick<ReceiptContent, 'signed'> {
  const signed = signatureOn(form, holder);
  return signed ? { signed } : {};
}

function contentOf(
  deps: CaseworkDeps,
  request: SealRequest,
  printed: Pick<ReceiptContent, 'receiptId' | 'number' | 'auditPlace' | 'evaluation'>,
): ReceiptContent {
  const { form, grant, definition, clerk } = request;
  const place = deps.place();
  const row = deps.catalogue.item(definition.seq);
  const edition = deps.catalogue.inEdition(request.file.edition);
  const shownNumber = numberMask(edition, grant, { definition, revealed: new Set() });
  return {
    ...printed,
    training: deps.training,
    hall: { name: place.hallName, windowNo: place.windowNo, clerkName: clerk.name },
    item: {
      seq: definition.seq,
      name: handledName(edition, definition.seq),
      department: row.ok ? row.value.department : '',
      legalBasis: definition.legalBasis,
      handlingDays: definition.handlingDays,
    },
    applicant: {
      kind: grant.holder.kind,
      name: grant.holder.name,
      maskedNumber: maskNumber(grant.holder.code),
    },
    ...actorOf(grant),
    acceptedDay: hallTime(deps.clock.now()).day,
    purpose: grant.purpose,
    materials: form.materials,
    licences: grant.licences
      .filter((licence) => licence.verdict === 'passed')
      .map(({ number, ...copy }) => ({
        ...copy,
        maskedNumber: shownNumber({ number, typeSeq: copy.typeSeq }),
      })),
    fields: form.fields,
    ...signedContent(form, grant),
    notes: NOTES,
    ...(request.standing && { standing: request.standing }),
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
  const caseId = given.followUpId ?? given.file.id;
  const form = submittedForm(given.form);
  const request = { ...given, form };
  // What follows a provisional receipt brings no files of its own: they went with that.
  const isFollowUp = given.standing !== undefined && given.standing.kind !== 'provisional';
  const files = isFollowUp ? ok(new Map<string, Uint8Array>()) : filesOf(deps, given.file.id, form);
  if (!files.ok) return files;
  const { number, receiptId } = store.transaction((tx) => {
    const next = nextReceiptNumber(tx, { year: hallTime(clock.now()).year, windowNo });
    return { number: next, receiptId: receiptIdOf(tx, next, deps) };
  });
  const place = auditPlace(store.read);
  const evaluationToken = Buffer.from(ids.bytes(TOKEN_BYTES)).toString('base64url');
  const content = contentOf(deps, request, {
    receiptId,
    number,
    auditPlace: place,
    evaluation: { caseId, token: evaluationToken },
  });
  const { font, rareFont } = deps;
  const sealed = await sealReceipt({ content, font: font(), rareFont, token: request.token, clock });
  if (!sealed.ok) return sealed;
  const { pdf, size, signer, sealedAt } = sealed.value;
  const receipt: Receipt = {
    id: receiptId,
    caseId,
    formId: request.form.id,
    itemSeq: request.definition.seq,
    itemName: content.item.name,
    number,
    sealedAt,
    sha256: sealed.value.sha256,
    size,
    training: deps.training,
    auditHead: place.head,
    auditSeq: place.seq,
    provisional: given.standing?.kind === 'provisional',
    signer,
  };
  const body = encodeParcel(receipt, {
    form,
    grant: request.grant,
    windowNo,
    clerk: request.clerk.account,
    files: files.value,
    evaluationToken,
    standing: request.standing,
    addressing: isToBeHandled(request.standing)
      ? addressing(deps.catalogue.inEdition(request.file.edition), receipt.itemSeq, deps.region?.() ?? '')
      : {},
  });
  return {
    ok: true,
    value: {
      receiptId,
      write: (tx) => {
        saveReceipt(tx, receipt, pdf);
        if (!isFollowUp)
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
        recordQuality(tx, {
          caseId: receipt.caseId,
          day: content.acceptedDay,
          licences: request.grant?.licences ?? [],
          nameOf: (seq) => deps.catalogue.licenceType(seq)?.name ?? '',
        });
        enqueueParcel(tx, { receiptId, lane: LANE, body }, deps);
        registerPledges(deps, tx, request, content.item.department);
        const facts = {
          receiptId,
          number,
          edition: request.file.edition,
          sha256: receipt.sha256,
          parcel: sha256(body),
          item: receipt.itemSeq,
          pledges: request.form.materials.filter((each) => each.settlement === 'pledge').length,
          ...decisionBasis(tx, request, deps),
        };
        appendAudit(
          tx,
          {
            actor: request.actor ?? request.clerk.account,
            action: 'receipt-sealed',
            caseId: receipt.caseId,
            facts,
          },
          deps,
        );
      },
    },
  };
}

/** What waits for its confirmation, or will not get it, is nobody's yet. */
const isToBeHandled = (standing: ReceiptStanding | undefined): boolean =>
  standing?.kind !== 'provisional' && standing?.kind !== 'lapsed';

/** Each pledge of the sealed receipt goes on the list of those to be checked later (R18), in the same transaction. */
function registerPledges(deps: CaseworkDeps, tx: SqlTx, request: SealRequest, department: string): void {
  const { file, grant, form, clerk } = request;
  for (const material of form.materials) {
    const check = pledgeCheck(tx, file.id, grant.provinceRef, material.key);
    const defined = request.definition.materials.find(({ key }) => key === material.key);
    if (material.settlement !== 'pledge' || !material.settled || !check) continue;
    const afterCheckDays = defined?.afterCheckDays ?? DEFAULT_AFTER_CHECK_DAYS;
    const about = { material, afterCheckDays, exclusionRef: check.ref, department };
    const draft = pledgeRegistration(deps, file, grant, about);
    const { id: caseId } = file;
    if (draft)
      makeErrand(tx, { ...draft, caseId, itemSeq: request.definition.seq, actor: clerk.account }, deps);
  }
}
