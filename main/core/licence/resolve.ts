import type { Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Grant, LicenceCopy, LicenceGap, LicenceLibrary } from '../../contract/flow/grant';
import type { Clock, Ids } from '../../contract/ports/clock';
import { type Granted, type GrantPurpose, referenceOf } from './consent';
import type { Answerable } from './duties';
import { fetchJudged } from './fetch';
import type { LicenceGate } from './gate';
import type { LicenceRules } from './judge';
import { homeCity } from './levels';
import { searchLibraries } from './search';

export interface WantedLicence {
  typeSeq: number;
  name: string;
  /** Issuing departments of the type, as annex 2 names them, joined by 、. */
  departments: string;
  /** Who has to seal it and what its data are like; left out: nothing is said of that. */
  rules?: LicenceRules | undefined;
  /** 数据责任层级 as annex 2 prints it: whose libraries are asked first (R24, R65). */
  level: string;
  elements: string[];
}

export interface FetchOptions {
  gate: LicenceGate;
  /** DER roots that licence issuers are trusted under. */
  roots: readonly Uint8Array[];
  ids: Ids;
  clock: Clock;
}

export interface GrantedWork {
  credential: Credential;
  purpose: GrantPurpose;
  wanted: readonly WantedLicence[];
  /** Types that nobody is asked for, since the issue list says that there is none (R23). */
  impossible: readonly LicenceGap[];
  /** Who answers here for what is used (R76). */
  answerable?: Answerable | undefined;
}

/** Nothing more may be done under this grant, so nothing of it is kept either. */
const ENDS_ALL: readonly string[] = ['LICENCE_GRANT_REVOKED', 'CLERK_SIGNED_OUT'];

const byType = (a: { typeSeq: number }, b: { typeSeq: number }) => a.typeSeq - b.typeSeq;

/**
 * Opens the gate for what the holder allowed and fetches that: of the wanted licences those allowed, of their elements
 * those allowed. A licence that cannot be had becomes a gap, never a dead end (R31). Fails with the LICENCE_* and
 * PROVINCE_* codes of the source and the gate; LICENCE_GRANT_REVOKED where the holder took the grant back meanwhile.
 */
export async function fetchGranted(
  granted: Granted,
  about: GrantedWork,
  { gate, roots, ids, clock }: FetchOptions,
): Promise<Result<Grant>> {
  const { purpose, credential } = about;
  const { grantRef, consentRef, way, holder, actor, expiresAt, allowed } = granted;
  const { caseId, itemSeq, windowNo, clerk } = purpose;
  const reference = referenceOf(purpose);
  const grantedAt = clock.now();
  gate.open({ provinceRef: grantRef, caseId, itemSeq, windowNo, clerk, expiresAt, allowed });
  const city = homeCity(holder.kind, holder.code);
  const within = about.wanted.filter(({ typeSeq }) => allowed.some((each) => each.typeSeq === typeSeq));
  const found = await searchLibraries(within, city, (library) => gate.list(grantRef, reference, library));
  if (!found.ok) return found;

  const licences: LicenceCopy[] = [];
  const gaps: LicenceGap[] = [...about.impossible];
  const ended: Result<never>[] = [];
  const fetchOne = async ({ typeSeq, name, elements, departments, rules }: WantedLicence): Promise<void> => {
    const gap = (why: LicenceGap['why'], down: LicenceLibrary[] = []) =>
      void gaps.push({ typeSeq, name, why, ...(down.length > 0 && { down }) });
    const scope = allowed.find((each) => each.typeSeq === typeSeq);
    if (!scope) return gap('withheld');
    const { row, down } = found.value.get(typeSeq) ?? { row: null, down: [] };
    // Not found where a library is silent is not the same as not there.
    if (!row) return down.length > 0 ? gap('unreachable', down) : gap('absent');
    const copy = await fetchJudged(
      {
        ...{ grantRef, reference, typeSeq, holder, departments, rules },
        licenceId: row.licenceId,
        library: row.library,
        asked: elements.filter((key) => scope.elements.includes(key)),
        answerable: about.answerable,
      },
      { gate, roots, clock },
    );
    if (!copy.ok) {
      const { code, details } = copy.failure;
      if (ENDS_ALL.includes(code)) ended.push(copy);
      if (code === 'PROVINCE_ANSWER_INVALID' && details.why === 'other-licence') return gap('failed-check');
      return gap(code === 'LICENCE_NOT_FOUND' ? 'absent' : 'unreachable', down);
    }
    licences.push(copy.value);
    if (copy.value.verdict !== 'passed')
      gap(copy.value.verdict === 'failed' ? 'failed-check' : 'undetermined');
  };
  await Promise.all(about.wanted.map(fetchOne));
  if (ended[0]) return ended[0];
  return {
    ok: true,
    value: {
      id: ids.next(),
      credentialId: credential.id,
      caseId,
      itemSeq,
      purpose: reference.useCause,
      provinceRef: grantRef,
      evidence: way,
      holder,
      actor,
      consentRef,
      allowed: allowed.map(({ typeSeq, elements }) => ({ typeSeq, elements: [...elements] })),
      windowNo,
      clerk,
      grantedAt,
      expiresAt,
      licences: licences.sort(byType),
      gaps: gaps.sort(byType),
    },
  };
}
