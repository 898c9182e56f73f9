import {
  type AccessSlip,
  type AuditCheckView,
  type AuditLineView,
  type AuditQuery,
  type ClerkView,
  mayCall,
  type ParcelView,
  type ReceiptView,
  type Snapshot,
} from '../../contract/calls';
import type { FailureCode } from '../../contract/failures/codes';
import { FAILURE_CODES } from '../../contract/failures/codes';
import { FailureError, fail, failure, type Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Frame } from '../../contract/flow/frame';
import { type AuditAction, appendAudit } from '../audit';
import { toBase64 } from '../base';
import { asIdentity, createReplayGuard, readCredential } from '../credential';
import { type RateGroup, type RateRow, ratesBy } from '../figures';
import { acknowledgementOf, listParcels, parcelOfReceipt, unpark } from '../outbox';
import { listReceipts, receiptById, receiptPdf, verifyReceipt } from '../receipt';
import type { Backup } from '../store';
import { type Cases, createCases } from './case/cases';
import { itemView, receiptView } from './case/views';
import type { CaseworkDeps } from './deps';
import { createErrandDesk, type ErrandDesk } from './errands/errand-desk';
import { createErrandRoom, type ErrandRoom } from './errands/errand-room';
import { DRAFT_WATCH_MS } from './form/drafts';
import { createAuditKeeper } from './keepers/audit-keeper';
import { createAuditRoom } from './keepers/audit-room';
import { createBackupKeeper } from './keepers/backup-keeper';
import { createDelivery, type Delivery } from './keepers/delivery';
import { createProvinceWatch, type ProvinceWatch } from './keepers/province-watch';
import { countEntries } from './offline/offline-entries';
import { createOfflineReplay } from './offline/offline-replay';
import { createOfflineRoom, type OfflineRoom } from './offline/offline-room';
import { createSession, type Session } from './people/session';
import { createStandingWatch } from './people/standing-watch';
import { createSealKeeper, type SealKeeper } from './sealing/seal-keeper';

type Verification = {
  verdict: 'passed' | 'failed' | 'undetermined';
  checks: { check: string; verdict: 'passed' | 'failed' | 'undetermined'; code: string }[];
};

/** Everything that works on an open store: one clerk's session, one open case, the queue, the seal. */
export interface Office {
  session: Session;
  cases: Cases;
  errands: ErrandDesk & ErrandRoom;
  /** Cases taken in while the province was away. */
  offline: OfflineRoom;
  delivery: Delivery;
  watch: ProvinceWatch;
  seal: SealKeeper;
  start(): void;
  /** Finishes the delivery under way. */
  stop(): Promise<void>;
  /** What a device read. */
  takeFrame(frame: Frame): void;
  /** A code typed by hand. */
  takeTypedCode(frame: Frame): Result<null>;
  snapshot(): Omit<Snapshot, 'station' | 'devices' | 'photo'>;
  searchItems(text: string, limit: number): Snapshot['commonItems'];
  receipts(limit: number): ReceiptView[];
  receiptFile(id: string): Result<{ pdf: string }>;
  verifyStored(id: string): Promise<Result<Verification>>;
  parcels(limit: number): ParcelView[];
  unpark(id: string): Result<null>;
  /** A backup now, the day's or not. */
  backUp(keep: number): Result<Backup>;
  /** Rates of the cases that ended between the days, both included (R117). */
  rates(by: RateGroup, span: { fromDay: string; toDay: string }): RateRow[];
  /** Lines of the record of operations, newest first. */
  auditLines(limit: number, query?: AuditQuery & { before?: number | undefined }): AuditLineView[];
  auditChoices(): { actors: string[]; types: { seq: number; name: string }[] };
  /** `AuditCheckView`, the places the seal has signed for, and the newest head; `asked` false leaves the province out. */
  checkAudit(options?: {
    askProvince: boolean;
  }): Promise<AuditCheckView & { checkpoints: number; head: string }>;
  exportAudit(query: AuditQuery, format: 'csv' | 'jsonl'): { text: string; lines: number };
  /** 谁看过我 of the open case. CASE_NONE. */
  accessSlip(): Result<AccessSlip>;
  accessSlipPdf(): Promise<Result<{ pdf: string }>>;
}

const isFailureCode = (code: string): code is FailureCode =>
  (FAILURE_CODES as readonly string[]).includes(code);

export function createOffice(
  deps: CaseworkDeps,
  hooks: { onClerk: (clerk: ClerkView | null) => void; onSeal: () => void },
): Office {
  const { store, catalogue, clock, ids } = deps;
  const seal = createSealKeeper(deps, hooks.onSeal);
  const record = createAuditKeeper(deps, seal);
  const backups = createBackupKeeper(deps, { busy: () => session.current() !== null });
  const session = createSession(deps, onClerk, () => cases.view()?.id ?? null);
  function onClerk(clerk: ClerkView | null): void {
    hooks.onClerk(clerk);
    if (!clerk) {
      void record.sign({ always: true });
      backups.quiet();
    }
    deps.emit('clerk', clerk);
    cases.conceal();
    // Signed out, nothing of the case may stay on the screen; signed in, what was open is shown again.
    deps.emit('case', showsCase() ? cases.view() : null);
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
    },
  );
  const errands = createErrandDesk(deps, {
    onWord: (errand, word, write) => cases.takeWord(errand, word, write),
    onChange: () => {
      showErrands();
      offlineReplay.awaken();
    },
    hasGrant: () => (cases.view()?.grant ?? null) !== null,
    onGrantTakenBack(grantRef) {
      cases.takenBack(grantRef);
      cases.waiting.takenBack(grantRef);
    },
  });
  const errandRoom = createErrandRoom(deps, { waiting: () => cases.waiting.list() });
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
  const auditRoom = createAuditRoom(deps, { audited, seal, openCase: () => cases.view() });

  let stopDraftWatch = () => {};
  function watchDrafts(): void {
    stopDraftWatch = clock.after(DRAFT_WATCH_MS, watchDrafts);
    cases.expireDrafts();
  }

  /** Who stands at the window by this frame; what cannot say so, or has served already, never reaches the province. */
  function identityIn(frame: Frame): Result<Credential> {
    const read = readCredential(frame, { ids, clock });
    const identity = read.ok ? asIdentity(read.value) : read;
    return identity.ok ? replays.admit(identity.value) : identity;
  }

  function audited(action: AuditAction, facts: Record<string, string | number | boolean>): void {
    store.transaction((tx) =>
      appendAudit(tx, { actor: session.current()?.account ?? 'station', action, caseId: null, facts }, deps),
    );
  }

  return {
    session,
    cases,
    errands: { ...errands, ...errandRoom },
    offline,
    delivery,
    watch,
    seal,
    start() {
      backups.start();
      watchDrafts();
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
      session.stop();
      standing.stop();
      watch.stop();
      backups.stop();
      cases.rest();
      await errands.stop();
      await offlineReplay.stop();
      await delivery.stop();
      await record.sign({ always: true });
    },
    takeFrame(frame) {
      // Whoever lays a card on the reader of a locked window gets nothing out of it.
      if (!showsCase()) return;
      session.active();
      try {
        const credential = identityIn(frame);
        if (credential.ok) cases.identify(credential.value);
        else cases.identifyFailed(credential.failure);
      } catch (error) {
        // A store that takes nothing shows on the window already; a reading nobody could write down was none.
        if (!(error instanceof FailureError)) throw error;
      }
    },
    takeTypedCode(frame) {
      const credential = identityIn(frame);
      if (!credential.ok) return credential;
      cases.identify(credential.value);
      return { ok: true, value: null };
    },
    snapshot: () => ({
      clerk: session.current(),
      lock: session.lockView(),
      province: watch.view(),
      outbox: delivery.counts(),
      errands: errandRoom.counts(),
      callBacks: offline.counts(),
      case: showsCase() ? cases.view() : null,
      commonItems: catalogue.defined().map((row) => itemView(catalogue, row)),
    }),
    searchItems: (text, limit) => catalogue.search(text, limit).map((row) => itemView(catalogue, row)),
    receipts: (limit) =>
      listReceipts(store.read, { limit }).map((receipt) =>
        receiptView(receipt, parcelOfReceipt(store.read, receipt.id)?.state ?? 'waiting'),
      ),
    receiptFile(id) {
      const pdf = receiptPdf(store.read, id);
      if (!pdf) return fail('RECEIPT_UNKNOWN');
      audited('receipt-opened', { receiptId: id });
      return { ok: true, value: { pdf: toBase64(pdf) } };
    },
    async verifyStored(id) {
      const pdf = receiptPdf(store.read, id);
      if (!pdf) return fail('RECEIPT_UNKNOWN');
      const judged = await verifyReceipt(pdf, { trust: seal.roots(), now: clock.now() });
      return judged.ok
        ? { ok: true, value: { verdict: judged.value.verdict, checks: [...judged.value.checks] } }
        : judged;
    },
    parcels: (limit) =>
      listParcels(store.read, { limit }).map((parcel) => {
        const receipt = receiptById(store.read, parcel.receiptId);
        const { id, receiptId, state, attempts, createdAt, dueAt, lastCode } = parcel;
        return {
          id,
          receiptId,
          state,
          attempts,
          createdAt,
          dueAt,
          provinceRef: acknowledgementOf(store.read, id)?.provinceRef ?? '',
          receiptNumber: receipt?.number ?? '',
          itemName: receipt?.itemName ?? '',
          lastFailure: isFailureCode(lastCode) ? failure(lastCode) : null,
        };
      }),
    unpark(id) {
      const moved = store.transaction((tx) => unpark(tx, id, deps));
      if (!moved.ok) return moved;
      showQueue();
      void delivery.drain();
      return { ok: true, value: null };
    },
    backUp: (keep) => store.backUp(keep),
    rates(by, span) {
      audited('rates-exported', { by });
      return ratesBy(store.read, by, span);
    },
    auditLines: auditRoom.lines,
    auditChoices: auditRoom.choices,
    checkAudit: auditRoom.check,
    exportAudit: auditRoom.export,
    accessSlip: auditRoom.slip,
    accessSlipPdf: auditRoom.slipPdf,
  };
}
