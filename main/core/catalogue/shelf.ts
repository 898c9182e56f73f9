import type { HallChoices } from '../../contract/catalogue/switches';
import type { CancelledProof, CatalogueEdition } from '../../contract/catalogue/types';
import { ok, type Result } from '../../contract/failures/failure';
import { type Catalogue, createCatalogue } from './catalogue';
import type { Conditions } from './conditions';
import { layerEditions } from './layer';
import { faultless } from './load';

/** `in-force`: used today. `waiting`: its day is to come. `earlier`: has been followed by another; still there to go back to. */
export type EditionStanding = 'in-force' | 'waiting' | 'earlier';

export interface Shelf {
  /** Always answers for the edition in force on the day of the question. */
  catalogue: Catalogue;
  list(): { edition: CatalogueEdition; standing: EditionStanding }[];
  /** What is wrong with an edition that would be in force but cannot be used, so that the one before it is. */
  faults(): { edition: string; code: string; at: string }[];
}

/** The latest that has begun. With none begun yet, the first to begin: a hall is never without a catalogue. */
function inForce(editions: readonly CatalogueEdition[], today: string): CatalogueEdition | undefined {
  const byDay = [...editions].sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
  const begun = byDay.filter((each) => each.effectiveFrom <= today);
  const lasting = begun.filter((each) => each.effectiveUntil === null || today <= each.effectiveUntil);
  return lasting.at(-1) ?? begun.at(-1) ?? byDay[0];
}

/**
 * All editions there are: the shipped one and those taken in, of the province and of the hall's city. One that
 * contradicts itself is passed over for the one before it. Fails only where not even the shipped one can be used.
 */
export function createShelf(
  shipped: CatalogueEdition,
  taken: readonly CatalogueEdition[],
  about: { today: () => string; choices: HallChoices },
): Result<Shelf> {
  const { today, choices } = about;
  const usable = faultless(shipped);
  if (!usable.ok) return usable;
  let cancelledNow: readonly CancelledProof[] = [];
  const conditions: Conditions = {
    today,
    switches: () => choices.switches,
    cancelled() {
      current();
      return cancelledNow;
    },
  };
  const faults: { edition: string; code: string; at: string }[] = [];
  const note = (edition: CatalogueEdition, code: string, at: unknown): void =>
    void faults.push({ edition: edition.edition, code, at: String(at ?? '') });

  const provincial = [shipped];
  for (const edition of taken.filter(({ scope }) => scope.level === 'province')) {
    const checked = faultless(edition);
    if (!checked.ok) note(edition, checked.failure.code, checked.failure.details.at);
    // Taken in again, the shipped edition is the same one.
    else if (edition.edition !== shipped.edition) provincial.push(edition);
  }
  const local = taken.filter(
    ({ scope }) => scope.level === 'city' && scope.regionCode === choices.regionCode,
  );

  const built = new Map<string, Catalogue>();
  function build(edition: CatalogueEdition): Catalogue {
    const catalogue = built.get(edition.edition) ?? { ...createCatalogue(edition, conditions), inEdition };
    built.set(edition.edition, catalogue);
    return catalogue;
  }

  let day = '';
  let standing: Catalogue | null = null;
  let isSpellingWanted = false;
  function current(): Catalogue {
    const now = today();
    if (standing === null || day !== now) {
      day = now;
      const edition = chosen(now);
      cancelledNow = edition.cancelled;
      standing = build(edition);
      // An edition that comes into force over night is spelt as well; what can go wrong was reported for the first.
      if (isSpellingWanted) standing.ready().catch(() => undefined);
    }
    return standing;
  }

  function chosen(now: string): CatalogueEdition {
    const pinned = provincial.find(({ edition }) => edition === choices.pinned);
    const province = pinned ?? inForce(provincial, now) ?? shipped;
    const city = inForce(
      local.filter(({ effectiveFrom }) => effectiveFrom <= now),
      now,
    );
    if (!city) return province;
    const layered = layerEditions(province, city);
    if (layered.ok) return layered.value;
    if (!faults.some(({ edition }) => edition === city.edition))
      note(city, layered.failure.code, layered.failure.details.at);
    return province;
  }

  function inEdition(edition: string): Catalogue {
    const known = built.get(edition);
    if (known) return known;
    for (const province of provincial) {
      if (province.edition === edition) return build(province);
      for (const city of local) {
        const layered = edition.endsWith(`-${city.edition}`) ? layerEditions(province, city) : null;
        if (layered?.ok && layered.value.edition === edition) return build(layered.value);
      }
    }
    return current();
  }

  return ok({
    catalogue: {
      get edition() {
        return current().edition;
      },
      get effectiveFrom() {
        return current().effectiveFrom;
      },
      get mappingNote() {
        return current().mappingNote;
      },
      get scope() {
        return current().scope;
      },
      search: (text, limit) => current().search(text, limit),
      ready() {
        isSpellingWanted = true;
        return current().ready();
      },
      defined: () => current().defined(),
      item: (seq) => current().item(seq),
      definition: (seq, holder) => current().definition(seq, holder),
      licenceType: (seq) => current().licenceType(seq),
      issue: (facts) => current().issue(facts),
      theme: (seq) => current().theme(seq),
      isTrial: (seq) => current().isTrial(seq),
      cancelled: () => current().cancelled(),
      wanted: (seq, holder) => current().wanted(seq, holder),
      isBackfilled: (typeSeq) => current().isBackfilled(typeSeq),
      isIssuedOnline: (typeSeq) => current().isIssuedOnline(typeSeq),
      handler: (seq, regionCode) => current().handler(seq, regionCode),
      inEdition,
    },
    list() {
      const used = current().edition;
      const isUsed = ({ edition, scope }: CatalogueEdition): boolean =>
        scope.level === 'province'
          ? used === edition || used.startsWith(`${edition}+`)
          : used.endsWith(`+${scope.regionCode}-${edition}`);
      return [...provincial, ...taken.filter(({ scope }) => scope.level === 'city')].map((edition) => ({
        edition,
        standing: isUsed(edition) ? 'in-force' : edition.effectiveFrom > today() ? 'waiting' : 'earlier',
      }));
    },
    faults: () => [...faults],
  });
}
