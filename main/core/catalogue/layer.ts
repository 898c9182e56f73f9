import type { CatalogueEdition } from '../../contract/catalogue/types';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { checkEditions } from './check';
import { issueKey } from './issue-list';
import { faultless } from './load';

/** Rows of `above` take the place of those of the same key and follow the others. */
function over<T>(below: readonly T[], above: readonly T[], keyOf: (row: T) => string | number): T[] {
  const replaced = new Map(above.map((row) => [keyOf(row), row]));
  const kept = below.map((row) => replaced.get(keyOf(row)) ?? row);
  const known = new Set(below.map(keyOf));
  return [...kept, ...above.filter((row) => !known.has(keyOf(row)))];
}

/**
 * A city's edition over the province's (R20, R22): it adds items, definitions, links and themes, and may say more about
 * an item, but takes nothing away and asks for nothing more. CATALOGUE_SHRINKS with the first thing it would take.
 */
export function layerEditions(province: CatalogueEdition, city: CatalogueEdition): Result<CatalogueEdition> {
  const whole = faultless({
    ...city,
    edition: layeredName(province, city),
    items: over(province.items, city.items, (row) => row.seq),
    licences: over(province.licences, city.licences, (row) => row.seq),
    definitions: over(province.definitions, city.definitions, (row) => row.seq),
    fields: over(province.fields, city.fields, (row) => row.code),
    materials: over(province.materials, city.materials, (row) => row.code),
    generics: over(province.generics, city.generics, (row) => row.audience),
    themes: over(province.themes, city.themes, (row) => row.seq),
    backfills: over(province.backfills, city.backfills, (seq) => seq),
    issuedOnline: over(province.issuedOnline, city.issuedOnline, (seq) => seq),
    routes: over(province.routes, city.routes, (row) => `${row.department} ${row.level} ${row.itemSeqs}`),
    cancelled: over(province.cancelled, city.cancelled, (row) => row.code),
    issueList: over(province.issueList, city.issueList, issueKey),
  });
  if (!whole.ok) return whole;
  const first = checkEditions(province, { ...whole.value, scope: province.scope }).refused.find(
    // A city publishes on days of its own.
    (finding) => finding.kind !== 'not-newer',
  );
  return first ? fail('CATALOGUE_SHRINKS', { kind: first.kind, at: first.at }) : ok(whole.value);
}

export const layeredName = (province: CatalogueEdition, city: CatalogueEdition): string =>
  `${province.edition}+${city.scope.regionCode}-${city.edition}`;
