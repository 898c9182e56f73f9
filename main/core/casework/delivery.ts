import { OutboxCounts, type ProvinceView } from '../../contract/calls';
import type { FailureCode } from '../../contract/failures/codes';
import type { Failure } from '../../contract/failures/failure';
import { appendAudit } from '../audit';
import {
  acknowledge,
  hastenParcels,
  leaseNext,
  nextDueAt,
  outboxCounts,
  park,
  postpone,
  releaseLeases,
} from '../outbox';
import type { CaseworkDeps } from './deps';

/** Long enough for the slowest delivery; a lease outlives the process only until the next start. */
const LEASE_MS = 60_000;
/** Looked at again at least this often, whatever the due times say (a clock that was set back, for one). */
const MAX_SLEEP_MS = 60_000;
const SHORTEST_SLEEP_MS = 50;
/** After the store itself failed (a full disk, say): long enough not to spin, short enough to be there when it is well again. */
const TROUBLED_SLEEP_MS = 5_000;

/** Nothing the parcel could help: it waits until the workstation is put right. */
const STATION_TROUBLE: readonly FailureCode[] = [
  'PROVINCE_INSECURE',
  'PROVINCE_NOT_ENROLLED',
  'PROVINCE_CREDENTIAL_EXPIRED',
  'PROVINCE_CLIENT_REFUSED',
  'PROVINCE_CLOCK_SKEW',
];

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

  function settleFailure(parcelId: string, failure: Failure): void {
    const { retryAfterMs } = failure.details;
    store.transaction((tx) => {
      if (failure.retry === 'automatic' || STATION_TROUBLE.includes(failure.code)) {
        postpone(
          tx,
          parcelId,
          { code: failure.code, retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null },
          deps,
        );
        return;
      }
      park(tx, parcelId, failure.code);
      appendAudit(
        tx,
        { actor: 'station', action: 'parcel-parked', caseId: null, facts: { parcelId, code: failure.code } },
        deps,
      );
    });
    log.warn('outbox', 'parcel not delivered', { parcelId, code: failure.code });
  }

  async function deliverOne(): Promise<boolean> {
    const leased = store.transaction((tx) => leaseNext(tx, { now: clock.now(), leaseMs: LEASE_MS }));
    if (!leased) return false;
    const { parcel, body } = leased;
    const answer = await province.deliverParcel(body);
    if (answer.ok) {
      const settled = store.transaction((tx) => {
        const acknowledged = acknowledge(tx, parcel.id, answer.value, deps);
        const facts = {
          parcelId: parcel.id,
          provinceRef: answer.value.provinceRef,
          duplicate: answer.value.duplicate,
        };
        if (acknowledged.ok)
          appendAudit(tx, { actor: 'station', action: 'parcel-acknowledged', caseId: null, facts }, deps);
        return acknowledged;
      });
      if (!settled.ok) settleFailure(parcel.id, settled.failure);
      hooks.onReach({ state: 'reachable', failure: null });
    } else {
      settleFailure(parcel.id, answer.failure);
      if (answer.failure.retry === 'automatic' || STATION_TROUBLE.includes(answer.failure.code))
        hooks.onReach({ state: 'unreachable', failure: answer.failure });
    }
    hooks.onSettled();
    return true;
  }

  async function run(): Promise<void> {
    again = false;
    if (troubled) {
      // What the store could not note down is still leased to us, and nobody else delivers here.
      store.transaction((tx) => releaseLeases(tx));
      troubled = false;
    }
    do {
      again = false;
      while (!stopped && (await deliverOne())) {
        // Next parcel: leaseNext says when there is none left that is due.
      }
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
