import type { CaseView } from '../../../contract/calls';
import { type Failure, fail, failure, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import type { Grant } from '../../../contract/flow/grant';
import type { SqlTx } from '../../../contract/ports/database';
import type { ConsentWay } from '../../../contract/province/consent';
import { auditDigest } from '../../audit';
import {
  consentRequest,
  decisionOf,
  fetchGranted,
  type Granted,
  grantAtOnce,
  type LicenceGate,
  shownBy,
} from '../../licence';
import type { CaseFile, ConsentAsk } from '../case/case-file';
import type { OpenCase } from '../case/open-case';
import type { CaseworkDeps } from '../deps';
import { detachErrands } from '../errands/errands';
import { type GrantPlan, withinIssueList } from './plan';
import { createTurns } from './turns';
import { recordOfUse } from './use-record';

/** Failures after which the identity on screen is of no further use: a new showing is needed. */
const SPENT: ReadonlySet<string> = new Set([
  'LICENCE_CODE_EXPIRED',
  'LICENCE_CODE_USED',
  'LICENCE_CODE_REFUSED',
  'LICENCE_CODE_LAPSED',
  'LICENCE_TICKET_EXPIRED',
  'LICENCE_TICKET_OTHER_WINDOW',
  'LICENCE_HOLDER_KIND',
  'LICENCE_HOLDER_MISMATCH',
  'LICENCE_HOLDER_UNKNOWN',
  'LICENCE_HOLDER_DECEASED',
  'LICENCE_MANDATE_MISSING',
  'LICENCE_PARTIES_SAME',
  'LICENCE_CONSENT_REFUSED',
  'LICENCE_CONSENT_EXPIRED',
  'LICENCE_GRANT_REVOKED',
]);

/** How long one question about the holder's decision may be held open at the province. */
const WAIT_MS = 20_000;
/** A line that is down is tried again after this long; the holder may decide meanwhile. */
const AGAIN_MS = 3_000;

export interface AuthorisingPorts extends OpenCase {
  /** Account of whoever is signed in. */
  clerk: () => string | null;
  gate: LicenceGate;
  seal: { ready(): Promise<unknown>; roots(): readonly Uint8Array[] };
  onGranted: (credential: Credential) => void;
  /** Before anybody sees what was fetched: what else is to be asked under the grant, which comes back with it. */
  beforeTaken?: (file: CaseFile, grant: Grant) => Promise<Grant>;
  freshCase: (clerk: string) => CaseFile;
}

/** One asking: its number, what is asked for, and on whose showing. */
interface Turn {
  mine: number;
  plan: GrantPlan;
  credential: Credential;
}

export interface Asking {
  /** Puts a new question. `again`: on top of a grant there is, which stands if the answer is no. */
  ask(file: CaseFile, plan: GrantPlan, way: ConsentWay, again: boolean): Promise<Result<CaseView>>;
  /** Takes up the question that stands in the case file: sent again it is the same one. */
  takeUp(file: CaseFile, plan: GrantPlan, credential: Credential): Promise<Result<CaseView>>;
  refuse(why: Failure, again: boolean): Result<CaseView>;
  /** Answers still on their way are nobody's. */
  forget(): void;
}

const isRefusedByCard = ({ request }: ConsentAsk, why: Failure): boolean =>
  why.code === 'LICENCE_CONSENT_REFUSED' && request.way.kind === 'id-card';

/** Asks the holder through the province, waits for the decision, and fetches what was allowed. */
export function createAsking(deps: CaseworkDeps, ports: AuthorisingPorts): Asking {
  const { clock, ids, province } = deps;
  const { become, step, audit } = ports;
  const turns = createTurns(deps, ports);
  const gate = turns.through(ports.gate);
  const stale = fail('CASE_STATE', { state: 'Authorising', action: 'granted' });
  /** Of the asking under way; another one, or leaving, makes answers to it nobody's. */
  let turn = 0;

  /** The case as it is now, while it still waits for what `mine` asked; a case abandoned or replaced meanwhile does not. */
  function waitingFor(mine: number, caseId: string): CaseFile | null {
    const file = ports.open();
    const isMine = mine === turn && file?.id === caseId && file.state === 'Authorising';
    return isMine && ports.clerk() !== null ? file : null;
  }

  function next(): number {
    turn += 1;
    return turn;
  }

  async function ask(file: CaseFile, plan: GrantPlan, way: ConsentWay, again: boolean) {
    const { credential } = file;
    if (!credential) return fail('LICENCE_GRANT_MISSING');
    const mine = next();
    become({ ...file, waiting: { for: 'province', since: clock.now() } });
    await ports.seal.ready();
    const holder = await turns.take(() => shownBy(credential, plan.purpose, province));
    const now = waitingFor(mine, file.id);
    if (!now) return stale;
    if (!holder.ok) return refuse(holder.failure, again);
    const within = withinIssueList(deps, now, plan, holder.value);
    const about = { mine, plan: within, credential };
    if (within.wanted.length === 0) return atOnce(now, about, holder.value);
    // Written down before it is sent: a question repeated after a crash is the same one and costs no second showing.
    const request = consentRequest(ids.next(), way, plan.purpose, within.wanted);
    const acting = file.acting?.helper?.number ?? null;
    const parties = { holderCode: holder.value, actorCode: acting };
    const asked: ConsentAsk = { request, ...parties, credentialId: credential.id, answer: null, again };
    become({ ...now, consent: asked });
    return settle(about, file.id);
  }

  /** Asks, then waits for the holder's decision for as long as the province lets them take. */
  async function settle(about: Turn, caseId: string): Promise<Result<CaseView>> {
    for (;;) {
      const before = waitingFor(about.mine, caseId)?.consent;
      if (!before) return stale;
      const { consentRef = null, expiresAt = 0 } = before.answer ?? {};
      const answer =
        consentRef === null
          ? await turns.take(() => province.ask('requestConsent', { body: before.request }))
          : await province.ask('readConsent', {
              params: { consentRef },
              query: { ...before.request.reference, waitMs: WAIT_MS },
            });
      // Given up meanwhile or not: a code that was asked with is used up.
      if (answer.ok && consentRef === null) ports.onGranted(about.credential);
      const now = waitingFor(about.mine, caseId);
      if (!now) return stale;
      if (!answer.ok) {
        if (answer.failure.code === 'PROVINCE_NOT_OFFERED' && now.acting === null)
          return atOnce(now, about, before.holderCode);
        if (consentRef === null || answer.failure.retry !== 'automatic')
          return refuse(answer.failure, before.again);
        if (expiresAt <= clock.now()) return refuse(failure('LICENCE_CONSENT_EXPIRED'), before.again);
        await new Promise<void>((resolve) => void clock.after(AGAIN_MS, resolve));
        continue;
      }
      const decided = decisionOf(before.request, answer.value, before);
      // Who lets no licence be used may do without: the card says who they are, every proof takes another way (R31).
      if (!decided.ok && isRefusedByCard(before, decided.failure))
        return atOnce(now, about, before.holderCode, []);
      if (!decided.ok) return refuse(decided.failure, before.again);
      if (decided.value !== null) return fetch(now, about, decided.value);
      if (consentRef === null) {
        const waiting = { for: 'holder' as const, since: clock.now() };
        become({ ...now, consent: { ...before, answer: answer.value }, waiting });
      }
    }
  }

  async function atOnce(
    file: CaseFile,
    about: Turn,
    holderCode: string,
    wanted = about.plan.wanted,
  ): Promise<Result<CaseView>> {
    const { purpose } = about.plan;
    const granted = await grantAtOnce(about.credential, purpose, wanted, { source: province, holderCode });
    if (granted.ok) ports.onGranted(about.credential);
    const now = waitingFor(about.mine, file.id);
    if (!now) return stale;
    return granted.ok ? fetch(now, about, granted.value) : refuse(granted.failure, false);
  }

  async function fetch(file: CaseFile, about: Turn, granted: Granted): Promise<Result<CaseView>> {
    if (file.waiting?.for === 'holder') become({ ...file, waiting: { for: 'province', since: clock.now() } });
    const options = { gate, roots: ports.seal.roots(), ids, clock };
    const grant = await fetchGranted(granted, { ...about.plan, credential: about.credential }, options);
    const taken = grant.ok ? ((await ports.beforeTaken?.(file, grant.value)) ?? grant.value) : null;
    if (!waitingFor(about.mine, file.id)) {
      gate.close(granted.grantRef);
      return stale;
    }
    return grant.ok ? take(taken ?? grant.value) : refuse(grant.failure, file.consent?.again ?? false);
  }

  function take(grant: Grant): Result<CaseView> {
    const stepped = step('granted');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const same = file.formHolder === grant.holder.code;
    const next = { ...file, grant, consent: null, form: same ? file.form : null };
    become({ ...next, formHolder: grant.holder.code }, (tx) => {
      auditGrant(tx, grant);
      if (!same) detachErrands(tx, file.id);
    });
    return ports.shown();
  }

  /** Both who the data is about and who acted stand in the record, by digests that only this store can make (R52, R104). */
  function auditGrant(tx: SqlTx, grant: Grant): void {
    audit(tx, 'grant-obtained', grant.caseId, {
      evidence: grant.evidence,
      provinceRef: grant.provinceRef,
      ...(grant.consentRef !== '' && { consentRef: grant.consentRef }),
      item: grant.itemSeq,
      holder: auditDigest(tx, 'number', grant.holder.code, deps),
      ...(grant.actor && { actor: auditDigest(tx, 'number', grant.actor.code, deps) }),
    });
    for (const copy of grant.licences) audit(tx, 'licence-fetched', grant.caseId, recordOfUse(copy));
  }

  /** `again`: the holder was asked for more than they had given; what they gave still stands. */
  function refuse(why: Failure, again: boolean): Result<CaseView> {
    const stepped = step(again && ports.open()?.grant ? 'kept' : 'notGranted');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const isSpent = SPENT.has(why.code);
    const credential = isSpent && !again ? null : file.credential;
    const acting = isSpent && file.acting ? { ...file.acting, helper: null } : file.acting;
    // The question stands where nobody knows whether it arrived: asked again it is the same one.
    const consent = why.retry === 'automatic' && !again ? file.consent : null;
    become({ ...file, credential, acting, consent, failure: why }, (tx) =>
      audit(tx, 'grant-refused', file.id, { code: why.code }),
    );
    return { ok: false, failure: why };
  }

  return {
    ask,
    takeUp(file, plan, credential) {
      const within = withinIssueList(deps, file, plan, file.consent?.holderCode ?? '');
      return settle({ mine: next(), plan: within, credential }, file.id);
    },
    refuse,
    forget: () => void next(),
  };
}
