import type { AuditLineView, ClerkView, ParcelView, ReceiptView, Snapshot } from '../../contract/calls';
import type { FailureCode } from '../../contract/failures/codes';
import { FAILURE_CODES } from '../../contract/failures/codes';
import { FailureError, fail, failure, type Result } from '../../contract/failures/failure';
import type { Credential } from '../../contract/flow/credential';
import type { Frame } from '../../contract/flow/frame';
import { appendAudit, auditHead, listAudit, verifyAudit } from '../audit';
import { toBase64 } from '../base';
import { asIdentity, createReplayGuard, readCredential } from '../credential';
import { type RateGroup, type RateRow, ratesBy } from '../figures';
import { acknowledgementOf, listParcels, parcelOfReceipt, unpark } from '../outbox';
import { listReceipts, receiptById, receiptPdf, sealedAuditHeads, verifyReceipt } from '../receipt';
import type { Backup } from '../store';
import { createAuditKeeper } from './audit-keeper';
import { createBackupKeeper } from './backup-keeper';
import { type Cases, createCases } from './cases';
import { createDelivery, type Delivery } from './delivery';
import type { CaseworkDeps } from './deps';
import { DRAFT_WATCH_MS } from './drafts';
import { createProvinceWatch, type ProvinceWatch } from './province-watch';
import { createSealKeeper, type SealKeeper } from './seal-keeper';
import { createSession, type Session } from './session';
import { itemView, receiptView } from './views';

type Verification = {
  verdict: 'passed' | 'failed' | 'undetermined';
  checks: { check: string; verdict: 'passed' | 'failed' | 'undetermined'; code: string }[];
};

/** Everything that works on an open store: one clerk's session, one open case, the queue, the seal. */
export interface Office {
  session: Session;
  cases: Cases;
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
  auditLines(limit: number): AuditLineView[];
  checkAudit(): {
    intact: boolean;
    lines: number;
    brokenAt: number | null;
    /** Places the seal has signed for. */
    checkpoints: number;
    head: string;
  };
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
  const session = createSession(deps, (clerk) => {
    hooks.onClerk(clerk);
    if (!clerk) {
      void record.sign({ always: true });
      backups.quiet();
    }
    deps.emit('clerk', clerk);
    cases.conceal();
    // Signed out, nothing of the case may stay on the screen; signed in, what was open is shown again.
    deps.emit('case', clerk ? cases.view() : null);
    cases.tellExpiry();
  });
  const replays = createReplayGuard(clock);
  const cases = createCases(deps, {
    clerk: () => session.current(),
    seal,
    onGranted: replays.used,
    onQueued: () => {
      void delivery.drain();
      void record.sign();
    },
  });
  const showQueue = () => deps.emit('outbox', delivery.counts());
  const delivery = createDelivery(deps, {
    onReach: (reach) => watch.note(reach),
    onSettled: () => {
      showQueue();
      cases.refresh();
    },
  });
  const watch = createProvinceWatch(deps, () => {
    void seal.ready();
    void delivery.drain();
  });

  let stopDraftWatch = () => {};
  function watchDrafts(): void {
    cases.expireDrafts();
    stopDraftWatch = clock.after(DRAFT_WATCH_MS, watchDrafts);
  }

  /** Who stands at the window by this frame; what cannot say so, or has served already, never reaches the province. */
  function identityIn(frame: Frame): Result<Credential> {
    const read = readCredential(frame, { ids, clock });
    const identity = read.ok ? asIdentity(read.value) : read;
    return identity.ok ? replays.admit(identity.value) : identity;
  }

  function audited(
    action: 'receipt-opened' | 'audit-verified' | 'rates-exported',
    facts: Record<string, string | number | boolean>,
  ): void {
    store.transaction((tx) =>
      appendAudit(tx, { actor: session.current()?.account ?? 'station', action, caseId: null, facts }, deps),
    );
  }

  return {
    session,
    cases,
    delivery,
    watch,
    seal,
    start() {
      backups.start();
      watchDrafts();
      cases.restore();
      delivery.start();
      watch.start();
      void seal.ready();
    },
    async stop() {
      stopDraftWatch();
      watch.stop();
      backups.stop();
      cases.rest();
      await delivery.stop();
      await record.sign({ always: true });
    },
    takeFrame(frame) {
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
      province: watch.view(),
      outbox: delivery.counts(),
      case: session.current() ? cases.view() : null,
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
    auditLines: (limit) =>
      listAudit(store.read, { limit }).map((line) => ({ ...line, caseId: line.caseId ?? '' })),
    checkAudit() {
      const checked = verifyAudit(store.read, {
        knownHeads: sealedAuditHeads(store.read),
        roots: seal.roots(),
      });
      audited('audit-verified', { intact: checked.brokenAt === null, lines: checked.lines });
      return {
        intact: checked.brokenAt === null,
        lines: checked.lines,
        brokenAt: checked.brokenAt,
        checkpoints: checked.checkpoints,
        head: auditHead(store.read),
      };
    },
  };
}
