import type { ClerkView, SecondPersonAct } from '../../../contract/calls';
import { FAILURE_CODES, type FailureCode } from '../../../contract/failures/codes';
import { fail, failure, type Result } from '../../../contract/failures/failure';
import type { CallBackCounts, CallBackView, Difference } from '../../../contract/flow/provisional';
import type { SqlTx } from '../../../contract/ports/database';
import { appendAudit } from '../../audit';
import { maskName, toBase64 } from '../../base';
import { checkForm, openPoints } from '../../form';
import { parcelOfReceipt } from '../../outbox';
import { composeCallBackList, receiptById } from '../../receipt';
import { digestForCase } from '../case/case-key';
import type { CaseworkDeps } from '../deps';
import { detachErrands } from '../errands/errands';
import type { SealKeeper } from '../sealing/seal-keeper';
import { withAnswers } from './offline-answers';
import { applyDecisions } from './offline-compare';
import {
  contentOfEntry,
  countEntries,
  type EntryContent,
  entryById,
  listEntries,
  type OfflineEntry,
  reopenCheck,
  saveContent,
} from './offline-entries';
import { fileOfEntry, followUp } from './offline-follow-up';
import { maskDifferences } from './offline-mask';
import type { OfflineReplay } from './offline-replay';

const PRINTED = 200;

/** The call-back list, and what a clerk does with its entries. Everything fails with CASE_OFFLINE_ENTRY where an entry has moved on. */
export interface OfflineRoom {
  counts(): CallBackCounts;
  list(limit: number): CallBackView[];
  /** The open entries as a page to print: base64 of a PDF. */
  listPdf(): Promise<Result<{ pdf: string }>>;
  /** Checks now whatever waits. */
  check(): Promise<CallBackView[]>;
  /**
   * `offer`: index of the source's value that is taken; null: what was typed stays, or paper settles the proof. Decided
   * again, the later decision stands.
   */
  decide(decision: {
    id: string;
    kind: Difference['kind'];
    key: string;
    offer: number | null;
    reason: string;
  }): Result<CallBackView>;
  /** Shows the values of a difference whole, on record, until somebody else is at the screen. FORM_FIELD_UNKNOWN. */
  reveal(id: string, key: string): Result<CallBackView>;
  /** Someone else may look at the screen now: values of the highest level are masked again. */
  conceal(): void;
  /** Every difference is decided: the formal receipt is sealed and sent. CASE_OFFLINE_UNDECIDED, FORM_INCOMPLETE. */
  settle(id: string): Promise<Result<null>>;
  /** It cannot be confirmed: a receipt that says so is sealed and sent. */
  lapse(id: string, reason: string): Promise<Result<null>>;
  /** Asks the province anew; decisions so far are forgotten, on record. */
  recheck(id: string): Result<null>;
}

const isFailureCode = (code: string): code is FailureCode =>
  (FAILURE_CODES as readonly string[]).includes(code);

export function createOfflineRoom(
  deps: CaseworkDeps,
  ports: {
    clerk: () => ClerkView | null;
    /** Dual control: see `Session.withSecond`. */
    withSecond: (act: SecondPersonAct) => Result<null>;
    seal: SealKeeper;
    replay: Pick<OfflineReplay, 'kick' | 'checkNow'>;
    onChange: () => void;
    onQueued: () => void;
  },
): OfflineRoom {
  const { store, clock } = deps;
  /** Entries whose follow-up is being sealed: a second press changes nothing. */
  const sealing = new Set<string>();
  /** By entry, the fields whose values are shown whole. */
  const revealed = new Map<string, Set<string>>();

  function viewOf(entry: OfflineEntry): CallBackView {
    const content = contentOfEntry(store.read, entry.id);
    const first = receiptById(store.read, entry.receiptId);
    const second = entry.followUpId === null ? undefined : receiptById(store.read, entry.followUpId);
    const { id, acceptedAt, state, outcome, checkedAt, closedAt, lastCode } = entry;
    return {
      ...{ id, acceptedAt, state, outcome, checkedAt, closedAt },
      receiptNumber: first?.number ?? '',
      itemName: first?.itemName ?? '',
      nameMasked: maskName(content?.provisional.holder.name ?? ''),
      phone: content?.provisional.phone ?? '',
      delivered: parcelOfReceipt(store.read, entry.receiptId)?.state === 'acknowledged',
      failure: isFailureCode(lastCode) ? failure(lastCode) : null,
      differences:
        state === 'for-clerk' && content
          ? maskDifferences(content.form, content.differences, revealed.get(id) ?? new Set())
          : [],
      awaiting: content ? withAnswers(store.read, entry, content, clock.now()).pending : [],
      followUpNumber: second?.number ?? '',
    };
  }

  const list = (limit: number) => listEntries(store.read, { limit }).map(viewOf);

  /** The entry with its content, while it is a clerk's. */
  function atHand(id: string): Result<{ entry: OfflineEntry; content: EntryContent; clerk: ClerkView }> {
    const clerk = ports.clerk();
    if (clerk === null) return fail('CLERK_SIGNED_OUT');
    const entry = entryById(store.read, id);
    const content = entry?.state === 'for-clerk' ? contentOfEntry(store.read, id) : null;
    return entry && content && !sealing.has(id)
      ? { ok: true, value: { entry, content, clerk } }
      : fail('CASE_OFFLINE_ENTRY');
  }

  async function conclude(id: string, seal: () => Promise<Result<null>>): Promise<Result<null>> {
    sealing.add(id);
    const done = await seal().finally(() => sealing.delete(id));
    if (done.ok) ports.onQueued();
    ports.onChange();
    return done;
  }

  return {
    counts: () => countEntries(store.read),
    list,
    async listPdf() {
      const rows = list(PRINTED).filter(({ state }) => state !== 'closed');
      const { hallName, windowNo } = deps.place();
      const made = await composeCallBackList(
        { hallName, windowNo, printedAt: clock.now(), rows, training: deps.training },
        deps.font(),
      );
      return made.ok ? { ok: true, value: { pdf: toBase64(made.value) } } : made;
    },
    async check() {
      await ports.replay.checkNow();
      return list(PRINTED);
    },
    decide({ id, kind, key, offer, reason }) {
      const held = atHand(id);
      if (!held.ok) return held;
      const { entry, content, clerk } = held.value;
      const difference = content.differences.find((each) => each.kind === kind && each.key === key);
      const taken = offer === null ? undefined : difference?.offers[offer];
      if (!difference || (offer !== null && !taken)) return fail('FORM_FIELD_UNKNOWN');
      if (reason === '' && !taken) return fail('FORM_REASON_NEEDED', { field: difference.label });
      // Paper where a licence was not to be had, or what was typed against what the source says.
      const agreed = taken ? null : ports.withSecond(kind === 'field' ? 'deviation' : 'paper');
      if (agreed && !agreed.ok) return agreed;
      const decided = { ...difference, decided: { offer, reason, at: clock.now() } };
      const differences = content.differences.map((each) => (each === difference ? decided : each));
      store.transaction((tx) => {
        saveContent(tx, id, { ...content, differences }, deps);
        const facts = {
          [kind]: key,
          take: taken ? 'province' : kind === 'field' ? 'typed' : 'paper',
          typed: digestForCase(tx, id, difference.typed),
          province: digestForCase(tx, id, (taken ?? difference.offers[0])?.value ?? ''),
        };
        appendAudit(
          tx,
          { actor: clerk.account, action: 'offline-decided', caseId: entry.caseId, facts },
          deps,
        );
      });
      ports.onChange();
      const now = entryById(store.read, id);
      return now ? { ok: true, value: viewOf(now) } : fail('CASE_OFFLINE_ENTRY');
    },
    reveal(id, key) {
      const held = atHand(id);
      if (!held.ok) return held;
      const { entry, content, clerk } = held.value;
      if (!content.differences.some((each) => each.kind === 'field' && each.key === key))
        return fail('FORM_FIELD_UNKNOWN');
      store.transaction((tx) =>
        appendAudit(
          tx,
          { actor: clerk.account, action: 'field-shown', caseId: entry.caseId, facts: { field: key } },
          deps,
        ),
      );
      revealed.set(id, new Set([...(revealed.get(id) ?? []), key]));
      return { ok: true, value: viewOf(entry) };
    },
    conceal: () => revealed.clear(),
    async settle(id) {
      const held = atHand(id);
      if (!held.ok) return held;
      const { entry, clerk } = held.value;
      const { content, pending } = withAnswers(store.read, entry, held.value.content, clock.now());
      // A department that has not confirmed is one more point to decide.
      if (content.differences.length > held.value.content.differences.length)
        store.transaction((tx) => saveContent(tx, id, content, deps));
      const open = content.differences.filter(({ decided }) => decided === null).length;
      if (content.grant === null || open > 0) {
        ports.onChange();
        return fail('CASE_OFFLINE_UNDECIDED', { open });
      }
      if (pending.length > 0)
        return fail('FORM_INCOMPLETE', { fields: 0, materials: pending.length, conflicts: 0 });
      const made = fileOfEntry(deps, entry, content, clerk.account);
      if (!made.ok) return made;
      const form = checkForm(applyDecisions(content.form, content.differences), made.value.definition);
      const { fields } = openPoints(form);
      if (fields > 0) return fail('FORM_INCOMPLETE', { fields, materials: 0, conflicts: 0 });
      const about = {
        entry,
        content,
        form,
        clerk,
        from: 'for-clerk' as const,
        outcome: 'corrected' as const,
      };
      return conclude(id, () => followUp(deps, ports.seal, about));
    },
    async lapse(id, reason) {
      const held = atHand(id);
      if (!held.ok) return held;
      const { form } = held.value.content;
      const about = {
        ...held.value,
        form,
        from: 'for-clerk' as const,
        outcome: 'lapsed' as const,
        reason,
        also: (tx: SqlTx) => detachErrands(tx, held.value.entry.caseId),
      };
      return conclude(id, () => followUp(deps, ports.seal, about));
    },
    recheck(id) {
      const held = atHand(id);
      if (!held.ok) return held;
      const { entry, content, clerk } = held.value;
      store.transaction((tx) => {
        saveContent(tx, id, { ...content, grant: null, differences: [] }, deps);
        detachErrands(tx, entry.caseId);
        reopenCheck(tx, id, clock.now());
        const facts = { take: 'again', decided: content.differences.filter(({ decided }) => decided).length };
        appendAudit(
          tx,
          { actor: clerk.account, action: 'offline-decided', caseId: entry.caseId, facts },
          deps,
        );
      });
      ports.onChange();
      ports.replay.kick();
      return { ok: true, value: null };
    },
  };
}
