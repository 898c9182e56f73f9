import { regionCode } from '../../contract/catalogue/regions';
import type {
  FieldDefinition,
  ItemDefinition,
  MaterialDefinition,
  ValueOrigin,
} from '../../contract/catalogue/types';
import type { CardCredential, Credential } from '../../contract/flow/credential';
import type { Form, FormField, FormMaterial, Settlement } from '../../contract/flow/form';
import type { Grant } from '../../contract/flow/grant';
import { joinReference } from '../../contract/flow/reference';
import type { Ids } from '../../contract/ports/clock';
import { checkForm } from './check-form';
import { checkValue, normaliseValue } from './checks';
import { type Candidate, conflictOf, keepDecision, withoutCutNames } from './conflict';
import { blankField } from './fields';
import { keepAttachments } from './materials';
import { type FieldPart, isSourced, partsOf } from './parts';
import { startingTables } from './rows';

/** What a form is filled from. */
export type FormBasis = Pick<Grant, 'id' | 'holder' | 'licences' | 'grantedAt' | 'reported'>;

const CARD_ELEMENTS: Record<
  Extract<ValueOrigin, { from: 'id-card' }>['element'],
  (card: CardCredential) => string
> = {
  name: (card) => card.name,
  number: (card) => card.number,
  sex: (card) => card.sex,
  nation: (card) => card.nation,
  birthDay: (card) => card.birthDay,
  address: (card) => card.address,
};

/** What is not of its own form or code list is taken over by nobody (R83). */
const isUnusable = ({ faults }: FormBasis['licences'][number], element: string): boolean =>
  faults.some((fault) => fault.element === element && (fault.rule === 'format' || fault.rule === 'code'));

/** Only a licence whose every check passed may fill anything (R32). */
function fromOrigin(origin: ValueOrigin, grant: FormBasis, credential: Credential): Candidate | null {
  if (origin.from === 'licence') {
    const licence = grant.licences.find(
      (copy) => copy.typeSeq === origin.typeSeq && copy.verdict === 'passed',
    );
    const value = licence?.elements[origin.element] ?? '';
    if (!licence || value === '' || isUnusable(licence, origin.element)) return null;
    const { licenceId, typeSeq, name, issuer } = licence;
    return {
      value,
      source: {
        from: 'licence',
        licenceId,
        typeSeq,
        name,
        issuer,
        element: origin.element,
        at: licence.fetchedAt,
      },
    };
  }
  if (origin.from === 'id-card') {
    if (credential.kind !== 'id-card') return null;
    const value = CARD_ELEMENTS[origin.element](credential);
    return value === ''
      ? null
      : { value, source: { from: 'id-card', element: origin.element, at: credential.readAt } };
  }
  const { name, code } = grant.holder;
  const value = { name, code, nameAndCode: joinReference(name, code) }[origin.element];
  return { value, source: { from: 'holder', element: origin.element, at: grant.grantedAt } };
}

/**
 * A value that the field itself would refuse (长期 for a day, more text than fits) is not taken over: locked, it could
 * never be put right. The next origin is tried, then the clerk is asked.
 */
function fits(definition: FieldDefinition, value: string): boolean {
  return value !== '' && checkValue(definition, value) === null;
}

/** Licences write an option or a region now as its code (1), now as its word (男); both mean the same. */
function asFieldValue(definition: FieldDefinition, fetched: string): string {
  const value = normaliseValue(definition.type, fetched);
  if (definition.type === 'region') return regionCode(value) ?? value;
  return (
    definition.options.find((option) => option.value === value || option.label === value)?.value ?? value
  );
}

/** Every origin that says something the field can hold, in the catalogue's order. */
function candidatesOf(definition: FieldDefinition, grant: FormBasis, credential: Credential): Candidate[] {
  return definition.origins
    .map((origin, rank): Candidate | null => {
      const said = fromOrigin(origin, grant, credential);
      return said && rank === 0 ? { ...said, authoritative: true } : said;
    })
    .filter((candidate) => candidate !== null)
    .map((candidate) => ({ ...candidate, value: asFieldValue(definition, candidate.value) }))
    .filter((candidate) => fits(definition, candidate.value));
}

/** What the enterprise gave in an earlier case stands below every licence and register: it is used where they say nothing. */
function fromEarlierCase(definition: FieldDefinition, { reported }: FormBasis): Candidate | null {
  const known = definition.reusable && reported?.find(({ code }) => code === definition.code);
  if (!known || !fits(definition, known.value)) return null;
  const { code: element, caseId, number, reportedAt: at } = known;
  return { value: known.value, source: { from: 'earlier-case', element, caseId, number, at } };
}

/** Filled from the first source that has a value; where sources differ, the clerk decides (`before`: as decided earlier). */
function prefillField(
  part: FieldPart,
  grant: FormBasis,
  about: { credential: Credential; before: FormField | undefined },
): FormField {
  const blank = blankField(part, grant.grantedAt);
  if (part.row && !part.row.isFirst) return blank;
  const candidates = withoutCutNames(candidatesOf(part.definition, grant, about.credential));
  const found = conflictOf(candidates);
  const conflict = found && keepDecision(found, about.before?.conflict ?? null);
  const inForce = conflict
    ? conflict.candidates[conflict.decided?.index ?? 0]
    : (candidates[0] ?? fromEarlierCase(part.definition, grant));
  if (!inForce) return blank;
  const { value, source } = inForce;
  return { ...blank, value, source, conflict, locked: true };
}

/**
 * What a person typed before stays, unless a source has the value now; a correction stays in any case, beside what the
 * source says now.
 */
function keepTyped(filled: FormField, before: FormField | undefined): FormField {
  if (before?.source?.from !== 'clerk') return filled;
  const { value, source, deviation } = before;
  if (!isSourced(filled)) return { ...filled, value, source };
  if (!deviation || value === filled.value) return filled;
  const former = { value: filled.value, source: filled.source };
  return { ...filled, value, source, deviation: { ...deviation, former } };
}

/**
 * Where the licence is not there, the definition's fallback takes over. One that is there and could not be judged is a
 * question for its department before it is one for the applicant (R27, R32): asked instead of paper.
 */
function fallbackOf({ typeSeq, fallback }: MaterialDefinition, grant: FormBasis): Settlement {
  const isOpen = grant.licences.some((copy) => copy.typeSeq === typeSeq && copy.verdict === 'undetermined');
  return isOpen && fallback === 'paper' ? 'verification' : fallback;
}

/** Each proof is settled in exactly one way (R08). */
function settleMaterial(definition: MaterialDefinition, grant: FormBasis): FormMaterial {
  const licence = grant.licences.find(
    (copy) => copy.typeSeq === definition.typeSeq && copy.verdict === 'passed',
  );
  const shared = definition.settlement === 'sharing';
  const settlement = shared && !licence ? fallbackOf(definition, grant) : definition.settlement;
  return {
    key: definition.key,
    name: definition.name,
    settlement,
    licenceId: shared ? (licence?.licenceId ?? null) : null,
    licenceName: shared ? (licence?.name ?? '') : '',
    basis: definition.basis,
    // A verification is the office's own errand (R14): settled when the department has answered, and not before.
    settled: settlement === 'sharing' || settlement === 'cancelled',
    pledgeText: settlement === 'pledge' ? definition.pledgeText : '',
    paperReason: '',
    hidden: false,
    attachable: definition.attachment,
    attachments: [],
    pledge: null,
  };
}

/** What a person decided before. A licence that settled something then need not be in the grant of now. */
function decisionsOf(earlier: Form): Map<string, FormMaterial> {
  const byPerson = earlier.materials.filter(
    (material) => material.settled && ['pledge', 'paper'].includes(material.settlement),
  );
  return new Map(byPerson.map((material) => [material.key, material]));
}

/**
 * Grant in, form out: filled from what was fetched, each value with its source (R03). `earlier`, a form of the same
 * holder, keeps what was typed, pledged and handed in where it was about the same item.
 */
export function prefillForm(
  grant: FormBasis,
  about: { definition: ItemDefinition; credential: Credential; earlier: Form | null; ids: Ids },
): Form {
  const { definition, credential, earlier, ids } = about;
  const before = earlier?.itemSeq === definition.seq ? earlier : null;
  const typed = new Map(before?.fields.map((field) => [field.key, field]));
  const handedIn = new Map(before?.materials.map((material) => [material.key, material]));
  const decided = before ? decisionsOf(before) : new Map<string, FormMaterial>();
  const tables = startingTables(definition, before?.tables ?? []);
  const fields = partsOf(definition, tables).map((part) => {
    const kept = typed.get(part.key);
    return keepTyped(prefillField(part, grant, { credential, before: kept }), kept);
  });
  const materials = definition.materials.map((material) => {
    const settled = settleMaterial(material, grant);
    const now = settled.settled ? settled : (decided.get(material.key) ?? settled);
    return keepAttachments(now, handedIn.get(material.key));
  });
  return checkForm(
    { id: ids.next(), grantId: grant.id, itemSeq: definition.seq, fields, materials, tables },
    definition,
  );
}
