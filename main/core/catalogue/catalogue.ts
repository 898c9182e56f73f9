import type {
  CatalogueEdition,
  ItemDefinition,
  ItemRow,
  LicenceType,
  ValueOrigin,
} from '../../contract/catalogue/types';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { createItemSearch } from './search';

export interface WantedLicence {
  typeSeq: number;
  /** Element keys, sorted; empty where only the licence's existence counts. */
  elements: string[];
}

export interface Catalogue {
  readonly edition: string;
  readonly effectiveFrom: string;
  readonly mappingNote: string;
  /** At most `limit` rows, best first; every row for a blank text. See `createItemSearch`. */
  search(text: string, limit: number): ItemRow[];
  /** The rows that have a definition, by number. */
  defined(): ItemRow[];
  /** CATALOGUE_ITEM_UNKNOWN. A missing name is an empty string here and 名称缺失 on the screen. */
  item(seq: number): Result<ItemRow>;
  /** CATALOGUE_ITEM_UNKNOWN, CATALOGUE_ITEM_UNDEFINED. */
  definition(seq: number): Result<ItemDefinition>;
  licenceType(seq: number): LicenceType | undefined;
  /**
   * What to ask the province for: each licence type with only those elements that the item's fields use (least
   * collection, R50), by type number. Empty for an item without a definition.
   */
  wanted(seq: number): WantedLicence[];
}

/** `edition` has passed `findFault`. */
export function createCatalogue(edition: CatalogueEdition): Catalogue {
  const items = new Map(edition.items.map((row) => [row.seq, row]));
  const licences = new Map(edition.licences.map((type) => [type.seq, type]));
  const definitions = new Map(edition.definitions.map((definition) => [definition.seq, definition]));
  const definedRows = edition.items.filter((row) => definitions.has(row.seq)).sort((a, b) => a.seq - b.seq);
  const search = createItemSearch(edition.items, (seq) => definitions.has(seq));

  return {
    edition: edition.edition,
    effectiveFrom: edition.effectiveFrom,
    mappingNote: edition.mappingNote,
    search,
    defined: () => [...definedRows],
    item(seq) {
      const row = items.get(seq);
      return row === undefined ? fail('CATALOGUE_ITEM_UNKNOWN', { itemSeq: seq }) : ok(row);
    },
    definition(seq) {
      if (!items.has(seq)) return fail('CATALOGUE_ITEM_UNKNOWN', { itemSeq: seq });
      const definition = definitions.get(seq);
      return definition === undefined ? fail('CATALOGUE_ITEM_UNDEFINED', { itemSeq: seq }) : ok(definition);
    },
    licenceType: (seq) => licences.get(seq),
    wanted: (seq) => wantedBy(definitions.get(seq)),
  };
}

function wantedBy(definition: ItemDefinition | undefined): WantedLicence[] {
  const elementsOf = new Map<number, Set<string>>();
  const want = (typeSeq: number, element?: string): void => {
    const elements = elementsOf.get(typeSeq) ?? new Set();
    if (element !== undefined) elements.add(element);
    elementsOf.set(typeSeq, elements);
  };
  for (const material of definition?.materials ?? []) {
    if (material.typeSeq !== null) want(material.typeSeq);
  }
  const origins: ValueOrigin[] = definition?.fields.flatMap((field) => field.origins) ?? [];
  for (const origin of origins) {
    if (origin.from === 'licence') want(origin.typeSeq, origin.element);
  }
  return [...elementsOf]
    .sort(([a], [b]) => a - b)
    .map(([typeSeq, elements]) => ({ typeSeq, elements: [...elements].sort() }));
}
