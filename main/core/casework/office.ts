import {
  type AccessSlip,
  type AuditLineView,
  type AuditQuery,
  type ClerkView,
  mayCall,
  type Snapshot,
} from '../../contract/calls';
import { FailureError, type Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Frame } from '../../contract/flow/frame';
import { type AuditAction, appendAudit } from '../audit';
import { asIdentity, createReplayGuard, readCredential } from '../credential';
import {
  type QualityGroup,
  type QualityRow,
  qualityBy,
  type RateGroup,
  type RateRow,
  ratesBy,
} from '../figures';
import type { Backup } from '../store';
import { type Cases, createCases } from './case/cases';
import { itemView } from './case/views';
import { type ConfirmDesk, createConfirmDesk } from './confirm/confirm-desk';
import type { CaseworkDeps } from './deps';
import { createErrandDesk, type ErrandDesk } from './errands/errand-desk';
import { createErrandRoom, type ErrandRoom } from './errands/errand-room';
import { createClockDoubt, DRAFT_WATCH_MS } from './form/drafts';
import { createAuditKeeper } from './keepers/audit-keeper';
import { type AuditRoom, createAuditRoom } from './keepers/audit-room';
import { createBackupKeeper } from './keepers/backup-keeper';
import { createDelivery, type Delivery } from './keepers/delivery';
import { createProvinceWatch, type ProvinceWatch } from './keepers/province-watch';
import { createReceiptDesk, type ReceiptDesk } from './keepers/receipt-desk';
import { createReceiptRetention } from './keepers/receipt-retention';
import { concludeRestore } from './keepers/restored-store';
import { countEntries } from './offline/offline-entries';
import { createOfflineReplay } from './offline/offline-replay';
import { createOfflineRoom, type OfflineRoom } from './offline/offline-room';
import { createSession, type Session } from './people/session';
import { createStandingWatch } from './people/standing-watch';
import { createQueueDesk, type QueueDesk } from './queue/queue-desk';
import { createSealKeeper, type SealKeeper } from './sealing/seal-keeper';

/** Everything that works on an open store: one clerk's session, one open case, the queue, the seal. */
export interface Office extends ReceiptDesk {
  session: Session;
  cases: Cases;
  /** Numbers called to this window. */
  queue: QueueDesk;
  /** Codes confirmed without a case. */
  confirm: ConfirmDesk;
  errands: ErrandDesk & ErrandRoom;
  /** Cases taken in while the province was away. */
  offline: OfflineRoom;
  delivery: Delivery;
  watch: ProvinceWatch;
  seal: SealKeeper;
  /** `resumes`: whoever was at work as the last core died goes on at once, and has the open case in hand. */
  start(how?: { resumes: boolean }): void;
  /** Finishes the delivery under way; stops the backup under way. */
  stop(): Promise<void>;
  /** What a device read. */
  takeFrame(frame: Frame): void;
  /** A code typed by hand. CLERK_SECOND_NEEDED; else as `readCredential`. */
  takeTypedCode(frame: Frame): Result<null>;
  /** What came at a scanner's pace over the keyboard. A plain number counts as typed by hand, whatever typed it. */
  takeWedgeCode(frame: Frame): Result<null>;
  snapshot(): Omit<Snapshot, 'station' | 'devices' | 'photo'>;
  searchItems(text: string, limit: number): Snapshot['commonItems'];
  /** A backup now, the day's or not. */
  backUp(keep: number): Promise<Result<Backup>>;
  /** Rates of the cases that ended between the days, both included (R117). */
  rates(by: RateGroup, span: { fromDay: string; toDay: string }): RateRow[];
  /** How good the data of fetched licences were (R83). */
  licenceQuality(by: QualityGroup, span: { fromDay: string; toDay: string }): QualityRow[];
  /** Lines of the record of operations, newest first. */
  auditLines(limit: number, query?: AuditQuery & { before?: number | undefined }): AuditLineView[];
  auditChoices(): { actors: string[]; types: { seq: number; name: string }[] };
  checkAudit: AuditRoom['check'];
  /** CLERK_SECOND_NEEDED. */
  exportAudit(query: AuditQuery, format: 'csv' | 'jsonl'): Result<{ text: string; lines: number }>;
  /** 谁看过我 of the open case. CASE_NONE. */
  accessSlip(printed?: boolean): Result<AccessSlip>;
  accessSlipPdf(): Promise<Result<{ pdf: string }>>;
}

/** A person can know these, or read them off a page, and type them with any tool at any pace: they show nothing. */
const KNOWN_BY_HEART: readonly string[] = ['id-number', 'uscc'];

export function createOffice(
  deps: CaseworkDeps,
  hooks: { onClerk: (clerk: ClerkView | null) => void; onSeal: () => void },
): Office {
  const { store, catalogue, clock, ids } = deps;
  const seal = createSealKeeper(deps, hooks.onSeal);
  const record = createAuditKeeper(deps, seal);
  const backups = createBackupKeeper(deps, { busy: () => session.current() !== null });
  const retention = createReceiptRetention(deps, {
    busy: () => session.current() !== null,
    onShredded: () => void record.sign({ always: true }),
  });
  const session = createSession(deps, onClerk, () => cases.view()?.id ?? null);
  function onClerk(clerk: ClerkView | null): void {
    hooks.onClerk(clerk);
    if (!clerk) {
      void record.sign({ always: true });
      backups.quiet();
    }
    deps.emit('clerk', clerk);
    cases.conceal();
    offline.conceal();
    // Signed out, nothing of the case may stay on the screen; signed in, what was open is shown again.
    deps.emit('case', showsCase() ? cases.view() : null);
    if (!showsCase()) confirm.end();
    showCalled();
    cases.tellExpiry();
    cases.resume();
    offlineReplay.kick();
  }
  const replays = createReplayGuard(clock);
  /** Not while the window is locked, and not to those who keep the machine going. */
  function showsCase(): boolean {
    const clerk = session.current();
    return clerk !== null && mayCall(clerk.role, 'case.chooseItem');
  }
  /** In whose name a case goes on, locked or not; who keeps the machine going has none. */
  function caseClerk(): ClerkView | null {
    const clerk = session.holder();
    return clerk && mayCall(clerk.role, 'case.chooseItem') ? clerk : null;
  }
  /** A case goes on meanwhile, but nothing of it is shown. */
  const emit: CaseworkDeps['emit'] = (name, payload) => {
    if (name !== 'case' || showsCase()) deps.emit(name, payload);
  };
  const cases = createCases(
    { ...deps, emit },
    {
      clerk: caseClerk,
      withSecond: session.withSecond,
      seal,
      onGranted: replays.used,
      onQueued: () => {
        void delivery.drain();
        errands.kick();
        void record.sign();
      },
      isProvinceThere: () => watch.view().state === 'reachable',
      onGrantHeld: () => errands.kick(),
      onErrands: (what) => {
        if (what === 'made') errands.kick();
        showErrands();
      },
      // The seal signs for the record of what was destroyed.
      onShredded: () => void record.sign({ always: true }),
      isAtWork: () => showsCase() && session.current()?.role !== 'kiosk',
      isClockDoubtful: createClockDoubt(deps, () => watch.view()),
    },
  );
  const queue = createQueueDesk(deps, {
    ...cases,
    clerk: () => caseClerk()?.account ?? null,
    onChange: () => showCalled(),
  });
  const calledNumber = () => (showsCase() ? queue.called() : null);
  const showCalled = () => deps.emit('called', calledNumber());
  const confirm = createConfirmDesk(deps, {
    clerk: () => session.current()?.account ?? null,
    onUsed: replays.used,
    audited,
  });
  const errands = createErrandDesk(deps, {
    onWord: (errand, word, write) => cases.takeWord(errand, word, write),
    onChange: () => {
      showErrands();
      offlineReplay.awaken();
    },
    actor,
    onRetried: () => cases.refresh(),
    hasGrant: () => (cases.view()?.grant ?? null) !== null,
    onGrantTakenBack(grantRef) {
      cases.takenBack(grantRef);
      cases.waiting.takenBack(grantRef);
    },
  });
  const errandRoom = createErrandRoom(deps, {
    waiting: () => cases.waiting.list(),
    // Whoever keeps the machine going sees what was asked of whom, and of nobody's case.
    showsWaiting: showsCase,
  });
  const showErrands = () => deps.emit('errands', errandRoom.counts());
  const showQueue = () => deps.emit('outbox', delivery.counts());
  const delivery = createDelivery(deps, {
    onReach: (reach) => watch.note(reach),
    onSettled: () => {
      showQueue();
      cases.refresh();
      offlineReplay.kick();
    },
  });
  const offlinePorts = {
    clerk: caseClerk,
    withSecond: session.withSecond,
    seal,
    onChange: () => deps.emit('callBacks', countEntries(store.read)),
    onQueued: () => {
      void delivery.drain();
      errands.kick();
      // The entry's key is gone: the seal signs for the record of that.
      void record.sign({ always: true });
    },
  };
  const offlineReplay = createOfflineReplay(deps, {
    ...offlinePorts,
    gate: cases.gate,
    onErrands: () => errands.kick(),
  });
  const offline = createOfflineRoom(deps, { ...offlinePorts, replay: offlineReplay });
  const watch = createProvinceWatch(deps, () => {
    void seal.ready();
    void delivery.drain();
    errands.kick();
    void cases.waiting.goOnAll();
    offlineReplay.kick();
    standing.look();
  });
  const standing = createStandingWatch(deps, session);
  const receiptDesk = createReceiptDesk(deps, {
    ...{ seal, actor },
    onUnparked() {
      showQueue();
      void delivery.drain();
    },
  });
  const auditRoom = createAuditRoom(deps, {
    ...{ audited, seal, openCase: () => cases.view(), withSecond: session.withSecond },
  });

  let stopDraftWatch = () => {};
  function watchDrafts(): void {
    stopDraftWatch = clock.after(DRAFT_WATCH_MS, watchDrafts);
    cases.expireDrafts();
    queue.expire();
  }

  /** Who stands at the window by this frame; what cannot say so, or has served already, never reaches the province. */
  function identityIn(frame: Frame): Result<Credential> {
    const read = readCredential(frame, { ids, clock });
    const identity = read.ok ? asIdentity(read.value) : read;
    return identity.ok ? replays.admit(identity.value) : identity;
  }

  function audited(
    action: AuditAction,
    facts: Record<string, string | number | boolean>,
    caseId: string | null = null,
  ): void {
    store.transaction((tx) => appendAudit(tx, { actor: actor(), action, caseId, facts }, deps));
  }
  /** Who is at work, or the workstation itself. */
  function actor(): string {
    return session.current()?.account ?? 'station';
  }

  function takeFrame(frame: Frame): void {
    if (session.current() === null) cardLaid(frame);
    // Nor does whoever keeps the machine going get anything out of a card.
    if (!showsCase()) return;
    session.active();
    try {
      const credential = identityIn(frame);
      if (confirm.view() !== null) void confirm.take(credential);
      else if (credential.ok) cases.identify(credential.value);
      else cases.identifyFailed(credential.failure);
    } catch (error) {
      // A store that takes nothing shows on the window already; a reading nobody could write down was none.
      if (!(error instanceof FailureError)) throw error;
    }
  }

  /** Nobody is at work here: a card may be a clerk's, and whoever else lays one gets nothing out of it. */
  function cardLaid(frame: Frame): void {
    if (frame.content.kind !== 'id-card-base') return;
    const read = readCredential(frame, { ids, clock });
    if (!read.ok) session.card.unreadable(read.failure);
    else if (read.value.kind === 'id-card')
      session.card.take(read.value).catch((error: unknown) => {
        deps.log.warn('core', 'card not looked at', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      });
  }

  function takeTypedCode(frame: Frame): Result<null> {
    const credential = identityIn(frame);
    if (!credential.ok) return credential;
    const agreed = session.withSecond('manual-identity');
    if (!agreed.ok) return agreed;
    cases.identify(credential.value);
    return { ok: true, value: null };
  }

  return {
    session,
    cases,
    queue,
    confirm,
    errands: { ...errands, ...errandRoom },
    offline,
    delivery,
    watch,
    seal,
    start({ resumes } = { resumes: false }) {
      // Without the seal's signature the line of it accounts for nothing.
      if (concludeRestore(deps)) void record.sign({ always: true });
      backups.start();
      retention.start();
      if (resumes) stopDraftWatch = clock.after(DRAFT_WATCH_MS, watchDrafts);
      else watchDrafts();
      cases.restore();
      delivery.start();
      errands.start();
      offlineReplay.start();
      void cases.waiting.goOnAll();
      watch.start();
      void seal.ready();
    },
    async stop() {
      stopDraftWatch();
      confirm.end();
      session.stop();
      standing.stop();
      watch.stop();
      const backupOver = backups.stop();
      retention.stop();
      cases.rest();
      await errands.stop();
      await offlineReplay.stop();
      await delivery.stop();
      await backupOver;
      await record.sign({ always: true });
    },
    takeFrame,
    takeTypedCode,
    takeWedgeCode(frame) {
      if (showsCase()) {
        const read = readCredential(frame, { ids, clock });
        const isTyped = confirm.view() === null;
        if (isTyped && read.ok && read.value.kind === 'code' && KNOWN_BY_HEART.includes(read.value.format))
          return takeTypedCode(frame);
        takeFrame(frame);
      }
      return { ok: true, value: null };
    },
    snapshot: () => ({
      clerk: session.current(),
      lock: session.lockView(),
      cardSignIn: session.card.view(),
      province: watch.view(),
      outbox: delivery.counts(),
      errands: errandRoom.counts(),
      callBacks: offline.counts(),
      confirm: confirm.view(),
      called: calledNumber(),
      case: showsCase() ? cases.view() : null,
      commonItems: catalogue.defined().map((row) => itemView(catalogue, row)),
    }),
    searchItems: (text, limit) => catalogue.search(text, limit).map((row) => itemView(catalogue, row)),
    ...receiptDesk,
    backUp: (keep) => store.backUp(keep),
    rates(by, span) {
      audited('rates-exported', { what: 'rates', by, from: span.fromDay, to: span.toDay });
      return ratesBy(store.read, by, span);
    },
    licenceQuality(by, span) {
      audited('rates-exported', { what: 'quality', by, from: span.fromDay, to: span.toDay });
      return qualityBy(store.read, by, span);
    },
    auditLines: auditRoom.lines,
    auditChoices: auditRoom.choices,
    checkAudit: auditRoom.check,
    exportAudit: auditRoom.export,
    accessSlip: auditRoom.slip,
    accessSlipPdf: auditRoom.slipPdf,
  };
}
