import type { CalledView, CaseView } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { Frame } from '../../../contract/flow/frame';
import { appendAudit } from '../../audit';
import { hallTime } from '../../base';
import { readCredential } from '../../credential';
import type { CaseworkDeps } from '../deps';
import type { CalledCase } from './called-case';
import { dropCall, hasOldCall, type StandingCall, saveCall, standingCall } from './called-ticket';

/** 用证事由 of a call: who comes next, and what for. */
const CALL_CAUSE = '窗口叫号：核对取号人身份和所选事项';

interface Place {
  hallCode: string;
  group: string;
}

export interface QueueDesk {
  /**
   * 叫号: the next ticket of this window's queue begins a case; null where nobody waits. CASE_QUEUE_NOT_SET_UP,
   * CASE_QUEUE_BUSY, CLERK_SIGNED_OUT, and the PROVINCE_* codes: then nobody was called, or the same ticket comes again.
   */
  next(): Promise<Result<{ case: CaseView | null; waiting: number }>>;
  /** The number that was called and has not begun a case, as it lies in the store; null where there is none. */
  called(): CalledView | null;
  /** 过号: who did not come is not waited for; the next call is the next number. CLERK_SIGNED_OUT; CASE_QUEUE_BUSY. */
  passOver(): Result<null>;
  /** Drops what was called on a day that is over. */
  expire(): void;
}

export function createQueueDesk(
  deps: Pick<CaseworkDeps, 'store' | 'clock' | 'ids' | 'province' | 'place' | 'queue'>,
  ports: CalledCase & {
    clerk: () => string | null;
    /** The called number is another, or gone. */
    onChange: () => void;
  },
): QueueDesk {
  const { store, clock, ids, province } = deps;
  let isCalling = false;

  const today = () => hallTime(clock.now()).day;
  const standing = () => standingCall(store.read, today());

  /** The call that stands, word for word, unless this window calls from elsewhere now. */
  function callOf(place: Place, clerk: string): StandingCall {
    const { windowNo } = deps.place();
    const before = standing();
    const isSame =
      before?.hallCode === place.hallCode && before.group === place.group && before.windowNo === windowNo;
    return before && isSame ? before : { requestId: ids.next(), ...place, windowNo, clerk, number: '' };
  }

  /** The code that came with the ticket, read like any other. */
  function credentialOf(code: string) {
    const content: Frame['content'] = { kind: 'code', bytes: new TextEncoder().encode(code), aim: '' };
    return readCredential(
      { id: ids.next(), deviceId: 'queue', receivedAt: clock.now(), content },
      { ids, clock },
    );
  }

  function keep(call: StandingCall): void {
    store.transaction((tx) => saveCall(tx, call, today()));
  }

  function drop(): void {
    store.transaction(dropCall);
  }

  async function call(place: Place, clerk: string) {
    const asked = callOf(place, clerk);
    // Before it is asked: a core that dies meanwhile would call somebody else the next time.
    keep(asked);
    const { requestId, hallCode, group, windowNo } = asked;
    const reference = { windowNo, clerk: asked.clerk, useCause: CALL_CAUSE };
    const answer = await province.ask('callTicket', { body: { requestId, hallCode, group, reference } });
    if (!answer.ok) {
      // A number that is known only the clerk passes over: what is refused may have been refused by something in between.
      if (answer.failure.retry !== 'automatic' && asked.number === '') drop();
      return answer;
    }
    const { ticket, waiting } = answer.value;
    if (ticket === null) {
      drop();
      return { ok: true as const, value: { case: null, waiting } };
    }
    const credential = credentialOf(ticket.handOver.code);
    if (!credential.ok) {
      // It would come again as it is, and nobody else would ever be called.
      drop();
      return fail('PROVINCE_ANSWER_INVALID', { why: 'code' });
    }
    const { number, itemSeq } = ticket;
    keep({ ...asked, number });
    const taken = ports.takeCalled({ number, itemSeq, credential: credential.value }, dropCall);
    return taken.ok ? { ok: true as const, value: { case: taken.value, waiting } } : taken;
  }

  return {
    async next() {
      const place = deps.queue?.() ?? null;
      const clerk = ports.clerk();
      if (place === null) return fail('CASE_QUEUE_NOT_SET_UP');
      if (clerk === null) return fail('CLERK_SIGNED_OUT');
      if (isCalling || !ports.isFree()) return fail('CASE_QUEUE_BUSY');
      isCalling = true;
      try {
        return await call(place, clerk);
      } finally {
        isCalling = false;
        ports.onChange();
      }
    },
    called() {
      const number = standing()?.number ?? '';
      return number === '' ? null : { number };
    },
    passOver() {
      const actor = ports.clerk();
      if (actor === null) return fail('CLERK_SIGNED_OUT');
      if (isCalling) return fail('CASE_QUEUE_BUSY');
      const { number = '' } = standing() ?? {};
      if (number !== '') {
        store.transaction((tx) => {
          dropCall(tx);
          appendAudit(tx, { actor, action: 'ticket-passed-over', caseId: null, facts: { number } }, deps);
        });
        ports.onChange();
      }
      return { ok: true, value: null };
    },
    expire() {
      if (!hasOldCall(store.read, today())) return;
      drop();
      ports.onChange();
    },
  };
}
