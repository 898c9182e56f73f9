import type { z } from 'zod';
import type { FailureCode } from '../../../contract/failures/codes';
import { type Failure, FailureError, fail, ok, type Result } from '../../../contract/failures/failure';
import type { Errand, ErrandOutcome } from '../../../contract/flow/errand';
import type { SqlTx } from '../../../contract/ports/database';
import type { BackfillAnswer, BackfillRequest } from '../../../contract/province/backfills';
import type { ObjectionAnswer, ObjectionRequest } from '../../../contract/province/objections';
import type { PledgeAnswer, PledgeRequest } from '../../../contract/province/pledges';
import type { VerificationAnswer, VerificationRequest } from '../../../contract/province/verification';
import { backoffMs } from '../../outbox';
import type { CaseworkDeps } from '../deps';
import { createRounds, type Pauses } from '../rounds';
import { createCallbacks } from './callbacks';
import { stationReference } from './errand-requests';
import {
  askedErrands,
  errandByRef,
  hastenErrands,
  lookAgain,
  nextSendAt,
  nextToSend,
  noteAnswered,
  noteAsked,
  noteFailed,
  noteLater,
  retryErrand,
} from './errands';

/** A pledge is announced by nobody when it was checked: looked at now and then. */
const PLEDGE_LOOK_MS = 6 * 3_600_000;
/**
 * No honest pause is longer: a failed try or a Retry-After is waited out for an hour at most, a pledge looked at after
 * PLEDGE_LOOK_MS. Each twice over, so that an ordinary correction of the clock makes nobody ask before time.
 */
const LONGEST_TO_SEND_MS = 2 * 3_600_000;
const LONGEST_TO_LOOK_MS = 2 * PLEDGE_LOOK_MS;
const PAUSES: Pauses = { shortestMs: 50, troubledMs: 5_000, longestMs: 60_000 };

/** Announced when they are answered. */
const AWAITED: readonly Errand['kind'][] = ['verification', 'objection', 'backfill', 'issue'];

/** Nothing the errand could help: it waits until the workstation is put right. */
const STATION_TROUBLE: readonly FailureCode[] = [
  'PROVINCE_INSECURE',
  'PROVINCE_NOT_ENROLLED',
  'PROVINCE_CREDENTIAL_EXPIRED',
  'PROVINCE_CLIENT_REFUSED',
  'PROVINCE_CLOCK_SKEW',
];

/** What a department said, as far as this workstation keeps it: never a value. */
export interface ErrandWord {
  ref: string;
  department: string;
  askedAt: number;
  dueAt: number;
  outcome: ErrandOutcome | null;
  answeredAt: number | null;
}

type Asked = Pick<Errand, 'id' | 'kind' | 'caseId' | 'itemSeq' | 'subject' | 'department' | 'ref'>;

export interface ErrandDesk {
  start(): void;
  stop(): Promise<void>;
  /** Something new is to be sent, or the province is back. */
  kick(): void;
  /** Sends what is due now and looks at what was asked; resolves when that is done. */
  drain(): Promise<void>;
  /** Sends once more what was refused, content and all. ERRAND_UNKNOWN where nothing is left to send. */
  retry(id: string): Result<null>;
}

/**
 * Carries errands to the province and their answers home. `onWord` works an answer (or a refusal for good: null) into the
 * case it belongs to, in one transaction with `write`, which notes it on the errand.
 */
export function createErrandDesk(
  deps: CaseworkDeps,
  hooks: {
    onWord: (errand: Asked, word: ErrandWord | null, write: (tx: SqlTx) => void) => void;
    onChange: () => void;
    /** In whose name somebody at the window acts. */
    actor: () => string;
    /** What was refused goes out again. */
    onRetried: () => void;
    /** The open case holds a grant, which its holder may take back at any time. */
    hasGrant: () => boolean;
    onGrantTakenBack: (grantRef: string) => void;
  },
): ErrandDesk {
  const { store, clock, ids, log } = deps;
  const toLook = () => ({ now: clock.now(), longestMs: LONGEST_TO_LOOK_MS });
  const callbacks = createCallbacks(deps, {
    isAwaited: () => hooks.hasGrant() || askedErrands(store.read, AWAITED, toLook()).length > 0,
    async take(callback) {
      if (callback.kind === 'grant-revoked') hooks.onGrantTakenBack(callback.ref);
      // The answer may be announced before the question's own reply is written down here.
      if (!errandByRef(store.read, callback.ref)) await rounds.settled();
      const errand = rounds.isStopped() ? undefined : errandByRef(store.read, callback.ref);
      return errand?.state !== 'asked' || (await look(errand));
    },
  });

  function settleFailure(errand: Asked & { attempts: number }, failure: Failure): void {
    const { code, details, retry } = failure;
    if (retry === 'automatic' || STATION_TROUBLE.includes(code)) {
      const asked = typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 0;
      const pause = Math.max(asked, backoffMs(errand.attempts + 1, ids.fraction()));
      store.transaction((tx) => noteLater(tx, errand.id, code, clock.now() + pause));
      return;
    }
    hooks.onWord(errand, null, (tx) => noteFailed(tx, errand, code, deps));
    log.warn('province', 'errand refused', { kind: errand.kind, code });
  }

  async function sendOne(): Promise<boolean> {
    const errand = nextToSend(store.read, { now: clock.now(), longestMs: LONGEST_TO_SEND_MS });
    if (!errand) return false;
    const word = await send(deps, errand.kind, JSON.parse(errand.body));
    if (rounds.isStopped()) return false;
    if (word.ok) {
      const { outcome, answeredAt } = word.value;
      hooks.onWord(errand, word.value, (tx) => {
        noteAsked(tx, errand.id, word.value);
        if (errand.kind === 'pledge') lookAgain(tx, errand.id, clock.now() + PLEDGE_LOOK_MS);
        if (outcome && answeredAt !== null)
          noteAnswered(tx, { ...errand, department: word.value.department }, { outcome, answeredAt }, deps);
      });
    } else settleFailure(errand, word.failure);
    hooks.onChange();
    return true;
  }

  /** Reads one errand's state over there; false where that could not be done now. */
  async function look(errand: Asked): Promise<boolean> {
    const word = await read(deps, errand);
    if (rounds.isStopped()) return false;
    if (!word.ok) return word.failure.retry === 'never' || word.failure.retry === 'clerk';
    const { outcome, answeredAt } = word.value;
    if (!outcome || answeredAt === null) return true;
    hooks.onWord(errand, word.value, (tx) => noteAnswered(tx, errand, { outcome, answeredAt }, deps));
    hooks.onChange();
    return true;
  }

  /** Once at every start, since what was announced to another window's number would never be heard; pledges now and then. */
  async function lookAtAll(kinds: readonly Errand['kind'][]): Promise<void> {
    for (const errand of askedErrands(store.read, kinds, toLook())) {
      if (rounds.isStopped() || !(await look(errand))) return;
      if (rounds.isStopped()) return;
      if (errand.kind === 'pledge')
        store.transaction((tx) => lookAgain(tx, errand.id, clock.now() + PLEDGE_LOOK_MS));
    }
  }

  async function round(): Promise<void> {
    try {
      while (!rounds.isStopped() && (await sendOne())) {
        // nextToSend says when there is none left that is due.
      }
      if (!rounds.isStopped()) await lookAtAll(['pledge']);
    } finally {
      if (!rounds.isStopped()) callbacks.listen();
    }
  }

  const rounds = createRounds(clock, {
    round,
    nextAt: () => nextSendAt(store.read) ?? clock.now() + PAUSES.longestMs,
    pauses: PAUSES,
    kickedInTrouble: 'after-pause',
    onTrouble(error) {
      if (error instanceof FailureError) return;
      log.warn('province', 'errands stopped short', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    },
  });

  return {
    start() {
      rounds.start();
      void lookAtAll(AWAITED).catch(() => undefined);
    },
    async stop() {
      callbacks.stop();
      await rounds.stop();
    },
    kick: rounds.kick,
    async drain() {
      store.transaction((tx) => hastenErrands(tx, clock.now()));
      rounds.kick();
      await rounds.settled();
      await lookAtAll([...AWAITED, 'pledge']);
    },
    retry(id) {
      if (!store.transaction((tx) => retryErrand(tx, id, hooks.actor(), deps))) return fail('ERRAND_UNKNOWN');
      hooks.onChange();
      hooks.onRetried();
      rounds.kick();
      return ok(null);
    },
  };
}

const endOfDay = (day: string) => Date.parse(`${day}T23:59:59+08:00`);

/** One request; sent again with the same `requestId` it gets the same answer. */
async function send(deps: CaseworkDeps, kind: Errand['kind'], body: unknown): Promise<Result<ErrandWord>> {
  if (kind === 'verification') {
    const answer = await deps.province.ask('requestVerification', { body: body as VerificationRequest });
    return answer.ok ? { ok: true, value: wordOfVerification(answer.value) } : answer;
  }
  if (kind === 'objection') {
    const answer = await deps.province.ask('raiseObjection', { body: body as ObjectionRequest });
    return answer.ok ? { ok: true, value: wordOfObjection(answer.value) } : answer;
  }
  if (kind === 'backfill' || kind === 'issue') {
    const answer = await deps.province.ask('requestBackfill', { body: body as BackfillRequest });
    return answer.ok ? { ok: true, value: wordOfBackfill(answer.value, kind) } : answer;
  }
  const request = body as PledgeRequest;
  const answer = await deps.province.ask('registerPledge', { body: request });
  return answer.ok ? { ok: true, value: wordOfPledge(answer.value) } : answer;
}

async function read(deps: CaseworkDeps, errand: Asked): Promise<Result<ErrandWord>> {
  const { kind, ref } = errand;
  if (ref === '') return fail('ERRAND_UNKNOWN');
  const query = stationReference(deps, errand);
  if (kind === 'verification') {
    const answer = await deps.province.ask('readVerification', { params: { verificationRef: ref }, query });
    return answer.ok ? { ok: true, value: wordOfVerification(answer.value) } : answer;
  }
  if (kind === 'objection') {
    const answer = await deps.province.ask('readObjection', { params: { objectionRef: ref }, query });
    return answer.ok ? { ok: true, value: wordOfObjection(answer.value) } : answer;
  }
  if (kind === 'backfill' || kind === 'issue') {
    const answer = await deps.province.ask('readBackfill', { params: { backfillRef: ref }, query });
    return answer.ok ? { ok: true, value: wordOfBackfill(answer.value, kind) } : answer;
  }
  const answer = await deps.province.ask('readPledge', { params: { pledgeRef: ref }, query });
  return answer.ok ? { ok: true, value: wordOfPledge(answer.value) } : answer;
}

function wordOfVerification(answer: z.infer<typeof VerificationAnswer>): ErrandWord {
  const { verificationRef, department, askedAt, dueAt, outcome, answeredAt } = answer;
  return { ref: verificationRef, department, askedAt, dueAt, outcome, answeredAt };
}

function wordOfObjection(answer: ObjectionAnswer): ErrandWord {
  const { objectionRef, department, raisedAt, dueAt, state, answeredAt } = answer;
  const outcome = state === 'open' ? null : state;
  return { ref: objectionRef, department, askedAt: raisedAt, dueAt, outcome, answeredAt };
}

const ISSUE_OUTCOME = { filled: 'issued', 'not-found': 'declined' } as const;

function wordOfBackfill(answer: BackfillAnswer, kind: 'backfill' | 'issue'): ErrandWord {
  const { backfillRef, department, askedAt, dueAt, state, answeredAt } = answer;
  const outcome = state === 'open' ? null : kind === 'issue' ? ISSUE_OUTCOME[state] : state;
  return { ref: backfillRef, department, askedAt, dueAt, outcome, answeredAt };
}

/** Who checks is not said; the errand keeps the item's department. */
function wordOfPledge(answer: PledgeAnswer): ErrandWord {
  const { pledgeRef, registeredAt, checkDueDay, state, checkedAt } = answer;
  const outcome = state === 'to-check' ? null : state;
  const dueAt = endOfDay(checkDueDay);
  return { ref: pledgeRef, department: '', askedAt: registeredAt, dueAt, outcome, answeredAt: checkedAt };
}
