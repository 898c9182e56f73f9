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

/** What befalls one receipt whenever it is sent, and no other: what is in it offends something on the way. */
export const BANES = ['page-413', 'fault-500', 'nowhere-404', 'cut', 'silence'] as const;
export type Bane = (typeof BANES)[number];

const STOPS = [
  { status: 403, code: 'NOT_GRANTED' },
  { status: 410, code: 'GRANT_EXPIRED' },
  { status: 400, code: 'REQUEST_INVALID' },
] as const;

const isBane = (fate: Fate | Bane): fate is Bane => (BANES as readonly string[]).includes(fate);

/** The province as it would have it: first write wins, every write remembered in order. */
export interface SimulatedProvince {
  readonly transport: Transport;
  /** Receipt ids in order of their taking in; one twice means taken in twice. */
  readonly received: readonly string[];
  refOf(receiptId: string): string | undefined;
  /** A stop answer to this receipt has left the province. */
  wasRefused(receiptId: string): boolean;
  /** This receipt fails from now on; `forEver`: also when all else is well again. */
  curse(receiptId: string, bane: Bane, forEver: boolean): void;
  isCursedForEver(receiptId: string): boolean;
  /** Requests with this receipt that failed, though somebody had them. */
  failuresOf(receiptId: string): number;
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
    onRequest,
  }: {
    weather: number;
    slowestMs: number;
    fates: readonly Fate[];
    idempotent: boolean;
    onRequest: (receiptId: string, fate: Fate | Bane) => void;
  },
): SimulatedProvince {
  const received: string[] = [];
  const held = new Map<string, { ref: string; receivedAt: number; sha256: string }>();
  const refused = new Set<string>();
  const curses = new Map<string, { bane: Bane; forEver: boolean }>();
  const failures = new Map<string, number>();
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

  function offend(bane: Bane): Answer | 'cut' | null {
    if (bane === 'cut') return 'cut';
    if (bane === 'silence') return null;
    const status = Number(bane.split('-')[1]);
    return { status, body: status === 404 ? { message: '' } : undefined, retryAfterMs: null };
  }

  /** What comes back and when; `null`: nothing ever does. */
  function befall(fate: Fate | Bane, parcel: ReceiptParcel): Answer | 'cut' | null {
    if (isBane(fate)) return offend(fate);
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

  function fateOf(receiptId: string): Fate | Bane {
    const curse = curses.get(receiptId);
    if (curse && (curse.forEver || !healed)) return curse.bane;
    return !healed && random.chance(weather) ? random.pick(fates) : 'well';
  }

  return {
    received,
    curse: (receiptId, bane, forEver) => void curses.set(receiptId, { bane, forEver }),
    isCursedForEver: (receiptId) => curses.get(receiptId)?.forEver === true,
    failuresOf: (receiptId) => failures.get(receiptId) ?? 0,
    refOf: (receiptId) => held.get(receiptId)?.ref,
    wasRefused: (receiptId) => refused.has(receiptId),
    forgetRefusal: (receiptId) => void refused.delete(receiptId),
    heal: () => {
      healed = true;
    },
    transport: ({ body, deadlineMs }) =>
      new Promise<Result<Answer>>((resolve) => {
        const parcel = ReceiptParcel.parse(JSON.parse(Buffer.from(body as Uint8Array).toString('utf8')));
        const { receiptId } = parcel;
        const fate = fateOf(receiptId);
        onRequest(receiptId, fate);
        const failing = () => void failures.set(receiptId, (failures.get(receiptId) ?? 0) + 1);
        const cancelDeadline = timeline.after(deadlineMs, () => {
          failing();
          resolve(fail('PROVINCE_TIMEOUT'));
        });
        timeline.after(random.between(1, slowestMs), () => {
          const answer = befall(fate, parcel);
          if (answer === null) return;
          timeline.after(random.between(1, slowestMs), () => {
            cancelDeadline();
            if (answer === 'cut' || answer.body === undefined || answer.status >= 400) failing();
            // Lost before anybody had it, or after the line stood.
            const cut = fail('PROVINCE_UNREACHABLE', fate === 'lost-request' ? {} : { why: 'cut' });
            resolve(answer === 'cut' ? cut : { ok: true, value: answer });
          });
        });
      }),
  };
}
