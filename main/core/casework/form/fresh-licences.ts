import type { Result } from '../../../contract/failures/failure';
import { fail } from '../../../contract/failures/failure';
import type { Grant, LicenceCopy } from '../../../contract/flow/grant';
import { fetchJudged, type LicenceGate, recheckStatus } from '../../licence';
import type { CaseworkDeps } from '../deps';

/** What was fetched or asked about less than this ago is taken as it was then. */
const FRESH_FOR_MS = 5 * 60_000;

interface Freshened {
  grant: Grant;
  /** What the form was filled from is not what it was: the clerk has to look again. */
  changed: boolean;
  /** False: the province could not be asked. Work goes on, and the record says so. */
  confirmed: boolean;
}

interface Under {
  grant: Grant;
  edition: string;
  gate: LicenceGate;
  roots: readonly Uint8Array[];
}

/** One licence of the grant as it is now, fetched anew under it and judged. */
export async function fetchAgain(
  deps: Pick<CaseworkDeps, 'clock' | 'catalogue'>,
  { grant, edition, gate, roots }: Under,
  licenceId: string,
): Promise<Result<LicenceCopy>> {
  const { caseId, itemSeq, windowNo, clerk, purpose: useCause, provinceRef: grantRef, holder } = grant;
  const reference = { caseId, itemSeq, windowNo, clerk, useCause };
  const before = grant.licences.find((copy) => copy.licenceId === licenceId);
  const { typeSeq = 0, library, duties } = before ?? {};
  const asked = grant.allowed.find((scope) => scope.typeSeq === typeSeq)?.elements ?? [];
  const listed = await gate.list(grantRef, reference, library);
  if (!listed.ok) return listed;
  const type = deps.catalogue.inEdition(edition).licenceType(typeSeq);
  const about = { holder, asked, departments: type?.issuer ?? '', rules: type, answerable: duties };
  const one = { grantRef, reference, licenceId, typeSeq, library, ...about };
  return fetchJudged(one, { gate, roots, clock: deps.clock });
}

/**
 * A valid licence of a type that was not there when the grant's were fetched: its department has issued it since (R30).
 * LICENCE_NOT_FOUND where it is in no library yet.
 */
export async function fetchIssued(
  deps: Pick<CaseworkDeps, 'clock' | 'catalogue'>,
  { grant, edition, gate, roots }: Under,
  typeSeq: number,
): Promise<Result<LicenceCopy>> {
  const { caseId, itemSeq, windowNo, clerk, purpose: useCause, provinceRef: grantRef, holder } = grant;
  const reference = { caseId, itemSeq, windowNo, clerk, useCause };
  const listed = await gate.list(grantRef, reference);
  if (!listed.ok) return listed;
  const row = listed.value.licences.find((each) => each.typeSeq === typeSeq && each.status === 'valid');
  if (!row) return fail('LICENCE_NOT_FOUND');
  const { licenceId, library } = row;
  const type = deps.catalogue.inEdition(edition).licenceType(typeSeq);
  const asked = grant.allowed.find((scope) => scope.typeSeq === typeSeq)?.elements ?? [];
  const answerable = grant.licences[0]?.duties;
  const about = { holder, asked, departments: type?.issuer ?? '', rules: type, answerable };
  return fetchJudged(
    { grantRef, reference, licenceId, typeSeq, library, ...about },
    { gate, roots, clock: deps.clock },
  );
}

/**
 * Asks again, before something is sealed, whether what was fetched a while ago still holds (R82): a licence withdrawn since
 * fails, one that its issuer corrected is fetched anew under the same grant. LICENCE_GRANT_REVOKED where the holder took the
 * grant back.
 */
export async function freshen(
  deps: Pick<CaseworkDeps, 'province' | 'clock' | 'catalogue'>,
  given: Under,
): Promise<Result<Freshened>> {
  const { province, clock } = deps;
  const { grant } = given;
  const inUse = grant.licences.filter((copy) => copy.verdict === 'passed');
  const asOf = Math.min(...inUse.map((copy) => copy.checkedAt ?? copy.fetchedAt));
  if (inUse.length === 0 || clock.now() - asOf < FRESH_FOR_MS) return done(grant, false, true);

  const grantRef = grant.provinceRef;
  const { caseId, itemSeq, windowNo, clerk, purpose: useCause } = grant;
  const reference = { caseId, itemSeq, windowNo, clerk, useCause };
  const standing = await province.ask('readGrant', { params: { grantRef }, query: reference });
  if (standing.ok && standing.value.state === 'revoked') return fail('LICENCE_GRANT_REVOKED');
  const licenceIds = inUse.map((copy) => copy.licenceId);
  const told = await province.ask('licenceStatus', { body: { licenceIds, reference } });
  if (!told.ok) return done(grant, false, false);

  const licences = await Promise.all(
    grant.licences.map(async (copy) => {
      const row = told.value.licences.find((each) => each.licenceId === copy.licenceId);
      if (!row || copy.verdict !== 'passed') return copy;
      const checked = recheckStatus(copy, row, clock.now());
      const corrected = checked.checks.some((check) => check.why === 'changed-since');
      const again = corrected ? await fetchAgain(deps, given, copy.licenceId) : null;
      return again?.ok ? again.value : checked;
    }),
  );
  const known = new Map(grant.licences.map((copy) => [copy.licenceId, copy]));
  const isOther = (copy: LicenceCopy) => {
    const before = known.get(copy.licenceId);
    return before?.verdict !== copy.verdict || before.sha256 !== copy.sha256;
  };
  const lost = licences
    .filter((copy) => copy.verdict !== 'passed' && known.get(copy.licenceId)?.verdict === 'passed')
    .map(({ typeSeq, name }) => ({ typeSeq, name, why: 'failed-check' as const }));
  return done({ ...grant, licences, gaps: [...grant.gaps, ...lost] }, licences.some(isOther), true);
}

function done(grant: Grant, changed: boolean, confirmed: boolean): Result<Freshened> {
  return { ok: true, value: { grant, changed, confirmed } };
}
