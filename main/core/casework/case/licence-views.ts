import type { GrantView, WantedView } from '../../../contract/calls';
import type { ItemDefinition, LicenceType } from '../../../contract/catalogue/types';
import type { FieldType } from '../../../contract/flow/form';
import type { Grant, Holder, LicenceCopy } from '../../../contract/flow/grant';
import { maskNumber, maskValue } from '../../base';
import type { Catalogue } from '../../catalogue';
import { isHiddenLevel } from '../../form';
import { issueOf } from './issued';

const elementKey = (typeSeq: number, element: string) => `${typeSeq}.${element}`;
/** Kept beside the keys of form fields that are shown whole. */
export const revealKey = (typeSeq: number, element: string) => `licence:${elementKey(typeSeq, element)}`;

/**
 * Elements of the highest level with the type by which they are masked: by the catalogue's word on the licence type, and
 * as sensitive as the field of the item that they fill.
 */
function sensitiveElements(
  definition: ItemDefinition | null,
  types: readonly (LicenceType | undefined)[],
): Map<string, FieldType> {
  const fields = definition
    ? [...definition.fields, ...definition.tables.flatMap((table) => table.columns)]
    : [];
  const filling = fields
    .filter((field) => isHiddenLevel(field.classification))
    .flatMap((field) =>
      field.origins.flatMap((origin) =>
        origin.from === 'licence' ? [[elementKey(origin.typeSeq, origin.element), field.type] as const] : [],
      ),
    );
  const own = types.flatMap((licence) =>
    (licence?.elements ?? [])
      .filter(({ level }) => isHiddenLevel(level))
      .map(({ key, type }) => [elementKey(licence?.seq ?? 0, key), type] as const),
  );
  return new Map([...own, ...filling]);
}

const holderView = ({ code, ...holder }: Holder) => ({ ...holder, codeMasked: maskNumber(code) });

/** `revealed`: keys (`revealKey`) of the elements shown whole. */
export function grantView(
  catalogue: Catalogue,
  grant: Grant,
  about: { definition: ItemDefinition | null; revealed: ReadonlySet<string> },
): GrantView {
  const types = new Map(
    grant.licences.map(({ typeSeq }) => [typeSeq, catalogue.licenceType(typeSeq)] as const),
  );
  const sensitive = sensitiveElements(about.definition, [...types.values()]);
  const masked = new Set<string>();
  const maskElement = (typeSeq: number, element: string, value: string): string => {
    const type = sensitive.get(elementKey(typeSeq, element));
    if (type === undefined || value === '' || about.revealed.has(revealKey(typeSeq, element))) return value;
    masked.add(elementKey(typeSeq, element));
    return maskValue(type, value);
  };
  /** A number may be the holder's own, hold it, or be an element of the highest level. */
  const maskLicenceNumber = ({ typeSeq, number }: LicenceCopy): string => {
    const element = types.get(typeSeq)?.numberElement ?? '';
    const type = sensitive.get(elementKey(typeSeq, element));
    if (number.includes(grant.holder.code)) return maskNumber(number);
    return type === undefined || about.revealed.has(revealKey(typeSeq, element))
      ? number
      : maskValue(type, number);
  };
  const licences = grant.licences.map(
    (copy): LicenceCopy => ({
      ...copy,
      number: maskLicenceNumber(copy),
      elements: Object.fromEntries(
        Object.entries(copy.elements).map(([element, value]) => [
          element,
          maskElement(copy.typeSeq, element, value),
        ]),
      ),
    }),
  );
  const labels = [...types].flatMap(([typeSeq, type]) =>
    (type?.elements ?? []).map(({ key, label }) => [elementKey(typeSeq, key), label] as const),
  );
  const { provinceRef, purpose, evidence, grantedAt, expiresAt, gaps } = grant;
  return {
    provinceRef,
    purpose,
    evidence,
    holder: holderView(grant.holder),
    actor: grant.actor && holderView(grant.actor),
    grantedAt,
    expiresAt,
    licences,
    gaps,
    elementLabels: Object.fromEntries(labels),
    maskedElements: [...masked],
  };
}

const labelOf = (type: LicenceType | undefined, key: string) =>
  type?.elements.find((element) => element.key === key)?.label ?? '';

/** What the item asks the holder for, by the names of the licences and their fields. */
export function wantedView(
  catalogue: Catalogue,
  itemSeq: number,
  about: Parameters<typeof issueOf>[2],
): WantedView[] {
  const stated = (typeSeq: number) => {
    const facts = about.stated.find((each) => each.typeSeq === typeSeq);
    return facts && { stated: facts };
  };
  return catalogue.wanted(itemSeq, about.kind).map(({ typeSeq, elements }) => {
    const type = catalogue.licenceType(typeSeq);
    return {
      typeSeq,
      name: type?.name ?? '',
      elements: elements.map((key) => ({ key, label: labelOf(type, key) })),
      issue: issueOf(catalogue, typeSeq, about),
      ...stated(typeSeq),
    };
  });
}
