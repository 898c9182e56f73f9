import type { z } from 'zod';
import { fail, type Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Grant, LicenceCopy, LicenceGap } from '../../contract/flow/grant';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { LicenceSource } from '../../contract/ports/licence-source';
import type { CaseReference, GrantRequest, LicenceListAnswer } from '../../contract/province/wire';
import { judgeLicence } from './judge';

export interface WantedLicence {
  typeSeq: number;
  name: string;
  elements: string[];
}

export interface GrantPurpose {
  caseId: string;
  itemSeq: number;
  itemName: string;
  audience: 'person' | 'enterprise';
  windowNo: string;
  clerk: string;
}

export interface ResolveOptions {
  source: LicenceSource;
  /** DER roots that licence issuers are trusted under. */
  roots: readonly Uint8Array[];
  ids: Ids;
  clock: Clock;
}

type Listed = z.infer<typeof LicenceListAnswer>['licences'];

/** 用证事由 as it stands on the province's log: item and what for, never more than 200 characters. */
export function purposeText(itemName: string): string {
  const whole = `办理“${itemName}”核验申请条件、预填申请表`;
  if (whole.length <= 200) return whole;
  // The cut may fall inside a character of two units; half of one is no text.
  return `${whole.slice(0, 199).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function evidenceOf(credential: Credential): z.infer<typeof GrantRequest>['evidence'] {
  return credential.kind === 'id-card'
    ? { kind: 'id-card', number: credential.number, name: credential.name }
    : { kind: 'shown-code', code: credential.payload };
}

/** Identity numbers may end in a lower-case x on some side. */
const sameCode = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase();

/** Of several licences of one type the one that is valid and lasts longest is taken. */
function bestOfType(listed: Listed, typeSeq: number): Listed[number] | undefined {
  const rank = (licence: Listed[number]) => (licence.status === 'valid' ? 1 : 0);
  return listed
    .filter((licence) => licence.typeSeq === typeSeq)
    .sort((a, b) => rank(b) - rank(a) || (b.validTo ?? '9999').localeCompare(a.validTo ?? '9999'))[0];
}

/**
 * Credential in, grant out: asks the province for a grant for exactly the licences and elements the item needs,
 * then fetches what was allowed. A licence that cannot be had becomes a gap, never a dead end (R31).
 * Fails with LICENCE_* and PROVINCE_* codes of the source, LICENCE_HOLDER_KIND where a person's evidence
 * meets an enterprise's item or the reverse, LICENCE_HOLDER_MISMATCH where the grant is about somebody else.
 */
export async function resolveGrant(
  credential: Credential,
  purpose: GrantPurpose,
  wanted: readonly WantedLicence[],
  { source, roots, ids, clock }: ResolveOptions,
): Promise<Result<Grant>> {
  const reference: z.infer<typeof CaseReference> = {
    caseId: purpose.caseId,
    itemSeq: purpose.itemSeq,
    windowNo: purpose.windowNo,
    clerk: purpose.clerk,
    useCause: purposeText(purpose.itemName),
  };
  if (credential.kind === 'id-card' && purpose.audience === 'enterprise') return fail('LICENCE_HOLDER_KIND');
  let shownBy = credential.kind === 'id-card' ? credential.number : '';
  if (credential.kind === 'code') {
    // Verifying does not use the code up, so a wrong kind of holder costs the citizen nothing.
    const verified = await source.verifyCode(credential.payload, reference);
    if (!verified.ok) return verified;
    if (verified.value.holder.kind !== purpose.audience) return fail('LICENCE_HOLDER_KIND');
    shownBy = verified.value.holder.code;
  }
  const granted = await source.obtainGrant({
    reference,
    evidence: evidenceOf(credential),
    wanted: wanted.map(({ typeSeq, elements }) => ({ typeSeq, elements })),
  });
  if (!granted.ok) return granted;
  const grantedAt = clock.now();
  const { grantRef, holder, allowed, expiresAt } = granted.value;
  if (!sameCode(holder.code, shownBy)) return fail('LICENCE_HOLDER_MISMATCH');
  const listed = await source.listLicences(grantRef, reference);
  if (!listed.ok) return listed;

  const licences: LicenceCopy[] = [];
  const gaps: LicenceGap[] = [];
  await Promise.all(
    wanted.map(async ({ typeSeq, name, elements }) => {
      const gap = (why: LicenceGap['why']): undefined => void gaps.push({ typeSeq, name, why });
      if (!allowed.includes(typeSeq)) return gap('withheld');
      const found = bestOfType(listed.value.licences, typeSeq);
      if (!found) return gap('absent');
      const answer = await source.fetchLicence({ grantRef, licenceId: found.licenceId, elements, reference });
      if (!answer.ok) return gap(answer.failure.code === 'LICENCE_NOT_FOUND' ? 'absent' : 'unreachable');
      if (answer.value.content.licenceId !== found.licenceId || answer.value.content.typeSeq !== typeSeq)
        return gap('failed-check');
      const copy = judgeLicence(answer.value, { holder, asked: elements, roots, now: clock.now() });
      licences.push(copy);
      if (copy.verdict !== 'passed') gap('failed-check');
      return undefined;
    }),
  );
  const byType = (a: { typeSeq: number }, b: { typeSeq: number }) => a.typeSeq - b.typeSeq;
  return {
    ok: true,
    value: {
      id: ids.next(),
      credentialId: credential.id,
      caseId: purpose.caseId,
      itemSeq: purpose.itemSeq,
      purpose: reference.useCause,
      provinceRef: grantRef,
      evidence: credential.kind === 'id-card' ? 'id-card' : 'shown-code',
      holder,
      grantedAt,
      expiresAt,
      licences: licences.sort(byType),
      gaps: gaps.sort(byType),
    },
  };
}
