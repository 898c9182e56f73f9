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
import type { CaseworkDeps } from '../deps';

type Held = NonNullable<ReturnType<typeof leaseNext>>;
type Answer = Awaited<ReturnType<CaseworkDeps['province']['deliverParcel']>>;

/** Long enough for the two slowest deliveries, one behind the other; a lease outlives the process only until the next start. */
const LEASE_MS = 90_000;
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

  const lease = (tx: SqlTx, behind?: string): Held | null =>
    leaseNext(tx, { now: clock.now(), leaseMs: LEASE_MS, ...(behind !== undefined && { behind }) });

  /** What came of each attempt, written down with whatever `then` writes; all of it or nothing. */
  function note<T>(sent: Sent | null, then: (tx: SqlTx) => T): T {
    const { failure, value } = store.transaction((tx) => ({
      failure: sent && settle(tx, sent.parcel.id, sent.answer),
      value: then(tx),
    }));
    if (sent === null) return value;
    if (failure !== null)
      log.warn('outbox', 'parcel not delivered', { parcelId: sent.parcel.id, code: failure.code });
    tellReach(sent.answer);
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
   * Until nothing is due. While one parcel is on its way, the one before it, which the province has, is written down, and
   * the one behind it taken; that one leaves only after a good answer. What is not written down at a crash is sent again.
   */
  async function deliverAll(): Promise<void> {
    let before: Sent | null = null;
    let current: Held | null = note(null, (tx) => lease(tx));
    while (current !== null && !stopped) {
      const { parcel, body }: Held = current;
      const done: Sent | null = before;
      const answering: Promise<Answer> = province.deliverParcel(body);
      let next: Held | null;
      try {
        next = await afterSending(() => note(done, (tx) => lease(tx, parcel.id)));
      } finally {
        // Also where the store failed: nothing else may leave before this one has come to its end.
        await answering;
      }
      const answer = await answering;
      const sent: Sent = { parcel, answer };
      before = null;
      if (answer.ok && next !== null && !stopped) {
        before = sent;
        current = next;
        continue;
      }
      current = note(sent, (tx) => {
        if (next !== null) giveBack(tx, next.parcel.id);
        return stopped ? null : lease(tx);
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
