import type { CaseView } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { Frame } from '../../../contract/flow/frame';
import { readCredential } from '../../credential';
import type { CaseworkDeps } from '../deps';
import type { CalledCase } from './called-case';

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
}

export function createQueueDesk(
  deps: Pick<CaseworkDeps, 'clock' | 'ids' | 'province' | 'place' | 'queue'>,
  ports: CalledCase & { clerk: () => string | null },
): QueueDesk {
  const { clock, ids, province } = deps;
  /** A call whose ticket has not begun a case yet: asked again it brings the same ticket, and nobody is passed over. */
  let standing: ReturnType<typeof newCall> | null = null;
  let isCalling = false;

  function newCall(place: Place, windowNo: string, clerk: string) {
    return { requestId: ids.next(), ...place, reference: { windowNo, clerk, useCause: CALL_CAUSE } };
  }

  /** The call that stands, word for word, unless this window calls from elsewhere now. */
  function callOf(place: Place, clerk: string) {
    const { windowNo } = deps.place();
    const isSame =
      standing?.hallCode === place.hallCode &&
      standing.group === place.group &&
      standing.reference.windowNo === windowNo;
    return standing && isSame ? standing : newCall(place, windowNo, clerk);
  }

  /** The code that came with the ticket, read like any other. */
  function credentialOf(code: string) {
    const content: Frame['content'] = { kind: 'code', bytes: new TextEncoder().encode(code), aim: '' };
    return readCredential(
      { id: ids.next(), deviceId: 'queue', receivedAt: clock.now(), content },
      { ids, clock },
    );
  }

  async function call(place: Place, clerk: string) {
    standing = callOf(place, clerk);
    const answer = await province.ask('callTicket', { body: standing });
    if (!answer.ok) {
      if (answer.failure.retry !== 'automatic') standing = null;
      return answer;
    }
    const { ticket, waiting } = answer.value;
    if (ticket === null) {
      standing = null;
      return { ok: true as const, value: { case: null, waiting } };
    }
    const credential = credentialOf(ticket.handOver.code);
    if (!credential.ok) {
      // It would come again as it is, and nobody else would ever be called.
      standing = null;
      return fail('PROVINCE_ANSWER_INVALID', { why: 'code' });
    }
    const { number, itemSeq } = ticket;
    const taken = ports.takeCalled({ number, itemSeq, credential: credential.value });
    if (!taken.ok) return taken;
    standing = null;
    return { ok: true as const, value: { case: taken.value, waiting } };
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
      }
    },
  };
}
