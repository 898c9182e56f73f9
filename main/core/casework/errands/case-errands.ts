import type { ItemDefinition } from '../../../contract/catalogue/types';
import { fail, type Result } from '../../../contract/failures/failure';
import type { Errand } from '../../../contract/flow/errand';
import type { Form } from '../../../contract/flow/form';
import type { Grant, LicenceCopy } from '../../../contract/flow/grant';
import type { SqlTx } from '../../../contract/ports/database';
import { appendAudit } from '../../audit';
import { prefillForm, reopenConflict, settleVerification, verifyInstead, withoutPledge } from '../../form';
import { type CaseFile, loadWaitingCase, saveCase } from '../case/case-file';
import type { OpenCase } from '../case/open-case';
import { recordOfUse } from '../consent/use-record';
import type { CaseworkDeps } from '../deps';
import { checkPledges, pledgeCheck } from '../sealing/pledges';
import { type Brought, broughtDraft, broughtFor } from './backfills';
import type { ErrandWord } from './errand-desk';
import { type ErrandDraft, fieldVerification, materialVerification, objection } from './errand-requests';
import { detachErrands, errandsOfCase, makeErrand } from './errands';

export interface CaseErrandPorts extends Pick<OpenCase, 'open' | 'become' | 'definitionOf'> {
  /** The licence as it is now, judged; fetched under the grant of the case. */
  refetch: (file: CaseFile, grant: Grant, licenceId: string) => Promise<Result<LicenceCopy>>;
  /** A licence of this type that came into the library after the grant's were fetched. */
  fetchIssued: (file: CaseFile, grant: Grant, typeSeq: number) => Promise<Result<LicenceCopy>>;
  actor: () => string | null;
  refresh: () => void;
  /** There is something to send. */
  onMade: () => void;
  /** A case that waits has heard something. */
  onWaitingHeard: (caseId: string) => void;
}

/** States in which the form of the open case may change under the clerk's hands. */
/** Before the credit platform is asked again that gave no answer. */
const RECHECK_MS = 15_000;
const CHANGEABLE = ['ReviewingLicences', 'ReviewingForm'];

export interface CaseErrands {
  /** The form with everything that departments have said so far, and what has to be asked because of it, to be written with it. */
  ready(file: CaseFile, form: Form, definition: ItemDefinition): { form: Form; write: (tx: SqlTx) => void };
  object(
    file: CaseFile,
    about: { licenceId: string; element: string; proposed: string; reason: string },
  ): Result<(tx: SqlTx) => void>;
  /**
   * An old licence that is in no library is asked for, and the department verifies meanwhile (R74); or its department is
   * asked to issue the proof, which the case then waits for (R30). FORM_FIELD_UNKNOWN, LICENCE_BACKFILL_NOT_OFFERED,
   * LICENCE_ISSUE_NOT_OFFERED.
   */
  bring(
    what: Brought,
    about: { file: CaseFile; key: string; definition: ItemDefinition },
  ): Result<{ form: Form; write: (tx: SqlTx) => void }>;
  /** Asks the credit platform about every pledge of the form that it has not been asked about, and takes those off that it excludes. */
  checkPledges(caseId: string): Promise<Result<null>>;
  /** An answer has come, or (null) will never come. */
  take(
    errand: Pick<Errand, 'id' | 'kind' | 'caseId' | 'subject'>,
    word: ErrandWord | null,
    write: (tx: SqlTx) => void,
  ): void;
}

/** What the open case and those that wait ask of others, and what becomes of the answers. */
export function createCaseErrands(deps: CaseworkDeps, ports: CaseErrandPorts): CaseErrands {
  const { store, clock, ids } = deps;
  const checksAhead = new Set<string>();

  function draftsOf(
    file: CaseFile,
    form: Form,
    definition: ItemDefinition,
    known: Map<string, Errand>,
  ): ErrandDraft[] {
    const { grant } = file;
    if (!grant) return [];
    const materials = form.materials.flatMap((material) => {
      const own = definition.materials.find(({ key }) => key === material.key);
      const isOpen = material.settlement === 'verification' && !material.settled && !material.hidden;
      return own && isOpen && !known.has(`material:${material.key}`)
        ? [materialVerification(deps, file, grant, own)]
        : [];
    });
    const fields = form.fields.flatMap((field) => {
      const before = known.get(`field:${field.key}`);
      const isDecided = field.conflict?.decided?.by === 'verification' && !field.hidden;
      // Decided anew after an answer that confirmed nothing: asked anew.
      const isAnswered = before && !['to-send', 'asked', 'overdue'].includes(before.state);
      const isSettled = before?.outcome === 'confirmed';
      const draft =
        isDecided && (!before || (isAnswered && !isSettled))
          ? fieldVerification(deps, file, grant, field)
          : null;
      return draft ? [draft] : [];
    });
    return [...materials, ...fields, ...objectionsOf(file, grant, form)];
  }

  /** A contradiction that was settled by objecting: what another licence says is objected to, or else what is used meanwhile. */
  function objectionsOf(file: CaseFile, grant: Grant, form: Form): ErrandDraft[] {
    const raised = new Set(errandsOfCase(store.read, file.id, clock.now()).map(({ subject }) => subject));
    const drafts = form.fields.flatMap(({ conflict }) => {
      if (conflict?.decided?.by !== 'objection') return [];
      const { index, reason } = conflict.decided;
      const inForce = conflict.candidates[index];
      const others = conflict.candidates.filter((each) => each !== inForce && each.source.from === 'licence');
      const source = (others[0] ?? inForce)?.source;
      if (source?.from !== 'licence') return [];
      const proposed = others.length > 0 ? (inForce?.value ?? '') : '';
      const { licenceId, element } = source;
      return objection(deps, file, grant, { licenceId, element, proposed, reason }) ?? [];
    });
    return drafts.filter(({ subject }) => !raised.has(subject));
  }

  const made = (tx: SqlTx, file: CaseFile, drafts: readonly ErrandDraft[]) => {
    for (const draft of drafts) {
      const { id: caseId, clerk } = file;
      makeErrand(tx, { ...draft, caseId, itemSeq: file.itemSeq ?? 0, actor: ports.actor() ?? clerk }, deps);
    }
    // After the transaction: nothing may be sent that could still be undone.
    if (drafts.length > 0) clock.after(0, ports.onMade);
  };

  /** `heard`: subject of an answer that `form` has already, and the store not yet. */
  function ready(file: CaseFile, form: Form, definition: ItemDefinition, heard = '') {
    const { grant } = file;
    let filled = form;
    for (const { key } of form.materials.filter(({ settlement }) => settlement === 'pledge')) {
      const check = grant && pledgeCheck(store.read, file.id, grant.provinceRef, key);
      if (check?.excluded) filled = withoutPledge(filled, definition, key);
    }
    const known = new Map(
      errandsOfCase(store.read, file.id, clock.now(), { ofForm: true }).map((each) => [each.subject, each]),
    );
    for (const key of broughtFor(store.read, file.id, clock.now(), ['backfill', 'issue']))
      if (heard !== `material:${key}`) filled = verifyInstead(filled, definition, key);
    for (const errand of known.values()) filled = settled(filled, definition, errand);
    const drafts = draftsOf(file, filled, definition, known);
    return { form: filled, write: (tx: SqlTx) => made(tx, file, drafts) };
  }

  /** The form after one errand's answer; only its material changes here, a reopened contradiction only when the answer comes. */
  function settled(
    form: Form,
    definition: ItemDefinition,
    errand: Pick<Errand, 'subject' | 'state' | 'outcome'>,
  ): Form {
    const [kind, key = ''] = divided(errand.subject);
    if (kind !== 'material') return form;
    const said = errand.state === 'failed' ? 'unknown' : errand.outcome;
    // Who issues the proof has confirmed it, also where it cannot be fetched into this case any more.
    const outcome = said === 'issued' ? 'confirmed' : said === 'declined' ? 'unknown' : said;
    return outcome === 'confirmed' || outcome === 'contradicted' || outcome === 'unknown'
      ? settleVerification(form, definition, key, outcome)
      : form;
  }

  function answered(
    file: CaseFile,
    definition: ItemDefinition,
    subject: string,
    word: ErrandWord | null,
  ): Form | null {
    if (!file.form) return null;
    const outcome = word === null ? 'unknown' : word.outcome;
    if (outcome === null) return file.form;
    const [kind, key = ''] = divided(subject);
    if (kind === 'field')
      return outcome === 'confirmed' ? file.form : reopenConflict(file.form, definition, key);
    return settled(file.form, definition, { subject, state: 'answered', outcome });
  }

  /** An objection was upheld: what the licence says now, in the form, if there is one that may still change. */
  async function pullAgain(caseId: string, typeSeq: number): Promise<void> {
    const before = changeable(caseId);
    const licenceId = before?.grant?.licences.find((each) => each.typeSeq === typeSeq)?.licenceId;
    if (!before?.grant || licenceId === undefined) return;
    const copy = await ports.refetch(before, before.grant, licenceId);
    const file = changeable(caseId);
    if (!copy.ok || !file?.grant || copy.value.verdict !== 'passed') return;
    const licences = file.grant.licences.map((each) => (each.licenceId === licenceId ? copy.value : each));
    const next = { ...file, grant: { ...file.grant, licences } };
    const definition = ports.definitionOf(file);
    if (!definition.ok || !file.form || !file.credential) return keep(next, () => undefined);
    const about = { definition: definition.value, credential: file.credential, earlier: file.form, ids };
    const form = { ...prefillForm(next.grant, about), id: file.form.id };
    const now = ready(next, form, definition.value);
    keep({ ...next, form: now.form }, now.write);
  }

  /** The proof was issued: taken into the form like any other licence, if that may still change and the grant still holds. */
  async function takeIssued(caseId: string, key: string): Promise<void> {
    const before = changeable(caseId);
    const known = before && ports.definitionOf(before);
    const typeSeq = known?.ok ? known.value.materials.find((each) => each.key === key)?.typeSeq : null;
    if (!before?.grant || typeSeq == null) return;
    const copy = await ports.fetchIssued(before, before.grant, typeSeq);
    const file = changeable(caseId);
    if (!copy.ok || file?.grant?.provinceRef !== before.grant.provinceRef) return;
    const definition = ports.definitionOf(file);
    if (!definition.ok || !file.form || !file.credential || copy.value.verdict !== 'passed') return;
    const licences = [...file.grant.licences, copy.value].sort((a, b) => a.typeSeq - b.typeSeq);
    const gaps = file.grant.gaps.filter((gap) => gap.typeSeq !== typeSeq);
    const next = { ...file, grant: { ...file.grant, licences, gaps } };
    const about = { definition: definition.value, credential: file.credential, earlier: file.form, ids };
    const now = ready(next, { ...prefillForm(next.grant, about), id: file.form.id }, definition.value);
    keep({ ...next, form: now.form }, (tx) => {
      const facts = recordOfUse(copy.value);
      appendAudit(tx, { actor: 'station', action: 'licence-fetched', caseId, facts }, deps);
      now.write(tx);
    });
  }

  /** A proof has fallen back to a pledge: the credit platform is asked at once, and an excluded holder is offered none. */
  function checkNewPledges(caseId: string, before: Form | null, after: Form): void {
    const pledges = (form: Form | null) =>
      form?.materials.filter(({ settlement }) => settlement === 'pledge').length ?? 0;
    if (pledges(after) <= pledges(before)) return;
    void checked(caseId).catch(() => undefined);
  }

  /** The line broke or the platform was away: as long as the case is worked at, it is asked until it has answered. */
  function checkLater(caseId: string): void {
    if (checksAhead.has(caseId)) return;
    checksAhead.add(caseId);
    clock.after(RECHECK_MS, () => {
      checksAhead.delete(caseId);
      void checked(caseId).catch(() => undefined);
    });
  }

  async function checked(caseId: string): Promise<Result<null>> {
    const file = changeable(caseId);
    if (!file?.grant || !file.form) return { ok: true, value: null };
    const keys = file.form.materials
      .filter(({ settlement }) => settlement === 'pledge')
      .map(({ key }) => key);
    if (keys.length === 0) return { ok: true, value: null };
    const answer = await checkPledges(deps, file, file.grant, keys);
    if (!answer.ok && answer.failure.retry === 'automatic') checkLater(caseId);
    const now = changeable(caseId);
    const definition = now && ports.definitionOf(now);
    if (!now?.form || !definition?.ok) return answer;
    const next = ready(now, now.form, definition.value);
    keep({ ...now, form: next.form }, next.write);
    return answer;
  }

  function changeable(caseId: string): CaseFile | null {
    const open = ports.open();
    if (open?.id !== caseId) return loadWaitingCase(store.read, caseId);
    return CHANGEABLE.includes(open.state) ? open : null;
  }

  function keep(file: CaseFile, write: (tx: SqlTx) => void): void {
    if (ports.open()?.id === file.id) ports.become(file, write);
    else
      store.transaction((tx) => {
        saveCase(tx, file, deps);
        write(tx);
      });
  }

  return {
    ready,
    object(file, about) {
      if (!file.grant) return fail('LICENCE_GRANT_MISSING');
      const draft = objection(deps, file, file.grant, about);
      if (!draft) return fail('OBJECTION_NOT_LICENSED');
      const isOpen = errandsOfCase(store.read, file.id, clock.now()).some(
        ({ subject, state }) => subject === draft.subject && ['to-send', 'asked', 'overdue'].includes(state),
      );
      return isOpen ? fail('OBJECTION_OPEN') : { ok: true, value: (tx) => made(tx, file, [draft]) };
    },
    bring(what, { file, key, definition }) {
      const drafted = broughtDraft(deps, { file, key, definition, what });
      if (!drafted.ok || !file.form) return drafted.ok ? fail('FORM_FIELD_UNKNOWN') : drafted;
      const form = verifyInstead(file.form, definition, key);
      // Who is asked to issue the proof is not asked about it as well: the one answer settles it.
      const now = what === 'issue' ? { form, write: () => undefined } : ready(file, form, definition);
      const write = (tx: SqlTx) => {
        now.write(tx);
        if (what === 'issue') detachErrands(tx, file.id, drafted.value.subject);
        made(tx, file, [drafted.value]);
      };
      return { ok: true, value: { form: now.form, write } };
    },
    checkPledges: checked,
    take(errand, word, write) {
      const file = changeable(errand.caseId);
      const isOfForm = errandsOfCase(store.read, errand.caseId, clock.now(), { ofForm: true }).some(
        ({ id }) => id === errand.id,
      );
      const definition = file && ports.definitionOf(file);
      const form =
        isOfForm && file && definition?.ok && answered(file, definition.value, errand.subject, word);
      if (!file || !form || !definition?.ok) {
        store.transaction(write);
        if (ports.open()?.id === errand.caseId) ports.refresh();
      } else {
        const now = ready({ ...file, form }, form, definition.value, errand.subject);
        keep({ ...file, form: now.form }, (tx) => {
          write(tx);
          now.write(tx);
        });
        checkNewPledges(errand.caseId, file.form, now.form);
      }
      if (word?.outcome === 'upheld')
        void pullAgain(errand.caseId, Number(divided(errand.subject)[1]?.split('.')[0])).catch(
          () => undefined,
        );
      if (word?.outcome === 'issued')
        void takeIssued(errand.caseId, divided(errand.subject)[1] ?? '').catch(() => undefined);
      if (file && ports.open()?.id !== file.id) ports.onWaitingHeard(file.id);
    },
  };
}

/** `material:income` in its two halves. */
const divided = (subject: string): string[] => {
  const at = subject.indexOf(':');
  return [subject.slice(0, at), subject.slice(at + 1)];
};
