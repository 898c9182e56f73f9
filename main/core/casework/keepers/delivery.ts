import { OutboxCounts, type ProvinceView } from '../../../contract/calls';
import type { FailureCode } from '../../../contract/failures/codes';
import { type Failure, fail } from '../../../contract/failures/failure';
import type { SqlTx } from '../../../contract/ports/database';
import { appendAudit, sealedParcelDigest } from '../../audit';
import { sha256 } from '../../base';
import {
  acknowledge,
  giveBack,
  hasLongFailed,
  hastenParcels,
  isAside,
  leaseNext,
  nextDueAt,
  outboxCounts,
  park,
  postpone,
  releaseLeases,
  stepAside,
} from '../../outbox';
import { caseIdOf, receiptPdf, sealingOf } from '../../receipt';
import type { CaseworkDeps } from '../deps';
import { createRounds, type Pauses } from '../rounds';
import { isPassing, mayBeItsOwn } from './parcel-trouble';

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
/** In trouble is the store itself (a full disk, say). */
const PAUSES: Pauses = { shortestMs: 50, troubledMs: 5_000, longestMs: 60_000 };
/** After so many attempts that failed by itself, as far as one can tell, a parcel lets the others go on. */
const OWN_FAILURES = 5;

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
  const counts = () => OutboxCounts.parse(outboxCounts(store.read));

  /** How often each failed by itself since this start: one that held its lane before the start holds it a minute longer. */
  const ownFailures = new Map<string, number>();

  /** Nobody at the window did it; of which case it is. */
  const lineOf = (tx: SqlTx, receiptId: string) => ({
    ...{ actor: 'station', caseId: caseIdOf(tx, receiptId) ?? null },
  });

  function settleFailure(tx: SqlTx, receiptId: string, failure: Failure): void {
    const isOwn = mayBeItsOwn(failure);
    const isGivenUp = isOwn && hasLongFailed(tx, receiptId, deps);
    if (isPassing(failure) && !isGivenUp) {
      const { retryAfterMs } = failure.details;
      const times = (ownFailures.get(receiptId) ?? 0) + 1;
      if (isOwn) ownFailures.set(receiptId, times);
      if (isOwn && times >= OWN_FAILURES && stepAside(tx, receiptId))
        log.warn('outbox', 'parcel stepped aside', { receiptId, code: failure.code });
      const pause = typeof retryAfterMs === 'number' ? retryAfterMs : null;
      postpone(tx, receiptId, { code: failure.code, retryAfterMs: pause }, deps);
      return;
    }
    ownFailures.delete(receiptId);
    const code: FailureCode = isGivenUp ? 'OUTBOX_LONG_FAILED' : failure.code;
    const facts = { receiptId, code, ...(isGivenUp && { last: failure.code }) };
    park(tx, receiptId, code);
    appendAudit(tx, { ...lineOf(tx, receiptId), action: 'parcel-parked', facts }, deps);
  }

  /** Writes down what came of one attempt; what kept it from being delivered, or null. */
  function settle(tx: SqlTx, receiptId: string, answer: Answer): Failure | null {
    if (!answer.ok) {
      settleFailure(tx, receiptId, answer.failure);
      return answer.failure;
    }
    const acknowledged = acknowledge(tx, receiptId, answer.value, deps);
    if (!acknowledged.ok) {
      settleFailure(tx, receiptId, acknowledged.failure);
      return acknowledged.failure;
    }
    ownFailures.delete(receiptId);
    const { provinceRef, duplicate } = answer.value;
    const facts = { receiptId, provinceRef, duplicate };
    appendAudit(tx, { ...lineOf(tx, receiptId), action: 'parcel-acknowledged', facts }, deps);
    return null;
  }

  function tellReach({ parcel, answer }: Sent): void {
    if (answer.ok) hooks.onReach({ state: 'reachable', failure: null });
    // What stepped aside fails by itself, which says nothing about the province.
    else if (isPassing(answer.failure) && !(isAside(parcel) && mayBeItsOwn(answer.failure)))
      hooks.onReach({ state: 'unreachable', failure: answer.failure });
  }

  /** The next to be sent, in their order. `front`: on its way just now. */
  function take(tx: SqlTx, most: number, front?: Held): Held[] {
    const taken: Held[] = [];
    for (let bytes = 0; taken.length < most && bytes < MOST_BYTES; ) {
      const behind = [...(front ? [front] : []), ...taken].map(({ parcel }) => parcel.receiptId);
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

  /** Sends it where it is what the record of operations says was queued. Earlier versions did not write that down. */
  function send(held: Held): Promise<Answer> {
    const { receiptId } = held.parcel;
    const sealing = sealingOf(store.read, receiptId);
    const digest = sealing && sealedParcelDigest(store.read, { receiptId, ...sealing });
    if (digest === undefined || (digest !== '' && digest !== sha256(held.body)))
      return Promise.resolve(fail('OUTBOX_PARCEL_CHANGED'));
    return province.deliverParcel(held.body, fileOf(held));
  }

  /** What came of each attempt, written down with whatever `then` writes; all of it or nothing. */
  function note<T>(sent: readonly Sent[], then: (tx: SqlTx) => T): T {
    const { failures, value } = store.transaction((tx) => ({
      failures: sent.map(({ parcel, answer }) => settle(tx, parcel.receiptId, answer)),
      value: then(tx),
    }));
    for (const [at, { parcel }] of sent.entries()) {
      const failure = failures[at];
      if (failure)
        log.warn('outbox', 'parcel not delivered', { receiptId: parcel.receiptId, code: failure.code });
    }
    const last = sent.at(-1);
    if (last === undefined) return value;
    tellReach(last);
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
    for (let current = ahead.shift(); current !== undefined && !rounds.isStopped(); current = ahead.shift()) {
      const underWay = current;
      const sentAt = clock.now();
      const answering = send(underWay);
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
      if (answer.ok && isQuick && ahead.length > 0 && !rounds.isStopped()) continue;
      ahead = write((tx) => {
        for (const { parcel } of ahead) giveBack(tx, parcel.receiptId);
        return rounds.isStopped() ? [] : take(tx, 1);
      });
    }
  }

  const rounds = createRounds(clock, {
    round: deliverAll,
    nextAt: () => nextDueAt(store.read),
    pauses: PAUSES,
    kickedInTrouble: 'at-once',
    onTrouble: (error) =>
      log.warn('outbox', 'delivery stopped short', {
        error: error instanceof Error ? error.name : 'unknown',
      }),
  });

  return {
    start() {
      store.transaction((tx) => releaseLeases(tx));
      rounds.start();
    },
    async drain(options) {
      if (options?.evenLater) store.transaction((tx) => hastenParcels(tx, { now: clock.now() }));
      rounds.kick();
      await rounds.settled();
      return counts();
    },
    counts,
    stop: rounds.stop,
  };
}
