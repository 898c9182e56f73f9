import type { ClerkView } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import { type Failure, fail, type Result } from '../../../contract/failures/failure';
import type { Grant } from '../../../contract/flow/grant';
import type { Difference } from '../../../contract/flow/provisional';
import type { SqlTx } from '../../../contract/ports/database';
import { appendAudit, auditDigest } from '../../audit';
import { prefillForm } from '../../form';
import { fetchGranted, grantAtOnce, type LicenceGate } from '../../licence';
import { backoffMs, parcelOfReceipt } from '../../outbox';
import type { CaseFile } from '../case/case-file';
import { planOf, withinIssueList } from '../consent/plan';
import { recordOfUse } from '../consent/use-record';
import type { CaseworkDeps } from '../deps';
import { STATION_TROUBLE } from '../keepers/parcel-trouble';
import { createRounds, type Pauses } from '../rounds';
import { checkPledges, pledgeCheck } from '../sealing/pledges';
import type { SealKeeper } from '../sealing/seal-keeper';
import { askDepartments, awaitedOf, withAnswers } from './offline-answers';
import { compareForms, materialDifference } from './offline-compare';
import {
  awaitAnswers,
  checkLater,
  contentOfEntry,
  type EntryContent,
  entriesToCheck,
  hastenAwaiting,
  hastenChecks,
  leaveToClerk,
  nextCheckAt,
  type OfflineEntry,
  saveContent,
} from './offline-entries';
import { fileOfEntry, followUp } from './offline-follow-up';

const LONGEST_PAUSE_MS = 10 * 60_000;
/** Departments' answers are looked for this often; each that arrives is looked at when it comes. */
const ANSWERS_MS = 5 * 60_000;
const PAUSES: Pauses = { shortestMs: 200, troubledMs: 200, longestMs: 60_000 };

/** Holds what was taken in while the province was away against what it says, entry by entry. */
export interface OfflineReplay {
  start(): void;
  /** Something may have changed: a clerk signed in, a parcel arrived, the province is back. */
  kick(): void;
  /** A department may have answered: looks at what waits for one. */
  awaken(): void;
  /** A person asks: also what was put off. Resolves when everything that could be checked was. */
  checkNow(): Promise<void>;
  stop(): Promise<void>;
}

export function createOfflineReplay(
  deps: CaseworkDeps,
  ports: {
    clerk: () => ClerkView | null;
    seal: SealKeeper;
    gate: LicenceGate;
    /** An entry is another than before. */
    onChange: () => void;
    onQueued: () => void;
    /** There is something to ask of departments. */
    onErrands: () => void;
  },
): OfflineReplay {
  const { store, clock, ids, province } = deps;

  const isDelivered = (entry: OfflineEntry) =>
    parcelOfReceipt(store.read, entry.receiptId)?.state === 'acknowledged';

  /** What passes, or is this station's own trouble, is tried again; anything else is the province's word on this case. */
  function isPassing({ code, retry }: Failure): boolean {
    return (
      retry === 'automatic' ||
      STATION_TROUBLE.includes(code) ||
      code === 'CLERK_SIGNED_OUT' ||
      code.startsWith('RECEIPT_SEAL')
    );
  }

  function auditGrant(tx: SqlTx, entry: OfflineEntry, grant: Grant): void {
    const by = { actor: grant.clerk, caseId: entry.caseId };
    const { evidence, provinceRef, itemSeq: item } = grant;
    const digest = (code: string) => auditDigest(tx, 'number', code, deps);
    const actor = grant.actor && { actor: digest(grant.actor.code) };
    const facts = { evidence, provinceRef, item, holder: digest(grant.holder.code), ...actor };
    appendAudit(tx, { ...by, action: 'grant-obtained', facts }, deps);
    for (const copy of grant.licences)
      appendAudit(tx, { ...by, action: 'licence-fetched', facts: recordOfUse(copy) }, deps);
  }

  /** What the holder has, asked for as agreed to at the window: with the card that was read there, for the same case and purpose. */
  async function fetchLate(
    file: CaseFile,
    definition: ItemDefinition,
    content: EntryContent,
    clerk: ClerkView,
  ): Promise<Result<Grant>> {
    const { credential, agent, provisional } = content;
    const holderCode = provisional.holder.code;
    const whole = planOf(deps, file, definition, clerk.account);
    const plan = withinIssueList(deps, file, whole, holderCode);
    const source = { source: province, holderCode, agent };
    const granted = await grantAtOnce(credential, plan.purpose, plan.wanted, source);
    if (!granted.ok) return granted;
    await ports.seal.ready();
    const options = { gate: ports.gate, roots: ports.seal.roots(), ids, clock };
    const grant = await fetchGranted(granted.value, { ...plan, credential }, options);
    ports.gate.close(granted.value.grantRef);
    const isPartial = grant.ok && grant.value.gaps.some(({ why }) => why === 'unreachable');
    return isPartial ? fail('PROVINCE_UNREACHABLE', { why: 'licence' }) : grant;
  }

  /** A pledge that was taken while nobody could be asked: whom the credit platform excludes proves it another way (R132). */
  async function pledgesRefused(file: CaseFile, grant: Grant): Promise<Result<Difference[]>> {
    const pledged = file.form?.materials.filter((each) => each.settlement === 'pledge' && each.settled) ?? [];
    const asked = await checkPledges(
      deps,
      file,
      grant,
      pledged.map(({ key }) => key),
    );
    if (!asked.ok) return asked;
    const refused = pledged.filter(
      ({ key }) => pledgeCheck(store.read, file.id, grant.provinceRef, key)?.excluded,
    );
    return {
      ok: true,
      value: refused.map((material) => materialDifference(material, 'pledge-excluded')),
    };
  }

  function putOff(entry: OfflineEntry, code: string): void {
    const nextAt = clock.now() + backoffMs(entry.attempts + 1, ids.fraction());
    store.transaction((tx) => checkLater(tx, entry.id, { code, nextAt }));
  }

  /** No answer to compare: the holder is unknown, deceased, has refused. Nothing of it is an error, all of it is for a clerk. */
  function unanswered(entry: OfflineEntry, content: EntryContent, why: Failure): void {
    if (isPassing(why)) {
      putOff(entry, why.code);
      return;
    }
    store.transaction((tx) => {
      leaveToClerk(
        tx,
        entry.id,
        { code: why.code, content: { ...content, grant: null, differences: [] } },
        deps,
      );
      const facts = { receiptId: entry.receiptId, code: why.code };
      appendAudit(tx, { actor: 'station', action: 'offline-checked', caseId: entry.caseId, facts }, deps);
    });
  }

  /** The first half: licences and credit platform are asked, what was taken in is compared, departments are asked for the rest. */
  async function compare(
    entry: OfflineEntry,
    content: EntryContent,
    clerk: ClerkView,
  ): Promise<Result<EntryContent>> {
    const made = fileOfEntry(deps, entry, content, clerk.account);
    if (!made.ok) return made;
    const { file, definition } = made.value;
    const fetched = await fetchLate(file, definition, content, clerk);
    if (!fetched.ok) return fetched;
    const grant = fetched.value;
    const pledges = await pledgesRefused(file, grant);
    if (!pledges.ok) return pledges;
    const { credential } = content;
    const now = prefillForm(grant, { definition, credential, earlier: null, ids });
    const compared = compareForms(content.form, now, { definition, gaps: grant.gaps });
    const differences = [...compared.differences, ...pledges.value];
    const found = { ...content, form: compared.form, grant, differences };
    store.transaction((tx) => {
      // What was typed stays beside it until a clerk decides.
      if (!saveContent(tx, entry.id, found, deps)) return;
      auditGrant(tx, entry, grant);
      askDepartments(deps, tx, { file, grant, definition, content: found, actor: clerk.account });
      const facts = {
        receiptId: entry.receiptId,
        confirmed: compared.confirmed,
        differences: differences.length,
      };
      appendAudit(tx, { actor: 'station', action: 'offline-checked', caseId: entry.caseId, facts }, deps);
    });
    if (awaitedOf(found).length > 0) ports.onErrands();
    return { ok: true, value: found };
  }

  /** The second half, from what the first has written down: to a clerk, to a receipt, or on waiting for a department. */
  async function check(entry: OfflineEntry, clerk: ClerkView): Promise<void> {
    const kept = contentOfEntry(store.read, entry.id);
    if (kept === null) {
      putOff(entry, 'STORE_DAMAGED');
      return;
    }
    const found: Result<EntryContent> =
      kept.grant === null ? await compare(entry, kept, clerk) : { ok: true, value: kept };
    if (!found.ok) {
      unanswered(entry, kept, found.failure);
      return;
    }
    const { content, pending } = withAnswers(store.read, entry, found.value, clock.now());
    if (content.differences.length > 0) {
      store.transaction((tx) => leaveToClerk(tx, entry.id, { code: '', content }, deps));
      return;
    }
    if (pending.length > 0) {
      const now = clock.now();
      store.transaction((tx) => awaitAnswers(tx, entry.id, { now, nextAt: now + ANSWERS_MS }));
      return;
    }
    const done = await followUp(deps, ports.seal, {
      ...{ entry, content, form: content.form, clerk },
      ...{ from: 'to-check' as const, outcome: 'confirmed' as const },
    });
    if (done.ok) ports.onQueued();
    else unanswered(entry, content, done.failure);
  }

  async function checkAll(): Promise<void> {
    const due = { now: clock.now(), longestMs: LONGEST_PAUSE_MS };
    for (const entry of entriesToCheck(store.read, due)) {
      const clerk = ports.clerk();
      if (rounds.isStopped() || clerk === null) return;
      if (!isDelivered(entry)) continue;
      await check(entry, clerk);
      ports.onChange();
    }
  }

  const rounds = createRounds(clock, {
    round: checkAll,
    nextAt() {
      const at = nextCheckAt(store.read);
      // Never spins on what waits for its delivery or for a clerk: whoever brings that about kicks.
      return at !== null && at <= clock.now() ? clock.now() + PAUSES.longestMs : at;
    },
    pauses: PAUSES,
    kickedInTrouble: 'after-pause',
    onTrouble: (error) =>
      deps.log.warn('case', 'offline check stopped short', {
        error: error instanceof Error ? error.name : 'unknown',
      }),
  });

  return {
    start: rounds.start,
    kick: rounds.kick,
    awaken() {
      if (rounds.isStopped() || nextCheckAt(store.read) === null) return;
      store.transaction((tx) => hastenAwaiting(tx, clock.now()));
      rounds.kick();
    },
    async checkNow() {
      store.transaction((tx) => hastenChecks(tx, clock.now()));
      rounds.kick();
      await rounds.settled();
    },
    stop: rounds.stop,
  };
}
