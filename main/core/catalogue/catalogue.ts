import type { IssueFacts, IssueWord } from '../../contract/catalogue/issue-list';
import type {
  CancelledProof,
  CatalogueEdition,
  EditionScope,
  ItemDefinition,
  ItemRow,
  LicenceType,
  Theme,
} from '../../contract/catalogue/types';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { type Conditions, switchState, withoutCancelled, withoutLicences } from './conditions';
import { issueWord } from './issue-list';
import { mergeDefinitions } from './merge';
import { type Handler, routeOf } from './route';
import { createItemSearch } from './search';
import { type WantedLicence, wantedBy } from './wanted';

export type Audience = ItemDefinition['audience'];

export interface Catalogue {
  readonly edition: string;
  readonly effectiveFrom: string;
  readonly mappingNote: string;
  readonly scope: EditionScope;
  /** At most `limit` rows, best first; every row for a blank text. Items that are switched off are left out. */
  search(text: string, limit: number): ItemRow[];
  /** Resolves when names are found by their spelling as well; begins with it when first called. */
  ready(): Promise<void>;
  /** Themes, then the rows that have a definition of their own, by number. */
  defined(): ItemRow[];
  /** CATALOGUE_ITEM_UNKNOWN. A missing name is an empty string here and 名称缺失 on the screen. */
  item(seq: number): Result<ItemRow>;
  /**
   * As of today: without cancelled proofs and without licence types that are switched off. An item that nobody has
   * defined gets the general form for `holder`, marked `generic`.
   * CATALOGUE_ITEM_UNKNOWN, CATALOGUE_ITEM_UNDEFINED, CATALOGUE_ITEM_OFF.
   */
  definition(seq: number, holder?: Audience): Result<ItemDefinition>;
  licenceType(seq: number): LicenceType | undefined;
  /** What the 发证清单 says of a licence as of today (R23). */
  issue(facts: IssueFacts): IssueWord;
  /** The theme of this number; undefined for an item. */
  theme(seq: number): Theme | undefined;
  /** The item, or a licence type that it draws on, is on trial in this hall (R125). */
  isTrial(seq: number): boolean;
  /** Proofs that are asked of nobody today (R12). */
  cancelled(): CancelledProof[];
  /** What to ask the province for; empty for an item without a definition. See `wantedBy`. */
  wanted(seq: number, holder?: Audience): WantedLicence[];
  /** Who handles the item for this region (GB/T 2260); null where the catalogue does not say (R93). */
  handler(seq: number, regionCode: string): Handler | null;
  /** Old licences of this type are still being brought into the library (R74). */
  isBackfilled(typeSeq: number): boolean;
  /** A proof that its department issues online when it is asked (R30). */
  isIssuedOnline(typeSeq: number): boolean;
  /** The edition that a case was opened with, under the conditions of today; this one where it is not there any more. */
  inEdition(edition: string): Catalogue;
}

/** `edition` has passed `findFault`. */
export function createCatalogue(edition: CatalogueEdition, conditions: Conditions): Catalogue {
  const themes = new Map(edition.themes.map((theme) => [theme.seq, theme]));
  const themeRows = edition.themes.map(({ seq, name }): ItemRow => ({ seq, department: '一件事', name }));
  const rows = [...themeRows, ...edition.items];
  const items = new Map(rows.map((row) => [row.seq, row]));
  const licences = new Map(edition.licences.map((type) => [type.seq, type]));
  const definitions = new Map(edition.definitions.map((definition) => [definition.seq, definition]));
  const generics = new Map(edition.generics.map((generic) => [generic.audience, generic]));
  const isDefined = (seq: number): boolean => definitions.has(seq) || themes.has(seq);
  const definedRows = [
    ...themeRows,
    ...edition.items.filter((row) => definitions.has(row.seq)).sort((a, b) => a.seq - b.seq),
  ];
  const search = createItemSearch(
    rows.map((row) => ({ row, defined: isDefined(row.seq), theme: themes.has(row.seq) })),
    facetsOf(edition),
  );

  const stateOf = (of: 'item' | 'licence', seq: number) =>
    switchState(conditions.switches(), of, seq, conditions.today());
  const isOff = (seq: number): boolean =>
    stateOf('item', seq) === 'off' ||
    (themes.get(seq)?.itemSeqs ?? []).some((part) => stateOf('item', part) === 'off');

  const cancelled = (): CancelledProof[] => {
    const own = edition.cancelled;
    const others = conditions.cancelled?.() ?? [];
    return [...own, ...others.filter(({ code }) => !own.some((proof) => proof.code === code))].filter(
      ({ fromDay }) => fromDay <= conditions.today(),
    );
  };

  /** As the edition has it. */
  function written(seq: number, holder: Audience): ItemDefinition | undefined {
    const theme = themes.get(seq);
    if (theme)
      return mergeDefinitions(
        theme,
        theme.itemSeqs.flatMap((part) => definitions.get(part) ?? []),
      );
    const own = definitions.get(seq);
    if (own) return own;
    const generic = generics.get(holder);
    return generic && { ...generic, seq, generic: true, parts: [] };
  }
  const kept = new Map<string, ItemDefinition | undefined>();
  function writtenOnce(seq: number, holder: Audience): ItemDefinition | undefined {
    const key = `${seq} ${holder}`;
    if (!kept.has(key)) kept.set(key, written(seq, holder));
    return kept.get(key);
  }

  function definition(seq: number, holder: Audience = 'person'): Result<ItemDefinition> {
    if (!items.has(seq)) return fail('CATALOGUE_ITEM_UNKNOWN', { itemSeq: seq });
    if (isOff(seq)) return fail('CATALOGUE_ITEM_OFF', { itemSeq: seq });
    const found = writtenOnce(seq, holder);
    if (!found) return fail('CATALOGUE_ITEM_UNDEFINED', { itemSeq: seq });
    const current = withoutCancelled(found, cancelled());
    return ok(
      conditions.switches().length === 0
        ? current
        : withoutLicences(current, (typeSeq) => stateOf('licence', typeSeq) === 'off'),
    );
  }

  function wanted(seq: number, holder?: Audience): WantedLicence[] {
    const found = definition(seq, holder);
    return found.ok ? wantedBy(found.value) : [];
  }

  const self: Catalogue = {
    edition: edition.edition,
    effectiveFrom: edition.effectiveFrom,
    mappingNote: edition.mappingNote,
    scope: edition.scope,
    search(text, limit) {
      if (conditions.switches().length === 0) return search.find(text, limit);
      const off = new Set(rows.flatMap(({ seq }) => (isOff(seq) ? [seq] : [])));
      return search
        .find(text, limit + off.size)
        .filter(({ seq }) => !off.has(seq))
        .slice(0, Math.max(limit, 0));
    },
    ready: search.ready,
    defined: () => definedRows.filter(({ seq }) => !isOff(seq)),
    item(seq) {
      const row = items.get(seq);
      return row === undefined ? fail('CATALOGUE_ITEM_UNKNOWN', { itemSeq: seq }) : ok(row);
    },
    definition,
    licenceType: (seq) => licences.get(seq),
    issue: (facts) => issueWord(edition.issueList, facts, conditions.today()),
    theme: (seq) => themes.get(seq),
    isTrial(seq) {
      if (conditions.switches().length === 0) return false;
      const parts = [seq, ...(themes.get(seq)?.itemSeqs ?? [])];
      return (
        parts.some((part) => stateOf('item', part) === 'trial') ||
        wanted(seq).some(({ typeSeq }) => stateOf('licence', typeSeq) === 'trial')
      );
    },
    cancelled,
    wanted,
    isBackfilled: (typeSeq) => edition.backfills.includes(typeSeq),
    isIssuedOnline: (typeSeq) => edition.issuedOnline.includes(typeSeq),
    handler(seq, regionCode) {
      const row = edition.items.find((each) => each.seq === seq);
      return row ? routeOf(edition.routes, row, regionCode) : null;
    },
    inEdition: () => self,
  };
  return self;
}

/** Under which names beside their own items are found: the licences they draw on and the themes they belong to. */
function facetsOf(edition: CatalogueEdition): { name: string; seqs: number[] }[] {
  const usersOf = new Map<number, number[]>();
  for (const definition of edition.definitions) {
    for (const { typeSeq } of wantedBy(definition)) {
      usersOf.set(typeSeq, [...(usersOf.get(typeSeq) ?? []), definition.seq]);
    }
  }
  return [
    ...edition.licences.flatMap(({ seq, name }) => {
      const seqs = usersOf.get(seq);
      return seqs === undefined ? [] : [{ name, seqs }];
    }),
    ...edition.themes.map(({ name, itemSeqs }) => ({ name, seqs: itemSeqs })),
  ];
}
