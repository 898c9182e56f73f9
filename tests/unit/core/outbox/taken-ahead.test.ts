import { describe, expect, it } from 'vitest';
import { acknowledge, enqueueParcel, giveBack, leaseNext, outboxCounts } from '../../../../main/core/outbox';
import { freshStore, idsWith, insertReceipt, setClock } from '../store/profile';

const LEASE_MS = 30_000;

function queue() {
  const store = freshStore();
  const clock = setClock(1_790_000_000_000);
  const ports = { ids: idsWith(0.5), clock };
  return {
    store,
    ports,
    add: (lane: string) =>
      store.transaction(
        (tx) =>
          enqueueParcel(tx, { receiptId: insertReceipt(tx), lane, body: Buffer.from('{}') }, ports).receiptId,
      ),
    take: (behind: string[]) =>
      store.transaction(
        (tx) => leaseNext(tx, { now: clock.at, leaseMs: LEASE_MS, behind })?.parcel.receiptId,
      ),
  };
}

describe('parcels taken ahead', () => {
  it('come in the order of their lane, each behind those that were taken before', () => {
    const { add, take } = queue();
    const parcels = ['a', 'a', 'a', 'a'].map(add);
    const taken: string[] = [];
    for (let next = take(taken); next !== undefined; next = take(taken)) taken.push(next);
    expect(taken).toEqual(parcels);
  });

  it('pass over no parcel of a lane that is neither in front nor due', () => {
    const { add, take } = queue();
    const [first = '', held = '', last = ''] = ['a', 'a', 'a'].map(add);
    expect(take([])).toBe(first);
    expect(take([first])).toBe(held);
    // Named in front is the first alone: the one after it is under way for somebody else, and keeps the lane still.
    expect(take([first])).toBeUndefined();
    expect(take([first, held])).toBe(last);
  });

  it('come from every lane', () => {
    const { add, take } = queue();
    const parcels = ['a', 'b', 'a', 'b'].map(add);
    const taken: string[] = [];
    for (let next = take(taken); next !== undefined; next = take(taken)) taken.push(next);
    expect([...taken].sort()).toEqual([...parcels].sort());
    for (const lane of [0, 1])
      expect(taken.filter((id) => parcels.indexOf(id) % 2 === lane)).toEqual(
        parcels.filter((_id, at) => at % 2 === lane),
      );
  });

  it('stand where they stood when they are given back', () => {
    const { add, take, store, ports } = queue();
    const [first = '', second = '', third = ''] = ['a', 'a', 'a'].map(add);
    take([]);
    take([first]);
    take([first, second]);
    store.transaction((tx) => {
      for (const id of [second, third]) giveBack(tx, id);
      acknowledge(tx, first, { provinceRef: 'SD-1', receivedAt: 1, duplicate: false }, ports);
    });
    expect(outboxCounts(store.read)).toMatchObject({ waiting: 2, leased: 0, acknowledged: 1 });
    expect(take([])).toBe(second);
  });
});
