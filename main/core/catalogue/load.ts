import { CatalogueEdition } from '../../contract/catalogue/types';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { type Catalogue, createCatalogue } from './catalogue';
import { findFault } from './faults';

/**
 * Takes an edition file's JSON. Fails with CATALOGUE_INVALID; details: `fault` (what is wrong, `shape` for a wrong
 * type), `at` (where), both of the first fault only.
 */
export function loadCatalogue(json: unknown): Result<Catalogue> {
  const parsed = CatalogueEdition.safeParse(json);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail('CATALOGUE_INVALID', { fault: 'shape', at });
  }
  const fault = findFault(parsed.data);
  if (fault !== undefined) return fail('CATALOGUE_INVALID', { ...fault });
  return ok(createCatalogue(parsed.data));
}
