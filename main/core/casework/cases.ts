import type { CaseView, ClerkView } from '../../contract/calls';
import type { ItemDefinition } from '../../contract/catalogue/types';
import { type Failure, FailureError, fail, failure, type Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Form } from '../../contract/flow/form';
import type { Grant } from '../../contract/flow/grant';
import type { SqlTx } from '../../contract/ports/database';
import { type AuditAction, appendAudit } from '../audit';
import { openPoints, prefillForm } from '../form';
import { resolveGrant } from '../licence';
import { parcelOfReceipt } from '../outbox';
import { receiptById } from '../receipt';
import { pruneAttachments } from './attachments';
import { endCase, shredDrafts } from './case-end';
import { type CaseFile, holderKind, loadOpenCase, newCase, saveCase } from './case-file';
import type { CaseworkDeps } from './deps';
import { DRAFT_HOURS } from './drafts';
import { createFormDesk, type FormDesk } from './form-desk';
import { sealCase } from './seal-case';
import type { SealKeeper } from './seal-keeper';
import { type CaseAction, nextState } from './transitions';
import { caseView, itemName, receiptView } from './views';

/** Failures after which the identity on screen is of no further use: a new showing is needed. */
const SPENT: ReadonlySet<string> = new Set([
  'LICENCE_CODE_EXPIRED',
  'LICENCE_CODE_USED',
  'LICENCE_CODE_REFUSED',
  'LICENCE_HOLDER_KIND',
  'LICENCE_HOLDER_MISMATCH',
  'LICENCE_HOLDER_UNKNOWN',
]);

export interface Cases extends FormDesk {
  view(): CaseView | null;
  /** Brings back the case that was open when the core last stopped. */
  restore(): void;
  /** Shown anew, e.g. because its parcel moved on. */
  refresh(): void;
  /** Shreds every draft that nobody has touched for too long, and says so to the clerk once there is one. */
  expireDrafts(): void;
  tellExpiry(): void;
  /** Someone else may look at the screen now: values of the highest level are masked again. */
  conceal(): void;
  /** Lets go of the case, which stays in the store: answers still on their way change nothing any more. */
  rest(): void;
  /** Someone laid a card or showed a code. Ignored while a case is past identifying. */
  identify(credential: Credential): void;
  /** A device said something that is no credential; shown on the open case or on a fresh one. */
  identifyFailed(failure: Failure): void;
  chooseItem(seq: number): Result<CaseView>;
  authorise(): Promise<Result<CaseView>>;
  fillForm(): Result<CaseView>;
  back(): Result<CaseView>;
  submit(): Promise<Result<CaseView>>;
  close(): Result<null>;
  abandon(reason: string): Result<null>;
}

/** One window, one open case: carries its records from stage to stage and writes every step before showing it. */
export function createCases(
  deps: CaseworkDeps,
  about: {
    clerk: () => ClerkView | null;
    seal: SealKeeper;
    /** The province has answered a grant for this credential, wanted or not. */
    onGranted: (credential: Credential) => void;
    onQueued: () => void;
  },
): Cases {
  const { store, clock, ids, catalogue } = deps;
  const actor = () => about.clerk()?.account ?? null;
  let open: CaseFile | null = null;
  const revealed = new Set<string>();
  let untoldExpiry = false;

  function view(): CaseView | null {
    if (!open) return null;
    const receipt = open.receiptId === null ? undefined : receiptById(store.read, open.receiptId);
    const delivery = receipt && parcelOfReceipt(store.read, receipt.id)?.state;
    return caseView(catalogue, open, receipt ? receiptView(receipt, delivery ?? 'waiting') : null, revealed);
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
    open = next;
    deps.emit('case', view());
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

  /** Item and identity are both there: nothing is left to ask the clerk (two clicks or none between scan and form). */
  function authoriseWhenComplete(): void {
    if (open?.state !== 'Identifying' || open.itemSeq === null || open.credential === null) return;
    authorise().catch((error: unknown) => {
      deps.log.warn('case', 'authorising stopped short', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    });
  }

  async function authorise(): Promise<Result<CaseView>> {
    const stepped = step('authorise');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const definition = definitionOf(file);
    if (!definition.ok) return definition;
    const { credential } = file;
    if (!credential) return fail('LICENCE_GRANT_MISSING');
    become({ ...file, waiting: { for: 'province', since: clock.now() } });

    await about.seal.ready();
    const { windowNo } = deps.place();
    const edition = catalogue.inEdition(file.edition);
    const wanted = edition.wanted(definition.value.seq, holderKind(file)).map(({ typeSeq, elements }) => ({
      typeSeq,
      elements,
      name: edition.licenceType(typeSeq)?.name ?? '',
    }));
    const purpose = {
      caseId: file.id,
      itemSeq: definition.value.seq,
      itemName: itemName(catalogue, definition.value.seq),
      audience: definition.value.audience,
      windowNo,
      clerk: file.clerk,
    };
    const granted = await resolveGrant(credential, purpose, wanted, {
      source: deps.province,
      roots: about.seal.roots(),
      ids,
      clock,
    });
    if (granted.ok) about.onGranted(credential);
    // Abandoned or replaced while the province was thinking: the answer belongs to nobody.
    if (open?.id !== file.id || open.state !== 'Authorising')
      return fail('CASE_STATE', { state: 'Authorising', action: 'granted' });
    return granted.ok ? takeGrant(granted.value) : refuseGrant(granted.failure);
  }

  function takeGrant(grant: Grant): Result<CaseView> {
    const stepped = step('granted');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const same = file.formHolder === grant.holder.code;
    become({ ...file, grant, form: same ? file.form : null, formHolder: grant.holder.code }, (tx) => {
      audit(tx, 'grant-obtained', grant.caseId, {
        evidence: grant.evidence,
        provinceRef: grant.provinceRef,
        item: grant.itemSeq,
      });
      for (const licence of grant.licences) {
        const fields = Object.keys(licence.elements).join(',');
        audit(tx, 'licence-fetched', grant.caseId, {
          type: licence.typeSeq,
          fields,
          verdict: licence.verdict,
        });
      }
    });
    return shown();
  }

  function refuseGrant(failure: Failure): Result<CaseView> {
    const stepped = step('notGranted');
    if (!stepped.ok) return stepped;
    const file = stepped.value;
    const credential = SPENT.has(failure.code) ? null : file.credential;
    become({ ...file, credential, failure }, (tx) =>
      audit(tx, 'grant-refused', file.id, { code: failure.code }),
    );
    return { ok: false, failure };
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
    become({ ...file, form: form.value }, (tx) => note(tx, file.id, form.value));
    return shown();
  }

  /** The clerk finds the message where the case would have been. */
  function tellExpiry(): void {
    const clerk = actor();
    if (!untoldExpiry || clerk === null || open) return;
    untoldExpiry = false;
    become({ ...freshCase(clerk), failure: failure('CASE_DRAFT_EXPIRED', { hours: DRAFT_HOURS }) });
  }

  return {
    view,
    ...createFormDesk(deps, { form: () => open?.form ?? null, revealed, change: changeForm, audit }),
    conceal: () => revealed.clear(),
    expireDrafts() {
      const shredded = shredDrafts(deps);
      untoldExpiry ||= shredded.worthAWord;
      if (open && shredded.ids.includes(open.id)) {
        open = null;
        revealed.clear();
        deps.emit('case', null);
      }
      tellExpiry();
    },
    tellExpiry,
    restore() {
      open = loadOpenCase(store.read);
    },
    refresh() {
      if (open) deps.emit('case', view());
    },
    rest() {
      open = null;
      revealed.clear();
    },
    identify(credential) {
      const clerk = actor();
      if (clerk === null) return;
      if (open && open.state !== 'Identifying') return;
      const file = open ?? freshCase(clerk);
      const facts =
        credential.kind === 'id-card' ? { kind: credential.document } : { kind: credential.format };
      become({ ...file, credential, failure: null }, (tx) => audit(tx, 'credential-read', file.id, facts));
      authoriseWhenComplete();
    },
    identifyFailed(failure) {
      const clerk = actor();
      if (clerk === null || (open && open.state !== 'Identifying')) return;
      become({ ...(open ?? freshCase(clerk)), failure });
    },
    chooseItem(seq) {
      const clerk = actor();
      if (clerk === null) return fail('CLERK_SIGNED_OUT');
      const definition = catalogue.definition(seq);
      if (!definition.ok) return definition;
      open ??= freshCase(clerk);
      const stepped = step('chooseItem');
      if (!stepped.ok) return stepped;
      const same = stepped.value.itemSeq === seq;
      const form = same ? stepped.value.form : null;
      become({ ...stepped.value, itemSeq: seq, edition: catalogue.edition, grant: null, form });
      authoriseWhenComplete();
      return shown();
    },
    authorise,
    fillForm() {
      const stepped = step('fillForm');
      if (!stepped.ok) return stepped;
      const file = stepped.value;
      const definition = definitionOf(file);
      if (!definition.ok) return definition;
      if (!file.grant || !file.credential) return fail('LICENCE_GRANT_MISSING');
      if (file.grant.expiresAt <= clock.now()) return fail('LICENCE_GRANT_EXPIRED');
      const form = prefillForm(file.grant, {
        definition: definition.value,
        credential: file.credential,
        earlier: file.form,
        ids,
      });
      become({ ...file, form });
      return shown();
    },
    back() {
      const stepped = step('back');
      if (!stepped.ok) return stepped;
      // Going back to identifying gives the grant up: it was for this showing and may not outlive it.
      const file =
        stepped.value.state === 'Identifying'
          ? { ...stepped.value, grant: null, credential: null }
          : stepped.value;
      become(file);
      return shown();
    },
    async submit() {
      const stepped = step('submit');
      if (!stepped.ok) return stepped;
      const file = stepped.value;
      const definition = definitionOf(file);
      if (!definition.ok) return definition;
      const clerk = about.clerk();
      if (!file.form || !file.grant || !clerk)
        return fail('CASE_STATE', { state: file.state, action: 'submit' });
      const missing = openPoints(file.form);
      if (missing.fields + missing.materials + missing.conflicts > 0) return fail('FORM_INCOMPLETE', missing);
      become({ ...file, waiting: { for: 'sealing', since: clock.now() } });

      try {
        const token = await about.seal.ready();
        const request = { file, form: file.form, grant: file.grant, definition: definition.value, clerk };
        const sealed = token.ok ? await sealCase(deps, { ...request, token: token.value }) : token;
        if (open?.id !== file.id) return fail('CASE_STATE', { state: 'Sealing', action: 'sealed' });
        if (!sealed.ok) {
          const unsealed = step('notSealed');
          if (unsealed.ok) become({ ...unsealed.value, failure: sealed.failure });
          return sealed;
        }
        const done = step('sealed');
        if (!done.ok) return done;
        // Receipt, parcel, audit line and the case's new state stand or fall together.
        become({ ...done.value, receiptId: sealed.value.receiptId }, sealed.value.write);
      } catch (error) {
        return unsealedBy(error, file);
      }
      about.onQueued();
      return shown();
    },
    close() {
      const stepped = step('close');
      if (!stepped.ok) return stepped;
      finish(stepped.value, 'case-closed', {});
      return { ok: true, value: null };
    },
    abandon(reason) {
      const stepped = step('abandon');
      if (!stepped.ok) return stepped;
      finish(stepped.value, 'case-abandoned', { reasonGiven: reason.length > 0 });
      return { ok: true, value: null };
    },
  };

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

  function finish(
    file: CaseFile,
    action: 'case-closed' | 'case-abandoned',
    facts: Record<string, boolean>,
  ): void {
    const definition = definitionOf(file);
    endCase(deps, file, {
      actor: actor() ?? 'station',
      action,
      facts,
      definition: definition.ok ? definition.value : null,
    });
    open = null;
    revealed.clear();
    deps.emit('case', null);
  }
}
