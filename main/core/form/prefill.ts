import type {
  FieldDefinition,
  ItemDefinition,
  MaterialDefinition,
  ValueOrigin,
} from '../../contract/catalogue/types';
import type { CardCredential, Credential } from '../../contract/flow/credential';
import type { FieldSource, Form, FormField, FormMaterial } from '../../contract/flow/form';
import type { Grant } from '../../contract/flow/grant';
import type { Ids } from '../../contract/ports/clock';
import { checkValue, normaliseValue } from './checks';
import { checkForm } from './edit';

interface Found {
  value: string;
  source: FieldSource;
}

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

/** Only a licence whose every check passed may fill anything (R32). */
function fromOrigin(origin: ValueOrigin, grant: Grant, credential: Credential): Found | null {
  if (origin.from === 'licence') {
    const licence = grant.licences.find(
      (copy) => copy.typeSeq === origin.typeSeq && copy.verdict === 'passed',
    );
    const value = licence?.elements[origin.element] ?? '';
    if (!licence || value === '') return null;
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
  const value = origin.element === 'name' ? grant.holder.name : grant.holder.code;
  return { value, source: { from: 'holder', element: origin.element, at: grant.grantedAt } };
}

/**
 * A value that the field itself would refuse (长期 for a day, more text than fits) is not taken over: locked, it could
 * never be put right. The next origin is tried, then the clerk is asked.
 */
function fits(definition: FieldDefinition, value: string): boolean {
  return value !== '' && checkValue(definition, value) === null;
}

/** Licences write an option now as its code (1), now as its word (男); both mean the option. */
function asFieldValue(definition: FieldDefinition, fetched: string): string {
  const value = normaliseValue(definition.type, fetched);
  return (
    definition.options.find((option) => option.value === value || option.label === value)?.value ?? value
  );
}

function prefillField(definition: FieldDefinition, grant: Grant, credential: Credential): FormField {
  const found = definition.origins
    .map((origin) => fromOrigin(origin, grant, credential))
    .filter((candidate) => candidate !== null)
    .map((candidate) => ({ ...candidate, value: asFieldValue(definition, candidate.value) }))
    .find((candidate) => fits(definition, candidate.value));
  return {
    key: definition.key,
    label: definition.label,
    group: definition.group,
    type: definition.type,
    required: definition.required,
    options: definition.options,
    value: found?.value ?? definition.preset,
    // What a field merely starts with stands on the window's own word, like anything a clerk types.
    source: found?.source ?? (definition.preset === '' ? null : { from: 'clerk', at: grant.grantedAt }),
    locked: found !== undefined,
    problem: null,
  };
}

/** Each proof is settled in exactly one way (R08); where the licence is not there, the definition's fallback takes over. */
function settleMaterial(definition: MaterialDefinition, grant: Grant): FormMaterial {
  const licence = grant.licences.find(
    (copy) => copy.typeSeq === definition.typeSeq && copy.verdict === 'passed',
  );
  const shared = definition.settlement === 'sharing';
  const settlement = shared && !licence ? definition.fallback : definition.settlement;
  return {
    key: definition.key,
    name: definition.name,
    settlement,
    licenceId: shared ? (licence?.licenceId ?? null) : null,
    licenceName: shared ? (licence?.name ?? '') : '',
    basis: definition.basis,
    // A verification is the office's own errand (R14): asked of the department, never of the applicant.
    settled: settlement === 'sharing' || settlement === 'cancelled' || settlement === 'verification',
    pledgeText: settlement === 'pledge' ? definition.pledgeText : '',
    paperReason: '',
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
  grant: Grant,
  about: { definition: ItemDefinition; credential: Credential; earlier: Form | null; ids: Ids },
): Form {
  const { definition, credential, earlier, ids } = about;
  const before = earlier?.itemSeq === definition.seq ? earlier : null;
  const typed = new Map(
    before?.fields.filter((field) => field.source?.from === 'clerk').map((field) => [field.key, field]),
  );
  const decided = before ? decisionsOf(before) : new Map<string, FormMaterial>();
  const fields = definition.fields.map((field) => {
    const filled = prefillField(field, grant, credential);
    const kept = typed.get(field.key);
    return !filled.locked && kept ? { ...filled, value: kept.value, source: kept.source } : filled;
  });
  const materials = definition.materials.map((material) => {
    const settled = settleMaterial(material, grant);
    return settled.settled ? settled : (decided.get(material.key) ?? settled);
  });
  return checkForm(
    { id: ids.next(), grantId: grant.id, itemSeq: definition.seq, fields, materials },
    definition,
  );
}
