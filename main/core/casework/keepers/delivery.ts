import { OutboxCounts, type ProvinceView } from '../../../contract/calls';
import type { FailureCode } from '../../../contract/failures/codes';
import type { Failure } from '../../../contract/failures/failure';
import type { SqlTx } from '../../../contract/ports/database';
import { appendAudit } from '../../audit';
import {
  acknowledge,
  giveBack,
  hastenParcels,
  leaseNext,
  nextDueAt,
  outboxCounts,
  park,
  postpone,
  releaseLeases,
} from '../../outbox';
import { receiptPdf } from '../../receipt';
import type { CaseworkDeps } from '../deps';

/** Taken to be sent; `pdf`: the sealed file that goes along, once it has been read. */
type Held = NonNullable<ReturnType<typeof leaseNext>> & { pdf?: Uint8Array | undefined };
type Answer = Awaited<ReturnType<CaseworkDeps['province']['deliverParcel']>>;

/** Long enough for as many as are taken at once and the slowest delivery; a lease outlives the process only until the next start. */
const LEASE_MS = 90_000;
/** After an answer as quick as this, more than one is taken at a time, and what came of them is written down at once. */
const QUICK_MS = 500;
const MOST_AT_ONCE = 8;
/** Bytes held for those that are next, where they carry large files. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Looked at again at least this often, whatever the due times say (a clock that was set back, for one). */
const MAX_SLEEP_MS = 60_000;
const SHORTEST_SLEEP_MS = 50;
/** After the store itself failed (a full disk, say): long enough not to spin, short enough to be there when it is well again. */
const TROUBLED_SLEEP_MS = 5_000;

/** Nothing the parcel could help: it waits until the workstation is put right. */
export const STATION_TROUBLE: readonly FailureCode[] = [
  'PROVINCE_INSECURE',
  'PROVINCE_NOT_ENROLLED',
  'PROVINCE_CREDENTIAL_EXPIRED',
  'PROVINCE_CLIENT_REFUSED',
  'PROVINCE_CLOCK_SKEW',
];

/** A parcel and what came of sending it. */
interface Sent {
  parcel: Held['parcel'];
  answer: Answer;
}

export interface Delivery {
  start(): void;
  /** Something new is due, or a person asks: try now, also what was put off for later. */
  drain(options?: { evenLater: boolean }): Promise<OutboxCounts>;
  counts(): OutboxCounts;
  /** Lets the parcel under way finish, then rests. */
  stop(): Promise<void>;
}

/**
 * Carries parcels to the province one after another. `onReach` hears how each contact with the province went;
 * `onSettled` that a parcel's state changed.
 */
export function createDelivery(
  deps: CaseworkDeps,
  hooks: { onReach: (reach: Pick<ProvinceView, 'state' | 'failure'>) => void; onSettled: () => void },
): Delivery {
  const { store, clock, province, log } = deps;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = true;
  let troubled = false;
  let cancelTimer: () => void = () => undefined;

  const counts = () => OutboxCounts.parse(outboxCounts(store.read));

  function settleFailure(tx: SqlTx, parcelId: string, failure: Failure): void {
    const { retryAfterMs } = failure.details;
    if (failure.retry === 'automatic' || STATION_TROUBLE.includes(failure.code)) {
      const pause = typeof retryAfterMs === 'number' ? retryAfterMs : null;
      postpone(tx, parcelId, { code: failure.code, retryAfterMs: pause }, deps);
      return;
    }
    park(tx, parcelId, failure.code);
    appendAudit(
      tx,
      { actor: 'station', action: 'parcel-parked', caseId: null, facts: { parcelId, code: failure.code } },
      deps,
    );
  }

  /** Writes down what came of one attempt; what kept it from being delivered, or null. */
  function settle(tx: SqlTx, parcelId: string, answer: Answer): Failure | null {
    if (!answer.ok) {
      settleFailure(tx, parcelId, answer.failure);
      return answer.failure;
    }
    const acknowledged = acknowledge(tx, parcelId, answer.value, deps);
    if (!acknowledged.ok) {
      settleFailure(tx, parcelId, acknowledged.failure);
      return acknowledged.failure;
    }
    const { provinceRef, duplicate } = answer.value;
    const facts = { parcelId, provinceRef, duplicate };
    appendAudit(tx, { actor: 'station', action: 'parcel-acknowledged', caseId: null, facts }, deps);
    return null;
  }

  function tellReach(answer: Answer): void {
    if (answer.ok) hooks.onReach({ state: 'reachable', failure: null });
    else if (answer.failure.retry === 'automatic' || STATION_TROUBLE.includes(answer.failure.code))
      hooks.onReach({ state: 'unreachable', failure: answer.failure });
  }

  /** The next to be sent, in their order. `front`: on its way just now. */
  function take(tx: SqlTx, most: number, front?: Held): Held[] {
    const taken: Held[] = [];
    for (let bytes = 0; taken.length < most && bytes < MOST_BYTES; ) {
      const behind = [...(front ? [front] : []), ...taken].map(({ parcel }) => parcel.id);
      const next = leaseNext(tx, { now: clock.now(), leaseMs: LEASE_MS, behind });
      if (next === null) break;
      taken.push(next);
      bytes += next.body.length;
    }
    return taken;
  }

  function fileOf(held: Held): Uint8Array | undefined {
    held.pdf ??= receiptPdf(store.read, held.parcel.receiptId);
    return held.pdf;
  }

  /** What came of each attempt, written down with whatever `then` writes; all of it or nothing. */
  function note<T>(sent: readonly Sent[], then: (tx: SqlTx) => T): T {
    const { failures, value } = store.transaction((tx) => ({
      failures: sent.map(({ parcel, answer }) => settle(tx, parcel.id, answer)),
      value: then(tx),
    }));
    for (const [at, { parcel }] of sent.entries()) {
      const failure = failures[at];
      if (failure) log.warn('outbox', 'parcel not delivered', { parcelId: parcel.id, code: failure.code });
    }
    const last = sent.at(-1);
    if (last === undefined) return value;
    tellReach(last.answer);
    hooks.onSettled();
    return value;
  }

  /** A turn later, when the request that was just made has left. */
  const afterSending = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      clock.after(0, () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });

  /**
   * Until nothing is due. One parcel is on its way at a time, and the next one leaves only after a good answer. On a quick line
   * the ones before it, which the province has, are written down in one transaction while the last of those that were taken is
   * on its way, and the next ones taken. What is not written down at a crash is sent again, and the province says that it has it.
   */
  async function deliverAll(): Promise<void> {
    let done: Sent[] = [];
    let isQuick = false;
    function write<T>(then: (tx: SqlTx) => T): T {
      const value = note(done, then);
      done = [];
      return value;
    }
    let ahead = write((tx) => take(tx, 1));
    for (let current = ahead.shift(); current !== undefined && !stopped; current = ahead.shift()) {
      const underWay = current;
      const sentAt = clock.now();
      const answering = province.deliverParcel(underWay.body, fileOf(underWay));
      try {
        await afterSending(() => {
          if (isQuick && ahead.length === 0) ahead = write((tx) => take(tx, MOST_AT_ONCE, underWay));
          if (ahead[0] !== undefined) fileOf(ahead[0]);
        });
      } finally {
        // Also where the store failed: nothing else may leave before this one has come to its end.
        await answering;
      }
      const answer = await answering;
      isQuick = Math.abs(clock.now() - sentAt) <= QUICK_MS;
      done.push({ parcel: underWay.parcel, answer });
      if (answer.ok && isQuick && ahead.length > 0 && !stopped) continue;
      ahead = write((tx) => {
        for (const { parcel } of ahead) giveBack(tx, parcel.id);
        return stopped ? [] : take(tx, 1);
      });
    }
  }

  async function run(): Promise<void> {
    troubled = false;
    do {
      again = false;
      if (!stopped) await deliverAll();
    } while (again && !stopped);
  }

  function sleep(): void {
    if (stopped) return;
    const dueAt = nextDueAt(store.read);
    if (dueAt !== null)
      cancelTimer = clock.after(
        Math.min(
          Math.max(dueAt - clock.now(), troubled ? TROUBLED_SLEEP_MS : SHORTEST_SLEEP_MS),
          MAX_SLEEP_MS,
        ),
        kick,
      );
  }

  function kick(): void {
    if (stopped) return;
    again = true;
    if (running) return;
    cancelTimer();
    running = run()
      .catch((error: unknown) => {
        troubled = true;
        log.warn('outbox', 'delivery stopped short', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      })
      .finally(() => {
        running = null;
        // Asked again after the last look and before this: nobody else would look.
        if (again) kick();
        else sleep();
      });
  }

  return {
    start() {
      stopped = false;
      store.transaction((tx) => releaseLeases(tx));
      kick();
    },
    async drain(options) {
      if (options?.evenLater) store.transaction((tx) => hastenParcels(tx, { now: clock.now() }));
      kick();
      while (running) await running;
      return counts();
    },
    counts,
    async stop() {
      stopped = true;
      cancelTimer();
      await running;
    },
  };
}
