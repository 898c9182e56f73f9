import type { Form, FormField } from '../../contract/flow/form';
import { maskValue } from '../base';

/** The level whose values are shown only to who asks for them (R51). */
const HIDDEN_LEVEL = 4;

/** Whether the values of a field of this level are hidden until somebody asks. */
export const isHiddenLevel = (classification: number): boolean => classification >= HIDDEN_LEVEL;

function maskField(field: FormField): FormField {
  const masked = <T extends { value: string }>(each: T): T => ({
    ...each,
    value: maskValue(field.type, each.value),
  });
  const { conflict, deviation } = field;
  return {
    ...masked(field),
    masked: true,
    conflict: conflict && { ...conflict, candidates: conflict.candidates.map(masked) },
    deviation: deviation && { ...deviation, former: masked(deviation.former) },
  };
}

/** The form as a screen gets it: values of the highest level in part, but for those in `revealed` (keys). */
export function maskForm(form: Form, revealed: ReadonlySet<string>): Form {
  const fields = form.fields.map((field) =>
    !isHiddenLevel(field.classification) ||
    revealed.has(field.key) ||
    (field.value === '' && !field.deviation)
      ? field
      : maskField(field),
  );
  // Handwriting is in the sealed receipt and nowhere else in sight.
  const materials = form.materials.map((each) =>
    each.pledge ? { ...each, pledge: { ...each.pledge, signature: null } } : each,
  );
  const { signed: _hand, ...rest } = form;
  return { ...rest, fields, materials };
}
