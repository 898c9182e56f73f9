import type { ItemDefinition, ValueOrigin } from '../../contract/catalogue/types';

export interface WantedLicence {
  typeSeq: number;
  /** Element keys, sorted; empty where only the licence's existence counts. */
  elements: string[];
}

/** Each licence type that the definition draws on, with only the elements its fields use (least collection, R50), by type number. */
export function wantedBy(
  definition: Pick<ItemDefinition, 'fields' | 'materials' | 'tables'>,
): WantedLicence[] {
  const elementsOf = new Map<number, Set<string>>();
  const want = (typeSeq: number, element?: string): void => {
    const elements = elementsOf.get(typeSeq) ?? new Set();
    if (element !== undefined) elements.add(element);
    elementsOf.set(typeSeq, elements);
  };
  for (const material of definition.materials) if (material.typeSeq !== null) want(material.typeSeq);
  const fields = [...definition.fields, ...definition.tables.flatMap((table) => table.columns)];
  const origins: ValueOrigin[] = fields.flatMap((field) => field.origins);
  for (const origin of origins) if (origin.from === 'licence') want(origin.typeSeq, origin.element);
  return [...elementsOf]
    .sort(([a], [b]) => a - b)
    .map(([typeSeq, elements]) => ({ typeSeq, elements: [...elements].sort() }));
}
