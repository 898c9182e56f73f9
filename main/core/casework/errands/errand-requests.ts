import type { z } from 'zod';
import type { MaterialDefinition } from '../../../contract/catalogue/types';
import type { ErrandKind } from '../../../contract/flow/errand';
import type { FormField, FormMaterial } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import type { ObjectionRequest } from '../../../contract/province/objections';
import type { PledgeRequest } from '../../../contract/province/pledges';
import type { FactAsked, VerificationRequest } from '../../../contract/province/verification';
import type { CaseReference } from '../../../contract/province/wire';
import { sha256 } from '../../base';
import { purposeText } from '../../licence';
import type { CaseFile } from '../case/case-file';
import { itemName } from '../case/views';
import type { CaseworkDeps } from '../deps';

type Reference = z.infer<typeof CaseReference>;
type Fact = z.infer<typeof FactAsked>;

/** What becomes an errand; `body` without the `requestId`, which is the errand's id. */
export interface ErrandDraft {
  kind: ErrandKind;
  subject: string;
  label: string;
  department: string;
  body: object;
}

/** Who asks for what, as it stands on the province's log (R48). */
export function referenceOf(deps: CaseworkDeps, file: CaseFile, grant: Grant): Reference {
  const { windowNo } = deps.place();
  return { caseId: file.id, itemSeq: grant.itemSeq, windowNo, clerk: file.clerk, useCause: grant.purpose };
}

/** Of what the workstation asks by itself, maybe long after the case has ended: nobody has to be signed in for it. */
export function stationReference(
  deps: Pick<CaseworkDeps, 'catalogue' | 'place'>,
  { caseId, itemSeq }: { caseId: string; itemSeq: number },
): Reference {
  const useCause = purposeText(itemName(deps.catalogue, itemSeq));
  return { caseId, itemSeq, windowNo: deps.place().windowNo, clerk: 'station', useCause };
}

/** Elements in which a licence says whose it is. */
const HOLDER_NAME = ['name', 'holderName', 'ownerName', 'enterpriseName', 'unitName'];
const HOLDER_CODE = ['idNumber', 'holderIdNumber', 'ownerIdNumber', 'uscc'];

/** Whether the holder has the licence at all is what is asked: by the elements that say whose it is, and no others (R50). */
function holderFacts(elements: readonly { key: string; label: string }[], grant: Grant): Fact[] {
  const { name, code } = grant.holder;
  const facts = elements.flatMap(({ key, label }): Fact[] => {
    if (HOLDER_NAME.includes(key)) return [{ key, label, claimed: name }];
    return HOLDER_CODE.includes(key) ? [{ key, label, claimed: code }] : [];
  });
  const [first] = elements;
  return facts.length === 0 && first ? [{ ...first, claimed: null }] : facts;
}

/** How the catalogue names who keeps a record that is no licence: 由公安部门核验. */
const NAMED_VERIFIER = /由([^，。；：]{2,40}?)(?:向[^，。；：]*)?(?:组织)?(?:核验|核对|核查|审查)/;

/**
 * Asks whoever issued the licence that the material is about, or whom the material's basis names (R27); where neither says
 * it, the department of the item, which has the line to whoever keeps that record.
 */
export function materialVerification(
  deps: CaseworkDeps,
  file: CaseFile,
  grant: Grant,
  material: MaterialDefinition,
): ErrandDraft {
  const edition = deps.catalogue.inEdition(file.edition);
  const type = material.typeSeq === null ? undefined : edition.licenceType(material.typeSeq);
  const item = edition.item(grant.itemSeq);
  const named = NAMED_VERIFIER.exec(material.basis)?.[1];
  const department = type?.issuer ?? named ?? (item.ok ? item.value.department : '');
  const { key, name } = material;
  const body: Omit<VerificationRequest, 'requestId'> = {
    reference: referenceOf(deps, file, grant),
    grantRef: grant.provinceRef,
    department,
    ...(type
      ? {
          subject: { kind: 'licence', typeSeq: type.seq },
          facts: holderFacts(type.elements, grant),
        }
      : {
          subject: { kind: 'material', key, name },
          facts: [{ key, label: name.slice(0, 60), claimed: null }],
        }),
  };
  return { kind: 'verification', subject: `material:${key}`, label: name, department, body };
}

/** Asks the issuer of the value in force whether it is right. Null where no licence says it: then nobody can be asked. */
export function fieldVerification(
  deps: CaseworkDeps,
  file: CaseFile,
  grant: Grant,
  field: FormField,
): ErrandDraft | null {
  const { source } = field;
  if (source?.from !== 'licence') return null;
  const said = grant.licences.find((each) => each.licenceId === source.licenceId)?.elements[source.element];
  const body: Omit<VerificationRequest, 'requestId'> = {
    reference: referenceOf(deps, file, grant),
    grantRef: grant.provinceRef,
    subject: { kind: 'licence', typeSeq: source.typeSeq },
    department: source.issuer,
    facts: [{ key: source.element, label: field.label, claimed: said ?? field.value }],
  };
  return {
    kind: 'verification',
    subject: `field:${field.key}`,
    label: field.label,
    department: source.issuer,
    body,
  };
}

/**
 * Null where the grant holds no such value. The objection is to what was fetched, not to how the form writes it; an element
 * that the licence lacks is objected to as empty, and its issuer completes it (R73).
 */
export function objection(
  deps: CaseworkDeps,
  file: CaseFile,
  grant: Grant,
  about: { licenceId: string; element: string; proposed: string; reason: string },
): ErrandDraft | null {
  const { licenceId, element, proposed, reason } = about;
  const licence = grant.licences.find((each) => each.licenceId === licenceId);
  const value = licence?.elements[element] ?? (licence?.missing.includes(element) ? '' : undefined);
  if (!licence || value === undefined) return null;
  const type = deps.catalogue.inEdition(file.edition).licenceType(licence.typeSeq);
  const label = type?.elements.find(({ key }) => key === element)?.label ?? '';
  const body: Omit<ObjectionRequest, 'requestId'> = {
    reference: referenceOf(deps, file, grant),
    grantRef: grant.provinceRef,
    licenceId,
    element,
    valueSha256: sha256(value),
    proposed,
    reason,
  };
  return {
    kind: 'objection',
    subject: `element:${licence.typeSeq}.${element}`,
    label: `${licence.name} ${label}`.trim(),
    department: licence.issuer,
    body,
  };
}

/** Registers what was pledged, for supervision to check later (R18). Holds a digest of the pledge, nothing of its content. */
export function pledgeRegistration(
  deps: CaseworkDeps,
  file: CaseFile,
  grant: Grant,
  about: { material: FormMaterial; afterCheckDays: number; exclusionRef: string; department: string },
): ErrandDraft | null {
  const { material, afterCheckDays, exclusionRef, department } = about;
  if (material.pledge === null) return null;
  const body: Omit<PledgeRequest, 'requestId'> = {
    reference: referenceOf(deps, file, grant),
    grantRef: grant.provinceRef,
    exclusionRef,
    materialKey: material.key,
    materialName: material.name,
    textVersion: material.pledge.textVersion,
    pledgeSha256: material.pledge.sha256,
    signedAt: material.pledge.at,
    afterCheckDays,
  };
  return { kind: 'pledge', subject: `material:${material.key}`, label: material.name, department, body };
}
