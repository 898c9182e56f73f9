import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  enqueueParcel,
  hasLongFailed,
  isAside,
  leaseNext,
  MOST_ASIDE,
  parcelOfReceipt,
  park,
  postpone,
  stepAside,
  unpark,
} from '../../../../main/core/outbox';
import { freshStore, idsWith, insertReceipt, setClock, value } from '../store/profile';

const LEASE_MS = 30_000;
const START = 1_790_000_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function queue() {
  const store = freshStore();
  const clock = setClock(START);
  const ports = { ids: idsWith(0.5), clock };
  const inTx = store.transaction;
  return {
    clock,
    add: (lane = 'receipts') =>
      inTx(
        (tx) =>
          enqueueParcel(tx, { receiptId: insertReceipt(tx), lane, body: Buffer.from('{}') }, ports).receiptId,
      ),
    take: () => inTx((tx) => leaseNext(tx, { now: clock.at, leaseMs: LEASE_MS })?.parcel.receiptId),
    aside: (receiptId: string) => inTx((tx) => stepAside(tx, receiptId)),
    later: (receiptId: string) =>
      value(inTx((tx) => postpone(tx, receiptId, { code: 'PROVINCE_BUSY', retryAfterMs: null }, ports))),
    arrive: (receiptId: string) =>
      value(
        inTx((tx) =>
          acknowledge(tx, receiptId, { provinceRef: receiptId, receivedAt: 1, duplicate: false }, ports),
        ),
      ),
    park: (receiptId: string) => value(inTx((tx) => park(tx, receiptId, 'PROVINCE_REFUSED'))),
    unpark: (receiptId: string) => value(inTx((tx) => unpark(tx, receiptId, ports))),
    parcel: (receiptId: string) => parcelOfReceipt(store.read, receiptId),
    hasLongFailed: (receiptId: string) => hasLongFailed(store.read, receiptId, ports),
    /** Tried until it has been tried that often. */
    fail(receiptId: string, attempts: number) {
      while ((parcelOfReceipt(store.read, receiptId)?.attempts ?? 0) < attempts) {
        expect(inTx((tx) => leaseNext(tx, { now: clock.at, leaseMs: LEASE_MS })?.parcel.receiptId)).toBe(
          receiptId,
        );
        const put = inTx((tx) =>
          postpone(tx, receiptId, { code: 'PROVINCE_BUSY', retryAfterMs: null }, ports),
        );
        clock.at = value(put).dueAt;
      }
    },
  };
}

/** A parcel that steps aside, as often as it may; how many did. */
function stepAsideInTurn({ add, take, aside, later }: ReturnType<typeof queue>, most: number): number {
  for (let n = 0; n < most; n += 1) {
    const id = add();
    expect(take()).toBe(id);
    const stepped = aside(id);
    later(id);
    if (!stepped) return n;
  }
  return most;
}

describe('a parcel that steps aside', () => {
  it('lets the rest of its lane go on, in order, and is tried on by itself', () => {
    const { add, take, aside, later, parcel, clock, arrive } = queue();
    const [bad = '', second = '', third = ''] = [add(), add(), add()];
    take();
    expect(aside(bad)).toBe(true);
    const { dueAt } = later(bad);
    expect(parcel(bad)).toMatchObject({ state: 'later', lane: `receipts/${bad}` });
    expect(take()).toBe(second);
    expect(take()).toBeUndefined();
    arrive(second);
    clock.at = dueAt;
    expect(take()).toBe(third);
    expect(take()).toBe(bad);
  });

  it('comes after every other that may go, however long it has been due', () => {
    const { add, take, aside, later, clock } = queue();
    const bad = add();
    take();
    aside(bad);
    clock.at = later(bad).dueAt + HOUR_MS;
    const fresh = add();
    expect([take(), take()]).toEqual([fresh, bad]);
  });

  it('waits longer and longer, half an hour at most', () => {
    const { add, take, aside, later, clock } = queue();
    const bad = add();
    take();
    aside(bad);
    const pauses: number[] = [];
    for (let n = 0; n < 14; n += 1) {
      const { dueAt } = later(bad);
      pauses.push(dueAt - clock.at);
      clock.at = dueAt;
      take();
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe((30 * 60_000 * 3) / 4);
  });

  it('stays aside when it was parked and put back', () => {
    const { add, take, aside, park: set, unpark: back, parcel } = queue();
    const [bad = '', next = ''] = [add(), add()];
    take();
    aside(bad);
    set(bad);
    back(bad);
    expect(parcel(bad)).toMatchObject({ state: 'waiting', attempts: 0, lane: `receipts/${bad}` });
    expect([take(), take()]).toEqual([next, bad]);
  });

  it('does so once, and only while it is being sent', () => {
    const { add, take, aside, parcel } = queue();
    const [bad = '', waiting = ''] = [add(), add()];
    take();
    expect([aside(waiting), aside(bad), aside(bad)]).toEqual([false, true, false]);
    expect(aside('00000000-0000-4000-8000-000000000000')).toBe(false);
    expect(parcel(bad)?.lane).toBe(`receipts/${bad}`);
    const lane = `receipts/${bad}`;
    expect(isAside({ lane })).toBe(true);
    expect(() => add(lane)).toThrow(/stepped aside/);
  });
});

describe('where everything fails', () => {
  it('no more than so many step aside, and the rest keep their order', () => {
    const hall = queue();
    expect(stepAsideInTurn(hall, MOST_ASIDE + 5)).toBe(MOST_ASIDE);
    const [head, next] = [hall.take(), hall.add()];
    expect(head).toBeUndefined();
    expect(hall.parcel(next)?.lane).toBe('receipts');
  });

  it('one more does for each that arrived behind them, in its lane and no other', () => {
    const hall = queue();
    stepAsideInTurn(hall, MOST_ASIDE);
    const good = hall.add();
    expect(hall.take()).toBe(good);
    hall.arrive(good);
    expect(stepAsideInTurn(hall, 3)).toBe(1);
    const elsewhere = hall.add('cases');
    expect(hall.take()).toBe(elsewhere);
    expect(hall.aside(elsewhere)).toBe(true);
  });

  it('the place of one aside that arrives is free again', () => {
    const hall = queue();
    const first = hall.add();
    hall.take();
    hall.aside(first);
    expect(stepAsideInTurn(hall, MOST_ASIDE)).toBe(MOST_ASIDE - 1);
    hall.arrive(first);
    const head = hall.add();
    expect(hall.take()).toBeUndefined();
    hall.clock.at += HOUR_MS;
    const kept = hall.take() ?? '';
    expect(kept).not.toBe(head);
    expect(hall.aside(kept)).toBe(true);
  });
});

describe('what has failed for long', () => {
  function failing(attempts: number) {
    const hall = queue();
    const bad = hall.add();
    hall.take();
    hall.aside(bad);
    hall.clock.at = hall.later(bad).dueAt;
    hall.fail(bad, attempts);
    return { ...hall, bad };
  }

  it('is for a person: aside, a day old, tried twenty times, and others arrive', () => {
    const { bad, add, take, arrive, clock, hasLongFailed: isLost } = failing(20);
    const other = add();
    expect(take()).toBe(other);
    clock.at = START + DAY_MS;
    arrive(other);
    expect(isLost(bad)).toBe(true);
    clock.at = START + DAY_MS - 1;
    expect(isLost(bad)).toBe(false);
    clock.at = START + DAY_MS + 2 * HOUR_MS;
    expect(isLost(bad)).toBe(false);
  });

  it.each([
    ['tried less often', 19, true],
    ['nothing newer has arrived: it may be the province', 20, false],
  ])('is tried on where %s', (_why, attempts, another) => {
    const { bad, add, take, arrive, clock, hasLongFailed: isLost } = failing(attempts);
    clock.at = START + DAY_MS;
    if (another) {
      const other = add();
      take();
      arrive(other);
    }
    expect(isLost(bad)).toBe(false);
  });

  it('is tried on where it never stepped aside', () => {
    const hall = queue();
    const bad = hall.add();
    hall.fail(bad, 25);
    const other = hall.add('cases');
    hall.clock.at = START + DAY_MS;
    hall.arrive(other);
    expect(hall.hasLongFailed(bad)).toBe(false);
  });
});
