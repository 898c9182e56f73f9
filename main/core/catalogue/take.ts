import type { CatalogueEdition } from '../../contract/catalogue/types';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { checkEditions, type EditionReport } from './check';
import { layerEditions } from './layer';
import { faultless } from './load';
import type { CatalogueProfile } from './profile';
import { openSignedEdition } from './signature';

/**
 * Takes a signed edition file into the profile: signature, shape and 只增不减 against the newest edition of its scope
 * that begins earlier (a city's first one against the province's). Comes into use on its own day.
 * CATALOGUE_UNTRUSTED, CATALOGUE_SIGNATURE_WRONG, CATALOGUE_FILE_UNREADABLE, CATALOGUE_INVALID, CATALOGUE_EDITION_CONFLICT,
 * CATALOGUE_SHRINKS with the number of refusals and the first of them, STORE_UNWRITABLE.
 */
export function takeEdition(
  bytes: Uint8Array,
  about: { profile: CatalogueProfile; shipped: CatalogueEdition; now: number },
): Result<{ edition: CatalogueEdition; report: EditionReport }> {
  const { profile, shipped, now } = about;
  const roots = profile.roots();
  if (!roots.ok) return roots;
  const opened = openSignedEdition(bytes, { roots: roots.value, now });
  if (!opened.ok) return opened;
  const edition = opened.value;
  const known = [shipped, ...profile.editions().usable];
  const before = earlier(known, edition);
  const whole = edition.scope.level === 'province' ? faultless(edition) : onProvince(known, edition);
  if (!whole.ok) return whole;
  const report = before
    ? checkEditions(before, edition)
    : { refused: [], added: [], warnings: checkEditions(edition, edition).warnings };
  const [first] = report.refused;
  if (first)
    return fail('CATALOGUE_SHRINKS', { refused: report.refused.length, kind: first.kind, at: first.at });
  const kept = profile.keep(edition, bytes);
  return kept.ok ? ok({ edition, report }) : kept;
}

const sameScope = (a: CatalogueEdition, b: CatalogueEdition): boolean =>
  a.scope.level === b.scope.level && a.scope.regionCode === b.scope.regionCode;

function earlier(
  known: readonly CatalogueEdition[],
  edition: CatalogueEdition,
): CatalogueEdition | undefined {
  return known
    .filter((each) => sameScope(each, edition) && each.edition !== edition.edition)
    .filter((each) => each.effectiveFrom <= edition.effectiveFrom)
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom))
    .at(-1);
}

/** A city's edition has to fit the province's edition of its own first day. */
function onProvince(known: readonly CatalogueEdition[], city: CatalogueEdition): Result<CatalogueEdition> {
  const province = known
    .filter(({ scope, effectiveFrom }) => scope.level === 'province' && effectiveFrom <= city.effectiveFrom)
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom))
    .at(-1);
  return province ? layerEditions(province, city) : fail('CATALOGUE_EDITION_UNKNOWN', { scope: 'province' });
}
