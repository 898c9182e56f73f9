import type { ItemDefinition } from '../../contract/catalogue/types';
import type { Credential } from '../../contract/flow/credential';
import type { Form, FormField, FormMaterial } from '../../contract/flow/form';
import type { Provisional } from '../../contract/flow/provisional';
import type { Ids } from '../../contract/ports/clock';
import { prefillForm } from './prefill';

/**
 * A form without a grant (R31): filled from the card, and from nothing else; an enterprise has none, and its name and code
 * are what the clerk entered. Proofs that the province or a department would
 * settle are deferred; they are not asked of the applicant meanwhile (R14). Pledges and paper stay what they are.
 */
export function provisionalForm(
  provisional: Provisional,
  about: { definition: ItemDefinition; credential: Credential; earlier: Form | null; ids: Ids },
): Form {
  const { id, holder, acceptedAt: grantedAt } = provisional;
  const filled = prefillForm({ id, holder, grantedAt, licences: [] }, about);
  const ways = new Map(about.definition.materials.map(({ key, settlement }) => [key, settlement]));
  return {
    ...filled,
    fields: filled.fields.map((field) => asTaken(field, about.credential)),
    materials: filled.materials.map((material) => deferred(material, ways.get(material.key))),
  };
}

/** Who the holder is, the province has not said: name and number are the chip's, or what was entered at the window. */
function asTaken(field: FormField, { kind, readAt: at }: Credential): FormField {
  if (field.source?.from !== 'holder') return field;
  const { element } = field.source;
  if (kind === 'id-card') return { ...field, source: { from: 'id-card', element, at } };
  // What somebody typed is put right by typing; only a source's word needs a reason.
  return { ...field, source: { from: 'clerk', at }, locked: false };
}

function deferred(material: FormMaterial, way: FormMaterial['settlement'] | undefined): FormMaterial {
  if (material.settled || (way !== 'sharing' && way !== 'verification')) return material;
  return { ...material, settlement: way, settled: false, pledgeText: '', deferred: true };
}
