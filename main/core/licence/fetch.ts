import type { Result } from '../../contract/failures/failure';
import { fail } from '../../contract/failures/failure';
import type { Holder, LicenceCopy, LicenceLibrary } from '../../contract/flow/grant';
import type { Clock } from '../../contract/ports/clock';
import type { FetchedLicence } from '../../contract/ports/licence-source';
import type { Recognition } from '../../contract/province/recognition';
import { canonicalJson } from '../../contract/province/wire';
import { sha256 } from '../base';
import type { Answerable } from './duties';
import type { LicenceGate } from './gate';
import { judgeLicence, type LicenceRules } from './judge';
import { isFromElsewhere } from './recognition';
import type { Reference } from './source';

/** One listed licence and all that is needed to judge it. */
export interface FetchOne {
  grantRef: string;
  reference: Reference;
  licenceId: string;
  typeSeq: number;
  library: LicenceLibrary | undefined;
  /** Elements that are allowed. */
  asked: readonly string[];
  holder: Holder;
  /** Issuing departments of the type, as annex 2 names them, joined by 、. */
  departments: string;
  rules: LicenceRules | undefined;
  answerable: Answerable | undefined;
}

/**
 * Fetches a licence through the gate, asks the nation about one of another province, and judges it. PROVINCE_ANSWER_INVALID
 * where the answer is about another licence; the LICENCE_* and PROVINCE_* codes of the gate and the source.
 */
export async function fetchJudged(
  one: FetchOne,
  { gate, roots, clock }: { gate: LicenceGate; roots: readonly Uint8Array[]; clock: Clock },
): Promise<Result<LicenceCopy>> {
  const { grantRef, reference, licenceId, library } = one;
  const request = { grantRef, licenceId, elements: [...one.asked], reference };
  const answer = await gate.fetch(library ? { ...request, library } : request);
  if (!answer.ok) return answer;
  const { content } = answer.value;
  if (content.licenceId !== licenceId || content.typeSeq !== one.typeSeq)
    return fail('PROVINCE_ANSWER_INVALID', { why: 'other-licence' });
  const recognition = await recognitionOf(answer.value, one, gate);
  if (!recognition.ok) return recognition;
  const { asked, holder, departments, rules, answerable } = one;
  return {
    ok: true,
    value: judgeLicence(answer.value, {
      ...{ asked, holder, departments, rules, answerable, library, roots },
      recognition: recognition.value,
      now: clock.now(),
    }),
  };
}

/** What the nation says, where it has to say something; null: it could not be asked. Fails only where the grant is over. */
async function recognitionOf(
  { content }: FetchedLicence,
  { grantRef, reference }: FetchOne,
  gate: LicenceGate,
): Promise<Result<Recognition | null>> {
  if (!isFromElsewhere(content)) return { ok: true, value: null };
  const { licenceId } = content;
  const told = await gate.recognise({
    grantRef,
    licenceId,
    sha256: sha256(canonicalJson(content)),
    reference,
  });
  if (told.ok) return told;
  const isOver = told.failure.code === 'LICENCE_GRANT_REVOKED' || told.failure.code === 'CLERK_SIGNED_OUT';
  return isOver ? told : { ok: true, value: null };
}
