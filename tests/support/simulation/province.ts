import { fail, type Result } from '../../../main/contract/failures/failure';
import { ReceiptParcel } from '../../../main/contract/province/wire';
import { fromBase64, sha256 } from '../../../main/core/base';
import type { Transport } from '../../../main/core/province';
import type { Random } from './random';
import type { Timeline } from './timeline';

type Answer = Extract<Awaited<ReturnType<Transport>>, { ok: true }>['value'];

/** What can befall one request. */
export const FATES = [
  'well',
  'lost-request',
  'lost-answer',
  'doubled',
  'late',
  'busy',
  'fault',
  'refused',
  'truncated',
  'portal',
] as const;
export type Fate = (typeof FATES)[number];

const STOPS = [
  { status: 403, code: 'NOT_GRANTED' },
  { status: 410, code: 'GRANT_EXPIRED' },
  { status: 400, code: 'REQUEST_INVALID' },
] as const;

/** The province as it would have it: first write wins, every write remembered in order. */
export interface SimulatedProvince {
  readonly transport: Transport;
  /** Receipt ids in order of their taking in; one twice means taken in twice. */
  readonly received: readonly string[];
  refOf(receiptId: string): string | undefined;
  /** A stop answer to this receipt has left the province. */
  wasRefused(receiptId: string): boolean;
  /** The workstation's people have seen to it: from here on only a new stop answer counts. */
  forgetRefusal(receiptId: string): void;
  /** From now on nothing goes wrong on the way. */
  heal(): void;
}

/** `weather`: how often something befalls a request; `fates`: what. `slowestMs`: of one way. */
export function createSimulatedProvince(
  { timeline, random }: { timeline: Timeline; random: Random },
  {
    weather,
    slowestMs,
    fates,
    idempotent,
  }: { weather: number; slowestMs: number; fates: readonly Fate[]; idempotent: boolean },
): SimulatedProvince {
  const received: string[] = [];
  const held = new Map<string, { ref: string; receivedAt: number; sha256: string }>();
  const refused = new Set<string>();
  let healed = false;

  function takeIn(parcel: ReceiptParcel): Answer {
    if (sha256(fromBase64(parcel.pdf)) !== parcel.sha256)
      return { status: 400, body: { code: 'REQUEST_INVALID', message: '' }, retryAfterMs: null };
    const known = held.get(parcel.receiptId);
    if (known && known.sha256 !== parcel.sha256)
      return { status: 409, body: { code: 'RECEIPT_CONFLICT', message: '' }, retryAfterMs: null };
    if (!known || !idempotent) received.push(parcel.receiptId);
    const kept = known ?? {
      ref: `PX-${received.length}`,
      receivedAt: timeline.now(),
      sha256: parcel.sha256,
    };
    held.set(parcel.receiptId, kept);
    const { receiptId } = parcel;
    const body = {
      receiptId,
      provinceRef: kept.ref,
      receivedAt: kept.receivedAt,
      duplicate: known !== undefined,
    };
    return { status: known ? 200 : 201, body, retryAfterMs: null };
  }

  function refuse(receiptId: string): Answer {
    const { status, code } = random.pick(STOPS);
    refused.add(receiptId);
    return { status, body: { code, message: '' }, retryAfterMs: null };
  }

  function retryAfter(): number | null {
    return random.chance(0.6) ? random.span(1_000, 7_200_000) : null;
  }

  /** What comes back and when; `null`: nothing ever does. */
  function befall(fate: Fate, parcel: ReceiptParcel): Answer | 'cut' | null {
    if (fate === 'lost-request') return 'cut';
    if (fate === 'busy') return { status: random.pick([429, 503]), body: null, retryAfterMs: retryAfter() };
    if (fate === 'fault') return { status: 500, body: undefined, retryAfterMs: null };
    if (fate === 'portal')
      return { status: random.pick([200, 403, 404, 502]), body: undefined, retryAfterMs: null };
    if (fate === 'refused') return refuse(parcel.receiptId);
    if (fate === 'late') {
      timeline.after(random.span(31_000, 600_000), () => void takeIn(parcel));
      return null;
    }
    if (fate === 'doubled') timeline.after(random.span(100, 600_000), () => void takeIn(parcel));
    const answer = takeIn(parcel);
    if (fate === 'lost-answer') return random.chance(0.5) ? 'cut' : null;
    return fate === 'truncated' ? { ...answer, body: undefined } : answer;
  }

  return {
    received,
    refOf: (receiptId) => held.get(receiptId)?.ref,
    wasRefused: (receiptId) => refused.has(receiptId),
    forgetRefusal: (receiptId) => void refused.delete(receiptId),
    heal: () => {
      healed = true;
    },
    transport: ({ body, deadlineMs }) =>
      new Promise<Result<Answer>>((resolve) => {
        const parcel = ReceiptParcel.parse(JSON.parse(Buffer.from(body as Uint8Array).toString('utf8')));
        const fate = !healed && random.chance(weather) ? random.pick(fates) : 'well';
        const cancelDeadline = timeline.after(deadlineMs, () => resolve(fail('PROVINCE_TIMEOUT')));
        timeline.after(random.between(1, slowestMs), () => {
          const answer = befall(fate, parcel);
          if (answer === null) return;
          timeline.after(random.between(1, slowestMs), () => {
            cancelDeadline();
            resolve(answer === 'cut' ? fail('PROVINCE_UNREACHABLE') : { ok: true, value: answer });
          });
        });
      }),
  };
}
