import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { Form, FormField, FormMaterial } from '../../../contract/flow/form';
import type { LicenceGap } from '../../../contract/flow/grant';
import type { Difference } from '../../../contract/flow/provisional';
import { isVouched } from '../../../contract/flow/vouched';

interface Comparison {
  /** The form as it was taken in, with what the province confirmed standing on the province's word. Differences are as typed. */
  form: Form;
  differences: Difference[];
  /** Fields and materials that the province confirmed. */
  confirmed: number;
}

/** Every value a source has for the field now, the catalogue's first choice on top. */
function offersOf(now: FormField): Difference['offers'] {
  if (now.conflict) return now.conflict.candidates.map(({ value, source }) => ({ value, source }));
  return isVouched(now.source) && now.value !== '' ? [{ value: now.value, source: now.source }] : [];
}

/** What the clerk had corrected on the card's word stands, as long as the source says the same as then. */
function sameCorrection(typed: FormField, now: FormField): FormField | null {
  const { deviation } = typed;
  if (!deviation || now.conflict || !isVouched(now.source) || deviation.former.value !== now.value)
    return null;
  return { ...typed, deviation: { ...deviation, former: { value: now.value, source: now.source } } };
}

function compareField(typed: FormField, now: FormField | undefined): FormField | Difference {
  const offers = now ? offersOf(now) : [];
  // What the applicant left open stays open: nothing was assumed, and nobody has seen the value at the window.
  if (!now || offers.length === 0 || typed.value === '') return typed;
  const corrected = sameCorrection(typed, now);
  if (corrected) return corrected;
  const agrees = offers.every((offer) => offer.value === typed.value);
  const [first] = offers;
  if (agrees && first) return { ...typed, value: first.value, source: first.source, deviation: null };
  const { key, label, type, options, value } = typed;
  return { kind: 'field', key, label, type, options, typed: value, offers, why: '', decided: null };
}

/** A proof that is not there: nothing to choose from, somebody to call. */
export function materialDifference({ key, name: label }: FormMaterial, why: Difference['why']): Difference {
  return {
    kind: 'material',
    key,
    label,
    type: 'text',
    options: [],
    typed: '',
    offers: [],
    why,
    decided: null,
  };
}

function compareMaterial(
  taken: FormMaterial,
  now: FormMaterial | undefined,
  why: Difference['why'],
): FormMaterial | Difference {
  if (!taken.deferred) return taken;
  if (now?.settled) return { ...now, attachments: taken.attachments };
  // Nobody but the department can say it, and the office asks there itself: nothing the applicant could help with.
  if (now?.settlement === 'verification') return { ...taken, settlement: 'verification' };
  return materialDifference(taken, why);
}

const isDifference = (each: FormField | FormMaterial | Difference): each is Difference => 'offers' in each;

/**
 * Field by field and material by material: what was taken in (`taken`) against what the province fills the same form with
 * (`now`). Equal: confirmed, on the province's word from here on. Different: listed, and left as it was taken in.
 */
export function compareForms(
  taken: Form,
  now: Form,
  about: { definition: ItemDefinition; gaps: readonly LicenceGap[] },
): Comparison {
  const fieldsNow = new Map(now.fields.map((field) => [field.key, field]));
  const materialsNow = new Map(now.materials.map((material) => [material.key, material]));
  const typeOf = new Map(about.definition.materials.map(({ key, typeSeq }) => [key, typeSeq]));
  const gapOf = (key: string): Difference['why'] => {
    const gap = about.gaps.find((each) => each.typeSeq === typeOf.get(key));
    if (gap === undefined || gap.why === 'unreachable') return 'not-settled';
    if (gap.why === 'undetermined') return 'failed-check';
    return gap.why === 'withheld' || gap.why === 'failed-check' ? gap.why : 'absent';
  };
  const differences: Difference[] = [];
  let confirmed = 0;
  const settle = <T extends FormField | FormMaterial>(was: T, is: T | Difference): T => {
    if (isDifference(is)) {
      differences.push(is);
      return was;
    }
    if (is !== was) confirmed += 1;
    return is;
  };
  const form: Form = {
    ...taken,
    grantId: now.grantId,
    fields: taken.fields.map((field) => settle(field, compareField(field, fieldsNow.get(field.key)))),
    materials: taken.materials.map((material) =>
      settle(material, compareMaterial(material, materialsNow.get(material.key), gapOf(material.key))),
    ),
  };
  return { form, differences, confirmed };
}

/** A value that stays against what a source says is a correction with its reason, like any other (R116). */
function decidedField(field: FormField, { offers, decided }: Difference): FormField {
  const [first] = offers;
  if (!decided || !first) return field;
  const taken = decided.offer === null ? undefined : offers[decided.offer];
  if (taken) return { ...field, value: taken.value, source: taken.source, deviation: null };
  const { reason, at } = decided;
  return { ...field, source: { from: 'clerk', at }, deviation: { reason, at, former: first } };
}

function decidedMaterial(material: FormMaterial, { decided }: Difference): FormMaterial {
  if (!decided) return material;
  return {
    ...material,
    settlement: 'paper',
    settled: true,
    pledgeText: '',
    pledge: null,
    paperReason: decided.reason,
    deferred: undefined,
  };
}

/** The form as the clerk decided. Both values of a difference go on: the one in force, and the source's as its former one. */
export function applyDecisions(form: Form, differences: readonly Difference[]): Form {
  const about = (kind: Difference['kind'], key: string) =>
    differences.find((each) => each.kind === kind && each.key === key);
  return {
    ...form,
    fields: form.fields.map((field) => {
      const difference = about('field', field.key);
      return difference ? decidedField(field, difference) : field;
    }),
    materials: form.materials.map((material) => {
      const difference = about('material', material.key);
      return difference ? decidedMaterial(material, difference) : material;
    }),
  };
}
