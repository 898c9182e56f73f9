import { CatalogueEdition } from '../../contract/catalogue/types';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { type Catalogue, createCatalogue } from './catalogue';
import type { Conditions } from './conditions';
import { findFault } from './faults';

/**
 * An edition file's JSON as a checked edition. CATALOGUE_INVALID; details: `fault` (what is wrong, `shape` for a wrong
 * type), `at` (where), both of the first fault only.
 */
export function parseEdition(json: unknown): Result<CatalogueEdition> {
  const parsed = CatalogueEdition.safeParse(json);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail('CATALOGUE_INVALID', { fault: 'shape', at });
  }
  return faultless(parsed.data);
}

export function faultless(edition: CatalogueEdition): Result<CatalogueEdition> {
  const fault = findFault(edition);
  return fault === undefined ? ok(edition) : fail('CATALOGUE_INVALID', { ...fault });
}

/** One edition by itself; without `conditions` as on its first day and with nothing switched off. */
export function loadCatalogue(json: unknown, conditions?: Conditions): Result<Catalogue> {
  const edition = parseEdition(json);
  if (!edition.ok) return edition;
  const { effectiveFrom } = edition.value;
  return ok(createCatalogue(edition.value, conditions ?? { today: () => effectiveFrom, switches: () => [] }));
}
