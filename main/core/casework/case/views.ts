import type { CaseView, CredentialView, ItemView, ReceiptView } from '../../../contract/calls';
import type { ItemRow } from '../../../contract/catalogue/types';
import type { Credential } from '../../../contract/flow/credential';
import type { ParcelState } from '../../../contract/flow/parcel';
import type { Provisional } from '../../../contract/flow/provisional';
import type { Receipt } from '../../../contract/flow/receipt';
import { maskNumber } from '../../base';
import type { Catalogue } from '../../catalogue';
import { maskForm, savingsOf, signatureOn } from '../../form';
import { type CaseFile, holderKind } from './case-file';
import { grantView, wantedView } from './licence-views';

export function itemView(catalogue: Catalogue, row: ItemRow): ItemView {
  const found = catalogue.definition(row.seq);
  const definition = found.ok ? found.value : null;
  return {
    ...row,
    defined: definition !== null,
    // The general form is there for people and for enterprises: who it is for shows when somebody identifies himself.
    audience: definition && !definition.generic ? definition.audience : null,
    legalBasis: definition?.legalBasis ?? '',
    handlingDays: definition?.handlingDays ?? 0,
    materialCount: definition?.materials.length ?? 0,
    fieldCount: definition?.fields.length ?? 0,
    generic: definition?.generic ?? false,
    trial: catalogue.isTrial(row.seq),
    parts: (catalogue.theme(row.seq)?.itemSeqs ?? []).map((seq) => itemName(catalogue, seq)),
  };
}

/** Four items of the published list have no name; nothing is guessed for them. */
export function itemName(catalogue: Catalogue, seq: number): string {
  const row = catalogue.item(seq);
  return row.ok && row.value.name !== '' ? row.value.name : `名称缺失（第 ${seq} 项）`;
}

/** What a receipt and a parcel call it: a theme with the items that were taken in as one (R90). */
export function handledName(catalogue: Catalogue, seq: number): string {
  const parts = (catalogue.theme(seq)?.itemSeqs ?? []).map((part) => itemName(catalogue, part));
  const name = itemName(catalogue, seq);
  return parts.length === 0 ? name : `${name}（${parts.join('、')}）`;
}

function credentialView(credential: Credential): CredentialView {
  const common = { frameId: credential.frameId, readAt: credential.readAt, warnings: credential.warnings };
  return credential.kind === 'id-card'
    ? {
        ...common,
        kind: 'id-card',
        document: credential.document,
        format: null,
        name: credential.name,
        numberMasked: maskNumber(credential.number),
        validTo: credential.validTo,
      }
    : {
        ...common,
        kind: 'code',
        document: null,
        format: credential.format,
        name: '',
        numberMasked: '',
        validTo: null,
      };
}

export function receiptView(receipt: Receipt, delivery: ParcelState): ReceiptView {
  const { id, number, itemSeq, itemName, sealedAt, sha256, size, training, provisional, signer } = receipt;
  return {
    id,
    number,
    itemSeq,
    itemName,
    sealedAt,
    sha256,
    size,
    training,
    signerSubject: signer.subject,
    delivery,
    provisional,
  };
}

function provisionalView({ holder, phone, acceptedAt }: Provisional): CaseView['provisional'] {
  const { code, ...rest } = holder;
  return { acceptedAt, holder: { ...rest, codeMasked: maskNumber(code) }, phoneMasked: maskNumber(phone) };
}

/** Whose licences they will be, as far as that is known, and what the applicant said of them. */
const issueFacts = (file: CaseFile) => ({
  kind: holderKind(file),
  holderCode:
    file.grant?.holder.code ??
    file.consent?.holderCode ??
    (file.credential?.kind === 'id-card' ? file.credential.number : null),
  stated: file.stated,
});

function signedView({ form, grant, provisional }: CaseFile): CaseView['formSigned'] {
  const holder = (grant ?? provisional)?.holder;
  const signed = form && holder && signatureOn(form, holder);
  return signed ? { at: signed.at, sha256: signed.sha256 } : null;
}

/** `revealed`: keys of the fields whose values are shown whole, whatever their level. */
export function caseView(
  catalogue: Catalogue,
  file: CaseFile,
  receipt: ReceiptView | null,
  revealed: ReadonlySet<string>,
): Omit<CaseView, 'errands' | 'pledges' | 'routing' | 'backfills' | 'issuable'> {
  const row = file.itemSeq === null ? null : catalogue.item(file.itemSeq);
  const edition = catalogue.inEdition(file.edition);
  const found = file.itemSeq === null ? null : edition.definition(file.itemSeq, holderKind(file));
  const definition = found?.ok ? found.value : null;
  return {
    id: file.id,
    state: file.state,
    openedAt: file.openedAt,
    item: row?.ok ? itemView(catalogue, row.value) : null,
    credential: file.credential && credentialView(file.credential),
    ticket: file.ticket,
    acting: file.acting && {
      ...file.acting,
      helper: file.acting.helper && credentialView(file.acting.helper),
    },
    consent: file.consent && {
      way: file.consent.request.way.kind,
      consentRef: file.consent.answer?.consentRef ?? null,
      expiresAt: file.consent.answer?.expiresAt ?? null,
    },
    wanted: file.itemSeq === null ? [] : wantedView(edition, file.itemSeq, issueFacts(file)),
    provisional: file.provisional && provisionalView(file.provisional),
    grant: file.grant && grantView(edition, file.grant, { definition, revealed }),
    form: file.form && maskForm(file.form, revealed),
    formSigned: signedView(file),
    savings: file.form && savingsOf(file.form),
    receipt,
    waiting: file.waiting,
    failure: file.failure,
  };
}
