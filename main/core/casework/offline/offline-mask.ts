import type { Form } from '../../../contract/flow/form';
import type { Difference, DifferenceView } from '../../../contract/flow/provisional';
import { maskValue } from '../../base';
import { isHiddenLevel } from '../../form';

/** A comparison as a screen gets it: as on the form, values of the highest level in part, but for `revealed` keys (R51). */
export function maskDifferences(
  form: Form,
  differences: readonly Difference[],
  revealed: ReadonlySet<string>,
): DifferenceView[] {
  const hidden = new Set(
    form.fields.filter(({ classification }) => isHiddenLevel(classification)).map(({ key }) => key),
  );
  return differences.map((difference) => {
    const { kind, key, type, typed, offers } = difference;
    if (kind !== 'field' || !hidden.has(key) || revealed.has(key)) return { ...difference, masked: false };
    return {
      ...difference,
      masked: true,
      typed: maskValue(type, typed),
      offers: offers.map((offer) => ({ ...offer, value: maskValue(type, offer.value) })),
    };
  });
}
