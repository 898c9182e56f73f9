import type { CaseView, ClerkView, SecondPersonAct } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import { FailureError, fail, failure, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import type { Form } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import type { SqlTx } from '../../../contract/ports/database';
import { type AuditAction, appendAudit } from '../../audit';
import { createLicenceGate, type LicenceGate } from '../../licence';
import { parcelOfReceipt } from '../../outbox';
import { receiptById } from '../../receipt';
import { type Authorising, createAuthorising } from '../consent/authorising';
import type { CaseworkDeps } from '../deps';
import { type Brought, offered } from '../errands/backfills';
import { type CaseErrands, createCaseErrands } from '../errands/case-errands';
import { errandsOfCase } from '../errands/errands';
import { pruneAttachments } from '../form/attachments';
import { DRAFT_HOURS } from '../form/drafts';
import { pledgesAhead, pledgesOf } from '../form/form-answers';
import { createFormDesk, type FormDesk } from '../form/form-desk';
import { fetchAgain, fetchIssued } from '../form/fresh-licences';
import { createOfflineDesk, type OfflineDesk } from '../offline/offline-desk';
import { type CalledCase, createCalledCase } from '../queue/called-case';
import { checkPledges } from '../sealing/pledges';
import type { SealKeeper } from '../sealing/seal-keeper';
import { createSealing } from '../sealing/sealing';
import { shredDrafts } from './case-end';
import { type CaseFile, holderKind, loadOpenCase, newCase, saveCase } from './case-file';
import { type CaseSteps, createCaseSteps } from './case-steps';
import { createHolderDesk, type HolderDesk } from './holder-desk';
import { reportedBefore } from './reported';
import { routingView } from './routing';
import { type CaseAction, nextState } from './transitions';
import { caseView, receiptView } from './views';
import { createWaiting, type Waiting } from './waiting';

export interface Cases extends FormDesk, CaseSteps, CalledCase, Omit<Authorising, 'authoriseWhenComplete'> {
  view(): CaseView | null;
  waiting: Waiting;
  /** An answer to an errand of some case, or (null) the certainty that there will be none. */
  takeWord: CaseErrands['take'];
  /** The holder says that a fetched value is wrong (R78). OBJECTION_NOT_LICENSED, OBJECTION_OPEN. */
  object(about: { licenceId: string; element: string; proposed: string; reason: string }): Result<CaseView>;
  /** Asks for an old licence that is in no library (R74). FORM_FIELD_UNKNOWN, LICENCE_BACKFILL_NOT_OFFERED. */
  backfill(key: string): Result<CaseView>;
  /** Asks for a proof to be issued online (R30). FORM_FIELD_UNKNOWN, LICENCE_ISSUE_NOT_OFFERED. */
  askIssue(key: string): Result<CaseView>;
  /** What the province says to the holder, under the grant of the open case. */
  holder: HolderDesk;
  /** What stands between every case and the province's licences. */
  gate: LicenceGate;
  /** Brings back the case that was open when the core last stopped. */
  restore(): void;
  /** Shown anew, e.g. because its parcel moved on. */
  refresh(): void;
  /**
   * Shreds every draft that nobody has touched for too long, and says so to the clerk once there is one. Never the one that
   * somebody has in hand, and none by a clock that is off or was set.
   */
  expireDrafts(): void;
  tellExpiry(): void;
  /** Someone else may look at the screen now: values of the highest level are masked again. */
  conceal(): void;
  /** Lets go of the case, which stays in the store: answers still on their way change nothing any more. */
  rest(): void;
  /** 断网受理: goes on without a grant (see `OfflineDesk`). */
  acceptOffline: OfflineDesk['accept'];
  submit(): Promise<Result<CaseView>>;
}

/** One window, one open case: carries its records from stage to stage and writes every step before showing it. */
export function createCases(
  deps: CaseworkDeps,
  about: {
    clerk: () => ClerkView | null;
    /** Dual control: see `Session.withSecond`. */
    withSecond: (act: SecondPersonAct) => Result<null>;
    seal: SealKeeper;
    /** The province has answered a grant for this credential, wanted or not. */
    onGranted: (credential: Credential) => void;
    onQueued: () => void;
    /** The last look at the province found it there. */
    isProvinceThere: () => boolean;
    /** The open case holds a grant that it did not hold before. */
    onGrantHeld: () => void;
    /** There is an errand to send, or the list of waiting cases is another. */
    onErrands: (what: 'made' | 'changed') => void;
    /** Content and key of a case were destroyed, on record. */
    onShredded: () => void;
    /** Somebody works at the window now, neither locked nor left. */
    isAtWork: () => boolean;
    /** The clock says nothing just now about how long something has lain. */
    isClockDoubtful: () => boolean;
  },
): Cases {
  const { store, clock, ids, catalogue } = deps;
  const actor = () => about.clerk()?.account ?? null;
  let open: CaseFile | null = null;
  const revealed = new Set<string>();
  let untoldExpiry = false;

  const gate = createLicenceGate({
    source: deps.province,
    clock,
    clerk: actor,
    onRefused({ caseId, call, reason, itemSeq, typeSeq }) {
      const facts = { call, reason, item: itemSeq, ...(typeSeq !== null && { type: typeSeq }) };
      store.transaction((tx) => audit(tx, 'licence-call-refused', caseId, facts));
    },
  });

  function view(): CaseView | null {
    if (!open) return null;
    const receipt = open.receiptId === null ? undefined : receiptById(store.read, open.receiptId);
    const delivery = receipt && parcelOfReceipt(store.read, receipt.id)?.state;
    const shown = receipt ? receiptView(receipt, delivery ?? 'waiting') : null;
    return {
      ...caseView(catalogue, open, shown, revealed),
      errands: errandsOfCase(store.read, open.id, clock.now()),
      pledges: pledgesOf(store.read, open),
      routing: routingOf(open),
      backfills: offered(deps, open, 'backfill'),
      issuable: offered(deps, open, 'issue'),
    };
  }

  function routingOf({ itemSeq, edition }: CaseFile) {
    return itemSeq === null ? [] : routingView(catalogue.inEdition(edition), itemSeq, deps.region?.() ?? '');
  }

  function shown(): Result<CaseView> {
    const now = view();
    return now ? { ok: true, value: now } : fail('CASE_NONE');
  }

  /** Writes the case (and what else belongs to the step) in one transaction, then shows it. */
  function become(next: CaseFile, also: (tx: SqlTx) => void = () => undefined): void {
    store.transaction((tx) => {
      saveCase(tx, next, deps);
      also(tx);
      if (open?.form && next.form !== open.form) pruneAttachments(tx, next.id, next.form);
    });
    if (next.state !== 'ReviewingForm') revealed.clear();
    letGo(next.grant);
    const isNewGrant = next.grant !== null && next.grant.provinceRef !== open?.grant?.provinceRef;
    open = next;
    deps.emit('case', view());
    if (isNewGrant) about.onGrantHeld();
  }

  /** A grant that the case does not hold any more opens nothing. */
  function letGo(next: Grant | null): void {
    const before = open?.grant?.provinceRef;
    if (before !== undefined && before !== next?.provinceRef) gate.close(before);
  }

  /** No case is open any more: nothing of it is shown, and its grant opens nothing. */
  function leave(): void {
    letGo(null);
    open = null;
    revealed.clear();
    deps.emit('case', null);
  }

  function audit(
    tx: SqlTx,
    action: AuditAction,
    caseId: string,
    facts: Record<string, string | number | boolean> = {},
  ): void {
    appendAudit(tx, { actor: actor() ?? 'station', action, caseId, facts }, deps);
  }

  /** The open case in its next state, or why the action is refused. */
  function step(action: CaseAction): Result<CaseFile> {
    if (actor() === null) return fail('CLERK_SIGNED_OUT');
    if (!open) return fail('CASE_NONE');
    const next = nextState(open.state, action);
    return next.ok ? { ok: true, value: { ...open, state: next.value, failure: null, waiting: null } } : next;
  }

  function definitionOf(file: CaseFile): Result<ItemDefinition> {
    if (file.itemSeq === null) return fail('CASE_ITEM_MISSING');
    return catalogue.inEdition(file.edition).definition(file.itemSeq, holderKind(file));
  }

  function freshCase(clerk: string): CaseFile {
    const file = newCase(ids.next(), clerk, clock.now());
    store.transaction((tx) => {
      saveCase(tx, file, deps);
      audit(tx, 'case-open', file.id);
    });
    return file;
  }

  function changeForm(
    change: (form: Form, definition: ItemDefinition) => Result<Form>,
    note: (tx: SqlTx, caseId: string, form: Form) => void,
  ): Result<CaseView> {
    const stepped = step('edit');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const definition = definitionOf(file);
    if (!definition.ok) return definition;
    if (!file.form) return fail('CASE_STATE', { state: file.state, action: 'edit' });
    const form = change(file.form, definition.value);
    if (!form.ok) return form;
    const ready = errands.ready(file, form.value, definition.value);
    become({ ...file, form: ready.form }, (tx) => {
      note(tx, file.id, ready.form);
      ready.write(tx);
    });
    return shown();
  }

  /** The clerk finds the message where the case would have been. */
  function tellExpiry(): void {
    const clerk = actor();
    if (!untoldExpiry || clerk === null || open) return;
    untoldExpiry = false;
    become({ ...freshCase(clerk), failure: failure('CASE_DRAFT_EXPIRED', { hours: DRAFT_HOURS }) });
  }

  const authorising = createAuthorising(deps, {
    ...{ open: () => open, clerk: actor, gate, seal: about.seal, onGranted: about.onGranted },
    ...{ freshCase, step, become, shown, definitionOf, audit },
    async beforeTaken(file, grant) {
      const definition = definitionOf({ ...file, grant });
      if (!definition.ok) return grant;
      const [reported] = await Promise.all([
        reportedBefore(deps, { grant, gate, definition: definition.value }),
        checkPledges(deps, file, grant, pledgesAhead(definition.value, grant)),
      ]);
      return reported.length > 0 ? { ...grant, reported } : grant;
    },
  });
  const errands = createCaseErrands(deps, {
    open: () => open,
    become,
    definitionOf,
    refetch: (file, grant, licenceId) =>
      fetchAgain(deps, { grant, edition: file.edition, gate, roots: about.seal.roots() }, licenceId),
    fetchIssued: (file, grant, typeSeq) =>
      fetchIssued(deps, { grant, edition: file.edition, gate, roots: about.seal.roots() }, typeSeq),
    actor,
    refresh: () => deps.emit('case', view()),
    onMade: () => about.onErrands('made'),
    onWaitingHeard: (id) => void waiting.goOn(id),
  });
  const waiting = createWaiting(deps, {
    open: () => open,
    clerk: about.clerk,
    step,
    become(next, also) {
      become(next, also);
      if (next.grant) gate.open(next.grant);
    },
    leave,
    shown,
    definitionOf,
    seal: about.seal,
    onQueued: about.onQueued,
    onChange: () => about.onErrands('changed'),
  });
  const offline = createOfflineDesk(deps, {
    ...{ open: () => open, clerk: about.clerk, seal: about.seal, isProvinceThere: about.isProvinceThere },
    ...{ step, become, shown, definitionOf, audit, unsealedBy },
    onQueued: about.onQueued,
  });
  const { authoriseWhenComplete, takenBack, ...identifying } = authorising;
  const common = { open: () => open, step, become, shown, definitionOf };
  const sealing = createSealing(deps, {
    ...common,
    ...{ audit, clerk: about.clerk, gate, seal: about.seal, unsealedBy, takenBack, onQueued: about.onQueued },
    ...{ checkPledges: errands.checkPledges, ready: errands.ready },
  });
  const steps = createCaseSteps(deps, {
    ...common,
    ...{ actor, audit, revealed, authoriseWhenComplete, leave, onShredded: about.onShredded },
    ...{ checkPledges: errands.checkPledges, ready: errands.ready, backOffline: () => offline.back() },
    refresh: () => deps.emit('case', view()),
    begin(clerk) {
      open = freshCase(clerk);
    },
  });

  return {
    view,
    ...identifying,
    takenBack,
    ...steps,
    gate,
    ...createCalledCase(deps, { ...common, clerk: actor, freshCase, audit }),
    holder: createHolderDesk(deps, { open: () => open, gate, audit }),
    ...createFormDesk(deps, {
      ...{ open: () => open, revealed, change: changeForm, audit, withSecond: about.withSecond },
      checkPledges: errands.checkPledges,
    }),
    waiting,
    takeWord: errands.take,
    object(about) {
      const stepped = step('object');
      if (!stepped.ok) return stepped;
      const made = errands.object(stepped.value, about);
      if (!made.ok) return made;
      become(stepped.value, made.value);
      return shown();
    },
    backfill: (key) => bring('backfill', key),
    askIssue: (key) => bring('issue', key),
    conceal: () => revealed.clear(),
    expireDrafts() {
      if (about.isClockDoubtful()) return;
      const shredded = shredDrafts(deps, { inHand: about.isAtWork() ? (open?.id ?? null) : null });
      untoldExpiry ||= shredded.worthAWord;
      if (shredded.ids.length > 0) about.onShredded();
      if (open && shredded.ids.includes(open.id)) {
        leave();
      }
      tellExpiry();
    },
    tellExpiry,
    restore() {
      open = loadOpenCase(store.read);
      if (!open?.grant) return;
      gate.open(open.grant);
      // What was asked when the core died was never answered.
      const { pledges } = view() ?? {};
      if (Object.values(pledges ?? {}).includes('unchecked'))
        void errands.checkPledges(open.id).catch(() => undefined);
    },
    refresh() {
      if (open) deps.emit('case', view());
    },
    rest() {
      open = null;
      revealed.clear();
    },
    acceptOffline: offline.accept,
    submit: () => (open?.provisional ? offline.submit() : sealing.submit()),
  };

  function bring(what: Brought, key: string): Result<CaseView> {
    const stepped = step('edit');
    const definition = stepped.ok ? definitionOf(stepped.value) : stepped;
    if (!stepped.ok || !definition.ok) return stepped.ok ? (definition as Result<never>) : stepped;
    const asked = errands.bring(what, { file: stepped.value, key, definition: definition.value });
    if (!asked.ok) return asked;
    become({ ...stepped.value, form: asked.value.form }, asked.value.write);
    return shown();
  }

  /**
   * The disk did not take the receipt: nothing was sealed, and the clerk has the form again, to seal it when there is room.
   * Not written, since nothing can be; in the store the case stands at sealing, which a restart takes for the same.
   */
  function unsealedBy(error: unknown, file: CaseFile): Result<never> {
    if (!(error instanceof FailureError)) throw error;
    const { failure } = error;
    open = { ...file, state: 'ReviewingForm', failure, waiting: null };
    deps.emit('case', view());
    return { ok: false, failure };
  }
}
