import type { IssueCycle, IssueEntry, IssueFacts, IssueWord } from '../../contract/catalogue/issue-list';
import { regionName } from '../../contract/catalogue/regions';
import type { CatalogueEdition } from '../../contract/catalogue/types';
import type { CatalogueFault } from './faults';

/** A body has one row for a type, a region and a beginning. */
export const issueKey = ({ typeSeq, issuer, regionCode, since }: IssueEntry): string =>
  `${typeSeq} ${issuer} ${regionCode} ${since}`;

/** Days after which a licence of this cycle is there. */
const CYCLE_DAYS: Record<IssueCycle, number> = {
  'at-once': 0,
  daily: 1,
  weekly: 7,
  monthly: 31,
  yearly: 366,
};
const DAY_MS = 86_400_000;

const isProvince = (regionCode: string): boolean => regionCode.endsWith('0000');
const isPrefecture = (regionCode: string): boolean => regionCode.endsWith('00');

/** A row of the province covers it all, one of a prefecture its counties too. */
function covers(wide: string, place: string): boolean {
  if (isProvince(wide)) return wide.slice(0, 2) === place.slice(0, 2);
  return isPrefecture(wide) ? wide.slice(0, 4) === place.slice(0, 4) : wide === place;
}

/** First and last day that a statement may mean; null where nothing was said. */
function spanOf(issued: string): { first: string; last: string } | null {
  if (issued === '') return null;
  return issued.length === 4
    ? { first: `${issued}-01-01`, last: `${issued}-12-31` }
    : { first: issued, last: issued };
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** `rows`: those that the word rests on. */
function word(standing: IssueWord['standing'], rows: readonly IssueEntry[]): IssueWord {
  const slowest = rows.map(({ cycle }) => cycle).sort((a, b) => CYCLE_DAYS[b] - CYCLE_DAYS[a])[0];
  const ends = rows.map(({ until }) => until);
  return {
    standing,
    since: rows.map(({ since }) => since).sort()[0] ?? null,
    until: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
    regions: [...new Set(rows.map(({ regionCode }) => regionCode))].sort(),
    cycle: slowest ?? null,
  };
}

/**
 * What the list says of one licence on `today` (R23). Only what it says outright keeps a question from being asked: a type
 * that it does not name, a place outside the province and a year that it covers in part are asked for.
 */
export function issueWord(list: readonly IssueEntry[], facts: IssueFacts, today: string): IssueWord {
  const ofType = list.filter(({ typeSeq }) => typeSeq === facts.typeSeq);
  const [first] = ofType;
  const isElsewhere =
    facts.regionCode !== '' &&
    first !== undefined &&
    first.regionCode.slice(0, 2) !== facts.regionCode.slice(0, 2);
  if (first === undefined || isElsewhere) return word('not-listed', []);
  const there =
    facts.regionCode === ''
      ? ofType
      : ofType.filter(({ regionCode }) => covers(regionCode, facts.regionCode));
  if (there.length === 0) return word('not-this-place', ofType);
  const span = spanOf(facts.issued);
  const begun = there.filter(({ since }) => since <= today);
  const inTime =
    span === null
      ? begun
      : begun.filter(({ since, until }) => since <= span.last && (until === null || span.first <= until));
  if (inTime.length === 0) return word('not-this-year', there);
  const isThere = ({ cycle }: IssueEntry) =>
    span === null || dayAfter(span.first, CYCLE_DAYS[cycle]) <= today || CYCLE_DAYS[cycle] === 0;
  return inTime.some(isThere) ? word('exists', inTime) : word('not-yet', inTime);
}

/** What in the list contradicts the rest of the edition. */
export function* issueFaults(edition: CatalogueEdition): Generator<CatalogueFault, undefined> {
  const seen = new Set<string>();
  const issuersOf = new Map(edition.licences.map(({ seq, issuer }) => [seq, issuer.split('、')]));
  for (const entry of edition.issueList) {
    const key = issueKey(entry);
    const at = `issue ${key}`;
    if (seen.has(key)) yield { fault: 'issue-twice', at };
    seen.add(key);
    const issuers = issuersOf.get(entry.typeSeq);
    if (!issuers) yield { fault: 'issue-licence', at };
    else if (!issuers.includes(entry.issuer)) yield { fault: 'issue-issuer', at };
    if (regionName(entry.regionCode) === null) yield { fault: 'issue-region', at };
    if (entry.until !== null && entry.until < entry.since) yield { fault: 'issue-period', at };
  }
}

type Note = (kind: string, at: string, name: string) => void;

/** 只增不减 (R20) for the list: no body, no day and no place less than before, and nothing issued more slowly. */
export function compareIssueLists(
  before: CatalogueEdition,
  after: CatalogueEdition,
  { gone, come }: { gone: Note; come: Note },
): void {
  const nameOf = ({ typeSeq, issuer, regionCode }: IssueEntry): string => {
    const type = after.licences.find(({ seq }) => seq === typeSeq);
    return `${type?.name ?? ''} ${issuer} ${regionName(regionCode) ?? regionCode}`.trim();
  };
  const atOf = ({ typeSeq, regionCode }: IssueEntry) => `licence ${typeSeq} issue ${regionCode}`;
  for (const entry of before.issueList) {
    const why = narrowing(entry, after.issueList);
    if (why !== null) gone(why, atOf(entry), nameOf(entry));
  }
  for (const entry of after.issueList)
    if (narrowing(entry, before.issueList) !== null) come('issue-widened', atOf(entry), nameOf(entry));
}

/** What `now` has less than `entry` says; null where one of its rows says as much. */
function narrowing(entry: IssueEntry, now: readonly IssueEntry[]): string | null {
  const own = now.filter(({ typeSeq, issuer }) => typeSeq === entry.typeSeq && issuer === entry.issuer);
  if (own.length === 0) return 'issue-removed';
  const there = own.filter(({ regionCode }) => covers(regionCode, entry.regionCode));
  if (there.length === 0) return 'issue-area-narrowed';
  const inTime = there.filter(
    ({ since, until }) =>
      since <= entry.since && (until === null || (entry.until !== null && entry.until <= until)),
  );
  if (inTime.length === 0) return 'issue-period-narrowed';
  return inTime.some(({ cycle }) => CYCLE_DAYS[cycle] <= CYCLE_DAYS[entry.cycle])
    ? null
    : 'issue-cycle-slower';
}
