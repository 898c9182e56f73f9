import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import type { z } from 'zod';
import type { FailureCode } from '../../contract/failures/codes';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import { ANSWER_STREAM, answerSubject, BrokerAnswer, receiptSubject } from '../../contract/province/broker';
import type { ReceiptAnswer } from '../../contract/province/wire';
import { readReceiptAnswer } from './answer';
import type { TlsMaterial } from './exchange';
import { parseStrictly } from './json';
import { wholeParcel } from './parcel';

export interface BrokerDelivery {
  /** As `ProvinceClient.deliverParcel`: a good answer is the province's own word, never the brokers'. */
  deliverParcel(queued: Uint8Array, pdf?: Uint8Array): Promise<Result<z.infer<typeof ReceiptAnswer>>>;
  close(): Promise<void>;
}

export interface BrokerOptions {
  /** nats://host:port, tls://host:port; plain only on this machine. */
  servers: readonly string[];
  clock: Clock;
  /** What the workstation enrolled with; null: not enrolled. */
  tls: () => TlsMaterial | null;
}

type Answered = Result<z.infer<typeof ReceiptAnswer>>;
type Parts = Awaited<ReturnType<typeof load>>;
interface Line {
  connection: NatsConnection;
  parts: Parts;
}

/** For the whole delivery: publishing, and waiting for the province's answer. */
const DELIVERY_MS = 30_000;
const CONNECT_MS = 5_000;
/** Brokers that lost one of three choose another leader in about this time. */
const PUBLISH_MS = 10_000;
/** An answer published while this end was connecting anew is only in the stream. */
const LOOK_AGAIN_MS = 2_000;
/** "wrong last sequence: N": a parcel about this receipt is in the stream already, as number N. */
const ALREADY_THERE = 10_071;
const PLAIN = /^nats:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const SECURE = /^tls:\/\//;

/** Asked for only here: a workstation that delivers over HTTP does without it. */
async function load() {
  const [transport, stream] = await Promise.all([
    import('@nats-io/transport-node'),
    import('@nats-io/jetstream'),
  ]);
  return { ...transport, ...stream };
}

/** Delivers parcels by way of brokers (contract/province/broker.ts). Connects at the first parcel. */
export function createBrokerDelivery({ servers, clock, tls }: BrokerOptions): BrokerDelivery {
  let line: Promise<Line> | null = null;

  async function open(secure: TlsMaterial | null): Promise<Line> {
    const parts = await load();
    const connection = await parts.connect({
      servers: [...servers],
      timeout: CONNECT_MS,
      maxReconnectAttempts: -1,
      ignoreClusterUpdates: true,
      ...(secure?.client && {
        tls: { ca: secure.root, cert: secure.client.chain, key: secure.client.key },
      }),
    });
    return { connection, parts };
  }

  async function connected(): Promise<Result<Line>> {
    const secure = servers.some((server) => SECURE.test(server)) ? tls() : null;
    if (!servers.every((server) => PLAIN.test(server) || SECURE.test(server)))
      return fail('PROVINCE_INSECURE', { why: 'plain-broker' });
    if (servers.some((server) => SECURE.test(server)) && !secure?.client)
      return fail('PROVINCE_NOT_ENROLLED');
    line ??= open(secure);
    try {
      const opened = await line;
      if (!opened.connection.isClosed()) return { ok: true, value: opened };
    } catch {
      // Said below; the next parcel tries again.
    }
    line = null;
    return fail('PROVINCE_UNREACHABLE', { why: 'broker' });
  }

  /** The parcel's number in its stream, wherever it was published before. */
  async function publish({ connection, parts }: Line, receiptId: string, body: Uint8Array) {
    try {
      const ack = await parts.jetstream(connection).publish(receiptSubject(receiptId), body, {
        msgID: receiptId,
        expect: { lastSubjectSequence: 0 },
        timeout: PUBLISH_MS,
      });
      return { seq: ack.seq, known: ack.duplicate };
    } catch (error) {
      const seq = error instanceof parts.JetStreamApiError && error.code === ALREADY_THERE && numberIn(error);
      if (seq) return { seq, known: true };
      throw error;
    }
  }

  async function keptAnswer({ connection, parts }: Line, receiptId: string): Promise<Uint8Array | null> {
    const manager = await parts.jetstreamManager(connection, { checkAPI: false });
    const kept = await manager.streams.getMessage(ANSWER_STREAM, { last_by_subj: answerSubject(receiptId) });
    return kept?.data ?? null;
  }

  /** The province's answer to parcel `seq`; null where this one is none, or an old refusal. */
  function judge(data: Uint8Array | null, receiptId: string, seq: number): Answered | null {
    const parsed = BrokerAnswer.safeParse(data && parseStrictly(Buffer.from(data).toString('utf8')));
    if (!parsed.success) return null;
    const { status, body } = parsed.data;
    if (status >= 300 && parsed.data.seq !== seq) return null;
    return readReceiptAnswer({ status, body, retryAfterMs: null }, receiptId);
  }

  async function exchange(opened: Line, receiptId: string, body: Uint8Array): Promise<Answered> {
    const heard = listen(opened.connection.subscribe(answerSubject(receiptId)));
    try {
      const { seq, known } = await publish(opened, receiptId, body);
      const endsAt = clock.now() + DELIVERY_MS;
      let looks = known;
      while (clock.now() < endsAt) {
        const data = looks
          ? await keptAnswer(opened, receiptId)
          : await heard.next((act) => clock.after(LOOK_AGAIN_MS, act));
        const answer = judge(data, receiptId, seq);
        if (answer !== null) return answer;
        looks = !looks;
      }
      return fail('PROVINCE_TIMEOUT', { why: 'answer' });
    } finally {
      heard.stop();
    }
  }

  return {
    async deliverParcel(queued, pdf) {
      const parcel = wholeParcel(queued, pdf);
      if (parcel === null) return fail('PROVINCE_REFUSED', { why: 'parcel' });
      const { receiptId, body } = parcel;
      const opened = await connected();
      if (!opened.ok) return opened;
      if (body.length > (opened.value.connection.info?.max_payload ?? 0))
        return fail('PROVINCE_REFUSED', { why: 'size' });
      try {
        return await exchange(opened.value, receiptId, body);
      } catch (error) {
        return fail(codeOf(error, opened.value.parts), { why: 'broker' });
      }
    },
    async close() {
      const opened = await line?.catch(() => null);
      line = null;
      await opened?.connection.close();
    },
  };
}

function codeOf(error: unknown, parts: Parts): FailureCode {
  if (error instanceof parts.TimeoutError) return 'PROVINCE_TIMEOUT';
  // No stream, no leader, no space: the brokers' trouble, which passes.
  return error instanceof parts.JetStreamError ? 'PROVINCE_BUSY' : 'PROVINCE_UNREACHABLE';
}

function numberIn(error: Error): number {
  return Number(/(\d+)\s*$/.exec(error.message)?.[1] ?? 0);
}

/** The messages of a subscription, one after another; null where none came in time. */
function listen(subscription: Subscription) {
  const messages = subscription[Symbol.asyncIterator]();
  let waiting: Promise<IteratorResult<Msg>> | null = null;
  return {
    async next(inTime: (act: () => void) => () => void): Promise<Uint8Array | null> {
      waiting ??= messages.next();
      const pause = Promise.withResolvers<null>();
      const cancel = inTime(() => pause.resolve(null));
      const first = await Promise.race([waiting, pause.promise]);
      cancel();
      if (first === null) return null;
      waiting = null;
      return first.done ? null : first.value.data;
    },
    stop: () => subscription.unsubscribe(),
  };
}
