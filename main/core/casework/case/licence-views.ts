import type { GrantView, WantedView } from '../../../contract/calls';
import type { ItemDefinition, LicenceType } from '../../../contract/catalogue/types';
import type { Classification, FieldType } from '../../../contract/flow/form';
import type { Grant, Holder, LicenceCopy } from '../../../contract/flow/grant';
import { maskLicenceNumber, maskNumber, maskValue } from '../../base';
import type { Catalogue } from '../../catalogue';
import { isHiddenLevel } from '../../form';
import { issueOf } from './issued';

interface Mask {
  level: Classification;
  type: FieldType;
}
const maskOf = (level: Classification, type: FieldType): Mask => ({ level, type });
/** Of a number that no element repeats. */
const UNSAID = maskOf(3, 'text');

const elementKey = (typeSeq: number, element: string) => `${typeSeq}.${element}`;
/** Kept beside the keys of form fields that are shown whole. */
export const revealKey = (typeSeq: number, element: string) => `licence:${elementKey(typeSeq, element)}`;

/**
 * Elements of the highest level and how they are masked: by the catalogue's word on the licence type, and as sensitive as
 * the field of the item that they fill.
 */
function sensitiveElements(
  definition: ItemDefinition | null,
  types: readonly (LicenceType | undefined)[],
): Map<string, Mask> {
  const fields = definition
    ? [...definition.fields, ...definition.tables.flatMap((table) => table.columns)]
    : [];
  const filling = fields
    .filter((field) => isHiddenLevel(field.classification))
    .flatMap((field) =>
      field.origins.flatMap((origin) =>
        origin.from === 'licence'
          ? [[elementKey(origin.typeSeq, origin.element), maskOf(field.classification, field.type)] as const]
          : [],
      ),
    );
  const own = types.flatMap((licence) =>
    (licence?.elements ?? [])
      .filter(({ level }) => isHiddenLevel(level))
      .map(({ key, level, type }) => [elementKey(licence?.seq ?? 0, key), maskOf(level, type)] as const),
  );
  return new Map([...own, ...filling]);
}

/**
 * How a licence's number is shown, on screens and in print alike: as sensitive as the element that repeats it (R51).
 * `revealed`: keys (`revealKey`) of the elements shown whole; nothing is in print.
 */
export function numberMask(
  catalogue: Catalogue,
  { holder }: Pick<Grant, 'holder'>,
  about: { definition: ItemDefinition | null; revealed: ReadonlySet<string> },
): (copy: Pick<LicenceCopy, 'typeSeq' | 'number'>) => string {
  return ({ typeSeq, number }) => {
    const type = catalogue.licenceType(typeSeq);
    const key = type?.numberElement ?? '';
    const own = type?.elements.find((each) => each.key === key) ?? UNSAID;
    const mask = sensitiveElements(about.definition, [type]).get(elementKey(typeSeq, key)) ?? own;
    const level = about.revealed.has(revealKey(typeSeq, key)) ? 1 : mask.level;
    return maskLicenceNumber(number, { level, type: mask.type, holderCode: holder.code });
  };
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
    const mask = sensitive.get(elementKey(typeSeq, element));
    if (mask === undefined || value === '' || about.revealed.has(revealKey(typeSeq, element))) return value;
    masked.add(elementKey(typeSeq, element));
    return maskValue(mask.type, value);
  };
  const shownNumber = numberMask(catalogue, grant, about);
  const licences = grant.licences.map(
    (copy): LicenceCopy => ({
      ...copy,
      number: shownNumber(copy),
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
