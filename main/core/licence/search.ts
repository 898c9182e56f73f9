import type { z } from 'zod';
import type { Result } from '../../contract/failures/failure';
import type { LicenceLibrary } from '../../contract/flow/grant';
import type { LicenceListAnswer } from '../../contract/province/wire';
import type { LicenceGate } from './gate';
import { librariesFor } from './levels';

type Row = z.infer<typeof LicenceListAnswer>['licences'][number];

/** What the libraries have of one type. */
export interface Finding {
  /** Of several the one that is valid and lasts longest; null where no library that answered has any. */
  row: Row | null;
  /** Libraries that did not answer before it was found: without a row nobody can say that there is none. */
  down: LicenceLibrary[];
}

const rank = (row: Row) => (row.status === 'valid' ? 1 : 0);
const better = (a: Row, b: Row) =>
  rank(b) - rank(a) || (b.validTo ?? '9999').localeCompare(a.validTo ?? '9999');

const keyOf = ({ level, regionCode }: LicenceLibrary): string => `${level} ${regionCode}`;

/**
 * Looks for a valid licence of each type in the libraries of its level, then in those above (R65); each round asks every
 * library once, for all types that are still looked for. A library that does not answer is passed over and named. Fails
 * with the source's own failure where the province itself cannot be asked, or says no.
 */
export async function searchLibraries(
  types: readonly { typeSeq: number; level: string }[],
  city: string | null,
  list: (library: LicenceLibrary) => ReturnType<LicenceGate['list']>,
): Promise<Result<ReadonlyMap<number, Finding>>> {
  const findings = new Map<number, Finding>();
  let open = types.map(({ typeSeq, level }) => {
    findings.set(typeSeq, { row: null, down: [] });
    return { typeSeq, isOfCity: level.includes('市级'), path: librariesFor(level, city) };
  });
  for (let round = 0; open.length > 0; round += 1) {
    const libraries = new Map(
      open.flatMap(({ path }) => path[round] ?? []).map((library) => [keyOf(library), library] as const),
    );
    const answers = new Map(
      await Promise.all([...libraries].map(async ([key, library]) => [key, await list(library)] as const)),
    );
    const failed = [...answers.values()].filter((answer) => !answer.ok);
    const refused = failed.find((answer) => !isPassedOver(answer.failure.code, answer.failure.retry));
    if (refused) return refused;
    // Not one library of the first round: it is the line, not the libraries.
    const isLine = round === 0 && failed.length === answers.size;
    const line = failed.find(
      ({ failure }) => failure.code !== 'LICENCE_LIBRARY_DOWN' && failure.code !== 'PROVINCE_NOT_OFFERED',
    );
    if (isLine && line) return line;
    for (const { typeSeq, isOfCity, path } of open) {
      const finding = findings.get(typeSeq);
      const library = path[round];
      const answer = library && answers.get(keyOf(library));
      if (!finding || !answer || !library) continue;
      if (answer.ok) {
        const rows = answer.value.licences.filter((row) => row.typeSeq === typeSeq);
        finding.row = [...rows, ...(finding.row ? [finding.row] : [])].sort(better)[0] ?? null;
        // A type that no city keeps is not missed by a city's silence.
        const behind = (answer.value.down ?? []).filter(({ level }) => level !== 'city' || isOfCity);
        finding.down.push(
          ...behind.filter((each) => !finding.down.some((known) => keyOf(known) === keyOf(each))),
        );
      } else if (answer.failure.code !== 'PROVINCE_NOT_OFFERED') finding.down.push(library);
    }
    open = open.filter(
      ({ typeSeq, path }) => findings.get(typeSeq)?.row?.status !== 'valid' && path.length > round + 1,
    );
  }
  return { ok: true, value: findings };
}

/** A library that is down or not behind this interface, and a line that may come back, keep nobody from asking the next. */
function isPassedOver(code: string, retry: string): boolean {
  return code === 'PROVINCE_NOT_OFFERED' || retry === 'automatic';
}
