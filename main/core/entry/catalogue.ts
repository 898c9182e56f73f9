import type { CatalogueEdition } from '../../contract/catalogue/types';
import { ok, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import { hallTime } from '../base';
import { type CatalogueProfile, createShelf, openCatalogueProfile, type Shelf } from '../catalogue';
import { shippedEdition } from './assets';

export interface OpenCatalogue {
  shelf: Shelf;
  profile: CatalogueProfile;
  shipped: CatalogueEdition;
  /** What stands in the profile and could not be used. */
  unusable: { edition: string; code: string }[];
}

/**
 * The catalogue as this hall has it: the shipped edition, those taken into the profile, the hall's switches.
 * Without a profile the shipped edition alone. CATALOGUE_INVALID (the shipped one), CONFIG_* (the switches).
 */
export function openCatalogue(profileDir: string, clock: Clock): Result<OpenCatalogue> {
  const shipped = shippedEdition();
  if (!shipped.ok) return shipped;
  const profile = openCatalogueProfile(profileDir);
  const choices = profile.choices();
  if (!choices.ok) return choices;
  const { usable, unusable } = profile.editions();
  const shelf = createShelf(shipped.value, usable, {
    today: () => hallTime(clock.now()).day,
    choices: choices.value,
  });
  if (!shelf.ok) return shelf;
  return ok({
    shelf: shelf.value,
    profile,
    shipped: shipped.value,
    unusable: [
      ...unusable.map(({ file, failure }) => ({ edition: file, code: failure.code })),
      ...shelf.value.faults().map(({ edition, code }) => ({ edition, code })),
    ],
  });
}
