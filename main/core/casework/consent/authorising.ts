import type { ActingWay, CaseView } from '../../../contract/calls';
import { type Failure, fail, failure, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import type { GrantScope } from '../../../contract/flow/grant';
import type { ConsentWay } from '../../../contract/province/consent';
import { canonicalJson } from '../../../contract/province/wire';
import { auditDigest } from '../../audit';
import { sha256 } from '../../base';
import { wayOf } from '../../licence';
import type { CaseFile } from '../case/case-file';
import { nextState } from '../case/transitions';
import type { CaseworkDeps } from '../deps';
import { type AuthorisingPorts, createAsking } from './asking';
import { placeCredential } from './identities';
import { type GrantPlan, planOf, withinIssueList } from './plan';

export interface Authorising {
  /** Someone laid a card or showed a code. Ignored while a case is past identifying, unless the holder is asked again. */
  identify(credential: Credential): void;
  /** A device said something that is no credential; shown on the open case or on a fresh one. */
  identifyFailed(failure: Failure): void;
  /** Somebody acts for the holder; null: nobody does. What was shown so far is forgotten. */
  actFor(way: ActingWay | null): Result<CaseView>;
  authorise(): Promise<Result<CaseView>>;
  authoriseWhenComplete(): void;
  /** What the holder ticked on the screen that was turned to them; takes the place of the grant there is. */
  consentOnScreen(allowed: readonly GrantScope[]): Promise<Result<CaseView>>;
  /** Takes the holder's decision up again that was waited for when the core stopped or the clerk left. */
  resume(): void;
  /** The holder took the grant back: what was fetched under it leaves the case, and the clerk is told. */
  takenBack(grantRef: string): void;
}

export function createAuthorising(deps: CaseworkDeps, ports: AuthorisingPorts): Authorising {
  const { clock } = deps;
  const { gate, become, step, audit } = ports;
  const asking = createAsking(deps, ports);

  async function authorise(): Promise<Result<CaseView>> {
    const stepped = step('authorise');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const plan = planned(file);
    if (!plan.ok) return plan;
    const { credential, acting, consent } = file;
    if (!credential) return fail('LICENCE_GRANT_MISSING');
    if (acting && !acting.helper) return fail('LICENCE_HELPER_MISSING');
    const helper = acting?.helper;
    const way = wayOf({ credential, acting: acting && helper ? { way: acting.way, helper } : null });
    if (!way.ok) return way;
    const isSame =
      consent?.credentialId === credential.id && consent.request.reference.clerk === ports.clerk();
    if (!consent || !isSame) return asking.ask({ ...file, consent: null }, plan.value, way.value, false);
    become({ ...file, waiting: { for: 'province', since: clock.now() } });
    return asking.takeUp(file, plan.value, credential);
  }

  function planned(file: CaseFile): Result<GrantPlan> {
    const definition = ports.definitionOf(file);
    if (!definition.ok) return definition;
    const plan = planOf(deps, file, definition.value, ports.clerk() ?? file.clerk);
    const { credential } = file;
    // Whose code it is, the province says later; a card says it now.
    const isCard = credential?.kind === 'id-card';
    return { ok: true, value: isCard ? withinIssueList(deps, file, plan, credential.number) : plan };
  }

  /** Item and identities are all there: nothing is left to ask the clerk (two clicks or none between scan and form). */
  function authoriseWhenComplete(): void {
    const file = ports.open();
    if (file?.state !== 'Identifying' || file.itemSeq === null || file.credential === null) return;
    if (file.acting && !file.acting.helper) return;
    watched(authorise());
  }

  function watched(running: Promise<unknown>): void {
    running.catch((error: unknown) => {
      deps.log.warn('case', 'authorising stopped short', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    });
  }

  /** A fresh code on top of a grant that leaves something out: the holder is asked once more, for everything. */
  function askAgain(credential: Credential): void {
    const hasGaps = ports.open()?.grant?.gaps.some(({ why }) => why === 'withheld') ?? false;
    if (!hasGaps || credential.kind !== 'code' || ports.open()?.acting) return;
    const stepped = step('askAgain');
    const plan = stepped.ok ? planned(stepped.value) : stepped;
    const way = wayOf({ credential, acting: null });
    if (!stepped.ok || !plan.ok || !way.ok) return;
    watched(asking.ask({ ...stepped.value, credential }, plan.value, way.value, true));
  }

  return {
    identify(credential) {
      const clerk = ports.clerk();
      if (clerk === null) return;
      const open = ports.open();
      if (open?.state === 'ReviewingLicences') return askAgain(credential);
      if (open && open.state !== 'Identifying') return;
      const file = open ?? ports.freshCase(clerk);
      const placed = placeCredential(file, credential);
      if (!placed.ok) return become({ ...file, failure: placed.failure });
      const kind = credential.kind === 'id-card' ? credential.document : credential.format;
      const isHelper = placed.value.role === 'helper';
      become({ ...placed.value.file, failure: null, consent: null }, (tx) => {
        const digest = credential.kind === 'id-card' && auditDigest(tx, 'number', credential.number, deps);
        const whose = digest && (isHelper ? { actor: digest } : { holder: digest });
        audit(tx, 'credential-read', file.id, { kind, ...(isHelper && { role: 'helper' }), ...whose });
      });
      authoriseWhenComplete();
    },
    identifyFailed(why) {
      const clerk = ports.clerk();
      const open = ports.open();
      if (clerk === null || (open && open.state !== 'Identifying')) return;
      become({ ...(open ?? ports.freshCase(clerk)), failure: why });
    },
    actFor(way) {
      const clerk = ports.clerk();
      if (clerk === null) return fail('CLERK_SIGNED_OUT');
      if (!ports.open()) become(ports.freshCase(clerk));
      const stepped = step('identify');
      if (!stepped.ok) return stepped;
      const acting = way && { way, helper: null };
      become({ ...stepped.value, acting, credential: null, consent: null });
      return ports.shown();
    },
    authorise,
    authoriseWhenComplete,
    async consentOnScreen(allowed) {
      const credential = ports.open()?.credential;
      if (credential?.kind !== 'id-card' || ports.open()?.acting) return fail('LICENCE_SCREEN_NEEDS_CARD');
      const stepped = step('askAgain');
      if (!stepped.ok) return stepped;
      const plan = planned(stepped.value);
      if (!plan.ok) return plan;
      const { wanted, purpose } = plan.value;
      const ticked = allowed.filter(({ typeSeq }) => wanted.some((each) => each.typeSeq === typeSeq));
      const { number, name } = credential;
      const screen = { shown: wanted, ticked, purpose, at: clock.now() };
      const way: ConsentWay = {
        kind: 'applicant-screen',
        card: { number, name },
        allowed: ticked,
        // Of what was shown and ticked; a written signature on it takes its place where there is a pad.
        signatureSha256: sha256(canonicalJson(screen)),
      };
      return asking.ask(stepped.value, plan.value, way, true);
    },
    resume() {
      asking.forget();
      const file = ports.open();
      const clerk = ports.clerk();
      if (file?.state !== 'Authorising' || !file.consent || !file.credential || clerk === null) return;
      const plan = planned(file);
      if (!plan.ok) return void asking.refuse(plan.failure, false);
      // The holder was asked on behalf of another clerk: their word is for that one.
      if (file.consent.request.reference.clerk !== clerk)
        return void asking.refuse(failure('LICENCE_GRANT_MISSING'), false);
      watched(asking.takeUp(file, plan.value, file.credential));
    },
    takenBack(grantRef) {
      gate.takenBack(grantRef);
      const file = ports.open();
      if (!file || file.grant?.provinceRef !== grantRef) return;
      const next = nextState(file.state, 'takenBack');
      if (!next.ok) return;
      asking.forget();
      const emptied = { ...file, grant: null, form: null, formHolder: null, credential: null, consent: null };
      const told = { waiting: null, failure: failure('LICENCE_GRANT_REVOKED') };
      become({ ...emptied, ...told, state: next.value }, (tx) =>
        audit(tx, 'grant-taken-back', file.id, { provinceRef: grantRef }),
      );
    },
  };
}
