import type { z } from 'zod';
import { fail, type Result } from '../../contract/failures/failure';
import type { CardCredential, Credential } from '../../contract/flow/credential';
import type { GrantScope, GrantWay, Holder } from '../../contract/flow/grant';
import type { LicenceSource } from '../../contract/ports/licence-source';
import type { CardHolder, ConsentAnswer, ConsentRequest, ConsentWay } from '../../contract/province/consent';
import type { GrantRequest } from '../../contract/province/wire';
import { sameCode } from './holder-match';
import type { Reference } from './source';

export interface GrantPurpose {
  caseId: string;
  itemSeq: number;
  itemName: string;
  audience: 'person' | 'enterprise';
  windowNo: string;
  clerk: string;
}

/** 用证事由 as it stands on the province's log: item and what for, never more than 200 characters. */
export function purposeText(itemName: string): string {
  const whole = `办理“${itemName}”核验申请条件、预填申请表`;
  if (whole.length <= 200) return whole;
  // The cut may fall inside a character of two units; half of one is no text.
  return `${whole.slice(0, 199).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export function referenceOf(purpose: GrantPurpose): Reference {
  const { caseId, itemSeq, windowNo, clerk, itemName } = purpose;
  return { caseId, itemSeq, windowNo, clerk, useCause: purposeText(itemName) };
}

/** What was shown at the window, and by whom for whom. */
export interface Shown {
  credential: Credential;
  /** The card of whoever acts for the holder, and as what. */
  acting: { way: 'guardian' | 'agent' | 'enterprise-agent'; helper: CardCredential } | null;
}

const cardOf = ({ number, name }: CardCredential): z.infer<typeof CardHolder> => ({ number, name });

/**
 * How the holder is asked for what was shown. LICENCE_HOLDER_KIND where it does not fit together: an agent of an enterprise
 * without the enterprise's code, a guardian without the ward's card. LICENCE_PARTIES_SAME where one card stands for both.
 */
export function wayOf({ credential, acting }: Shown): Result<ConsentWay> {
  const done = (way: ConsentWay): Result<ConsentWay> => ({ ok: true, value: way });
  if (acting === null) {
    return credential.kind === 'id-card'
      ? done({ kind: 'id-card', card: cardOf(credential) })
      : done({ kind: 'shown-code', code: credential.payload });
  }
  const helper = cardOf(acting.helper);
  if (acting.way === 'enterprise-agent') {
    return credential.kind === 'code'
      ? done({ kind: 'enterprise-agent', code: credential.payload, agent: helper })
      : fail('LICENCE_HOLDER_KIND');
  }
  if (credential.kind !== 'id-card') return fail('LICENCE_HOLDER_KIND');
  if (sameCode(credential.number, helper.number)) return fail('LICENCE_PARTIES_SAME');
  const holder = cardOf(credential);
  return acting.way === 'guardian'
    ? done({ kind: 'guardian', guardian: helper, ward: holder })
    : done({ kind: 'agent', agent: helper, principal: holder });
}

/**
 * Whose evidence this is, before anything is asked: verifying does not use a code up, so a wrong kind of holder costs the
 * citizen nothing. LICENCE_HOLDER_KIND where a person's evidence meets an enterprise's item or the reverse, and the
 * LICENCE_* and PROVINCE_* codes of the source.
 */
export async function shownBy(
  credential: Credential,
  purpose: GrantPurpose,
  source: Pick<LicenceSource, 'verifyCode'>,
): Promise<Result<string>> {
  if (credential.kind === 'id-card')
    return purpose.audience === 'enterprise'
      ? fail('LICENCE_HOLDER_KIND')
      : { ok: true, value: credential.number };
  const verified = await source.verifyCode(credential.payload, referenceOf(purpose));
  if (!verified.ok) return verified;
  const { kind, code } = verified.value.holder;
  return kind === purpose.audience ? { ok: true, value: code } : fail('LICENCE_HOLDER_KIND');
}

/** A question to the holder, asked once: sent again with the same contents it is the same question (R34, R40). */
export function consentRequest(
  requestId: string,
  way: ConsentWay,
  purpose: GrantPurpose,
  wanted: readonly GrantScope[],
): ConsentRequest {
  return {
    requestId,
    reference: referenceOf(purpose),
    way,
    wanted: wanted.map(({ typeSeq, elements }) => ({ typeSeq, elements })),
  };
}

/** What the holder allowed, whichever way they were asked. */
export interface Granted {
  grantRef: string;
  consentRef: string;
  way: GrantWay;
  holder: Holder;
  actor: Holder | null;
  expiresAt: number;
  allowed: readonly GrantScope[];
}

/**
 * The holder's word as it stands; null while they have not decided. LICENCE_CONSENT_REFUSED, LICENCE_CONSENT_EXPIRED,
 * LICENCE_HOLDER_MISMATCH where the answer is about others than those who stand at the window. More than was asked for is
 * not taken.
 */
export function decisionOf(
  request: ConsentRequest,
  answer: ConsentAnswer,
  parties: { holderCode: string; actorCode: string | null },
): Result<Granted | null> {
  const { state, grantRef, consentRef, holder, actor, expiresAt, allowed } = answer;
  const isActor =
    parties.actorCode === null ? actor === null : sameCode(actor?.code ?? '', parties.actorCode);
  if (!isActor || !sameCode(holder.code, parties.holderCode)) return fail('LICENCE_HOLDER_MISMATCH');
  if (state === 'pending') return { ok: true, value: null };
  if (state === 'refused') return fail('LICENCE_CONSENT_REFUSED');
  if (state === 'expired' || grantRef === null) return fail('LICENCE_CONSENT_EXPIRED');
  const way = request.way.kind;
  const within = allowed.flatMap((given) => {
    const asked = request.wanted.find((each) => each.typeSeq === given.typeSeq);
    return asked
      ? [{ typeSeq: given.typeSeq, elements: given.elements.filter((key) => asked.elements.includes(key)) }]
      : [];
  });
  return { ok: true, value: { grantRef, consentRef, way, holder, actor, expiresAt, allowed: within } };
}

/**
 * At once, by the holder's standing choices: for interfaces that know no asking, and where nothing is to be asked for.
 * Uses a shown code up. `agent`: whose card lay on the reader for the enterprise `holderCode`, which then needs no code; the
 * province judges whether they may act for it (LICENCE_MANDATE_MISSING). LICENCE_HOLDER_MISMATCH where the grant is about
 * somebody else.
 */
export async function grantAtOnce(
  credential: Credential,
  purpose: GrantPurpose,
  wanted: readonly GrantScope[],
  about: { source: Pick<LicenceSource, 'obtainGrant'>; holderCode: string; agent?: CardCredential | null },
): Promise<Result<Granted>> {
  const agent = about.agent ?? null;
  const evidence: z.infer<typeof GrantRequest>['evidence'] =
    agent !== null
      ? { kind: 'enterprise-agent', uscc: about.holderCode, agent: cardOf(agent) }
      : credential.kind === 'id-card'
        ? { kind: 'id-card', ...cardOf(credential) }
        : { kind: 'shown-code', code: credential.payload };
  const answer = await about.source.obtainGrant({
    reference: referenceOf(purpose),
    evidence,
    wanted: wanted.map(({ typeSeq, elements }) => ({ typeSeq, elements })),
  });
  if (!answer.ok) return answer;
  const { grantRef, holder, actor = null, allowed, expiresAt } = answer.value;
  if (!sameCode(holder.code, about.holderCode)) return fail('LICENCE_HOLDER_MISMATCH');
  if (agent !== null && !sameCode(actor?.code ?? '', agent.number)) return fail('LICENCE_HOLDER_MISMATCH');
  const scopes = wanted.filter(({ typeSeq }) => allowed.includes(typeSeq));
  return {
    ok: true,
    value: { grantRef, consentRef: '', way: evidence.kind, holder, actor, expiresAt, allowed: scopes },
  };
}
