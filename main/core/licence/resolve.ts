import type { z } from 'zod';
import type { Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Grant, LicenceCopy, LicenceGap } from '../../contract/flow/grant';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { LicenceListAnswer } from '../../contract/province/wire';
import { type Granted, type GrantPurpose, referenceOf } from './consent';
import type { LicenceGate } from './gate';
import { judgeLicence } from './judge';

export interface WantedLicence {
  typeSeq: number;
  name: string;
  /** Issuing departments of the type, as annex 2 names them, joined by 、. */
  departments: string;
  elements: string[];
}

export interface FetchOptions {
  gate: LicenceGate;
  /** DER roots that licence issuers are trusted under. */
  roots: readonly Uint8Array[];
  ids: Ids;
  clock: Clock;
}

type Listed = z.infer<typeof LicenceListAnswer>['licences'];

/** Of several licences of one type the one that is valid and lasts longest is taken. */
function bestOfType(listed: Listed, typeSeq: number): Listed[number] | undefined {
  const rank = (licence: Listed[number]) => (licence.status === 'valid' ? 1 : 0);
  return listed
    .filter((licence) => licence.typeSeq === typeSeq)
    .sort((a, b) => rank(b) - rank(a) || (b.validTo ?? '9999').localeCompare(a.validTo ?? '9999'))[0];
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
  about: { credential: Credential; purpose: GrantPurpose; wanted: readonly WantedLicence[] },
  { gate, roots, ids, clock }: FetchOptions,
): Promise<Result<Grant>> {
  const { purpose, credential } = about;
  const { grantRef, consentRef, way, holder, actor, expiresAt, allowed } = granted;
  const { caseId, itemSeq, windowNo, clerk } = purpose;
  const reference = referenceOf(purpose);
  const grantedAt = clock.now();
  gate.open({ provinceRef: grantRef, caseId, itemSeq, windowNo, clerk, expiresAt, allowed });
  const listed = await gate.list(grantRef, reference);
  if (!listed.ok) return listed;

  const licences: LicenceCopy[] = [];
  const gaps: LicenceGap[] = [];
  const ended: Result<never>[] = [];
  const fetchOne = async ({ typeSeq, name, elements, departments }: WantedLicence): Promise<void> => {
    const gap = (why: LicenceGap['why']) => void gaps.push({ typeSeq, name, why });
    const scope = allowed.find((each) => each.typeSeq === typeSeq);
    if (!scope) return gap('withheld');
    const found = bestOfType(listed.value.licences, typeSeq);
    if (!found) return gap('absent');
    const asked = elements.filter((key) => scope.elements.includes(key));
    const { licenceId } = found;
    const answer = await gate.fetch({ grantRef, licenceId, elements: asked, reference });
    if (!answer.ok) {
      if (ENDS_ALL.includes(answer.failure.code)) ended.push(answer);
      return gap(answer.failure.code === 'LICENCE_NOT_FOUND' ? 'absent' : 'unreachable');
    }
    const { content } = answer.value;
    if (content.licenceId !== licenceId || content.typeSeq !== typeSeq) return gap('failed-check');
    const copy = judgeLicence(answer.value, { holder, asked, roots, departments, now: clock.now() });
    licences.push(copy);
    if (copy.verdict !== 'passed') gap('failed-check');
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
