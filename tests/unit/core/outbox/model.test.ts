import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock, Ids } from '../../../../main/contract/ports/clock';
import type { SqlTx } from '../../../../main/contract/ports/database';
import {
  acknowledge,
  enqueueParcel,
  giveBack,
  hastenParcels,
  leaseNext,
  outboxCounts,
  park,
  postpone,
  releaseLeases,
  stepAside,
  unpark,
} from '../../../../main/core/outbox';
import { freshStore, idsWith, insertReceipt, setClock } from '../store/profile';

const LEASE_MS = 30_000;
const LANES = ['civil', 'market', 'tax'];

/** What the outbox promises, in the plainest form: a list, and rules over it. */
interface Entry {
  readonly id: string;
  /** Its lane's name, or with its own behind it where it stepped aside. */
  lane: string;
  readonly body: string;
  state: 'waiting' | 'leased' | 'later' | 'parked' | 'acknowledged';
  due: number;
  leasedUntil: number;
  attempts: number;
}

const isAside = ({ lane }: Entry) => !LANES.includes(lane);

function mayGo(entry: Entry, now: number): boolean {
  if (entry.state === 'waiting') return true;
  if (entry.state === 'later') return entry.due <= now || entry.due > now + 2 * 3_600_000;
  return entry.leasedUntil <= now || entry.leasedUntil > now + 2 * LEASE_MS;
}

function expectedNext(entries: Entry[], now: number, behind: readonly string[]): Entry[] {
  const open = entries.filter(
    (e) => ['waiting', 'leased', 'later'].includes(e.state) && !behind.includes(e.id),
  );
  const heads = open.filter((e) => open.find(({ lane }) => lane === e.lane) === e);
  const ready = heads.filter((head) => mayGo(head, now));
  // What stepped aside goes where no other may.
  const free = ready.every(isAside) ? ready : ready.filter((head) => !isAside(head));
  const earliest = Math.min(...free.map((head) => head.due));
  return free.filter((head) => head.due === earliest);
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), lane: fc.constantFrom(...LANES) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('lease' as const), behind: fc.nat(3) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('acknowledge' as const, 'park' as const, 'unpark' as const),
      at: fc.nat(20),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('step-aside' as const, 'give-back' as const),
      at: fc.nat(20),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('postpone' as const),
      at: fc.nat(20),
      retry: fc.option(fc.nat(7_200_000)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('tick' as const),
      by: fc.oneof(fc.nat(90_000), fc.integer({ min: -10_000_000, max: 0 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hasten' as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Does one step to the outbox and to the model and compares what comes back. */
function play(
  tx: SqlTx,
  entries: Entry[],
  now: Step,
  ports: { ids: Ids; clock: Clock & { at: number } },
): void {
  const { clock } = ports;
  if (now.do === 'tick') {
    clock.at += now.by;
    return;
  }
  if (now.do === 'add') {
    const receiptId = insertReceipt(tx);
    const body = `body of ${receiptId}`;
    enqueueParcel(tx, { receiptId, lane: now.lane, body: Buffer.from(body) }, ports);
    const entry = { id: receiptId, lane: now.lane, body, due: clock.at, leasedUntil: 0, attempts: 0 };
    entries.push({ ...entry, state: 'waiting' });
    return;
  }
  if (now.do === 'lease') {
    const taken = entries.filter(({ state }) => state === 'leased').map(({ id }) => id);
    const behind = taken.slice(0, now.behind);
    const candidates = expectedNext(entries, clock.at, behind);
    const leased = leaseNext(tx, { now: clock.at, leaseMs: LEASE_MS, behind });
    const chosen = candidates.find((candidate) => candidate.id === leased?.parcel.receiptId);
    expect(leased === null).toBe(candidates.length === 0);
    expect(leased === null ? undefined : Buffer.from(leased.body).toString()).toBe(chosen?.body);
    if (chosen === undefined) return;
    Object.assign(chosen, {
      state: 'leased',
      leasedUntil: clock.at + LEASE_MS,
      attempts: chosen.attempts + 1,
    });
    return;
  }
  if (now.do === 'restart') {
    const held = entries.filter((entry) => entry.state === 'leased');
    expect(releaseLeases(tx)).toBe(held.length);
    for (const entry of held) entry.state = 'waiting';
    return;
  }
  if (now.do === 'hasten') {
    const put = entries.filter((entry) => entry.state === 'later');
    expect(hastenParcels(tx, { now: clock.at })).toBe(put.length);
    for (const entry of put) Object.assign(entry, { state: 'waiting', due: clock.at });
    return;
  }
  const entry = entries[now.at % Math.max(entries.length, 1)];
  if (entry === undefined) return;
  if (now.do === 'acknowledge') {
    const word = { provinceRef: entry.id, receivedAt: 1, duplicate: false };
    expect(acknowledge(tx, entry.id, word, ports).ok).toBe(true);
    entry.state = 'acknowledged';
  } else if (now.do === 'postpone') {
    const done = postpone(tx, entry.id, { code: 'PROVINCE_BUSY', retryAfterMs: now.retry }, ports);
    expect(done.ok).toBe(entry.state === 'leased');
    if (!done.ok) return;
    expect(done.value.dueAt - clock.at).toBeGreaterThanOrEqual(1_000);
    expect(done.value.dueAt - clock.at).toBeLessThanOrEqual(3_600_000);
    Object.assign(entry, { state: 'later', due: done.value.dueAt });
  } else if (now.do === 'step-aside') {
    const may = entry.state === 'leased' && !isAside(entry);
    expect(stepAside(tx, entry.id)).toBe(may);
    if (may) entry.lane = `${entry.lane}/${entry.id}`;
  } else if (now.do === 'give-back') {
    giveBack(tx, entry.id);
    if (entry.state === 'leased')
      Object.assign(entry, { state: 'waiting', attempts: Math.max(entry.attempts - 1, 0) });
  } else if (now.do === 'park') {
    expect(park(tx, entry.id, 'PROVINCE_REFUSED').ok).toBe(entry.state !== 'acknowledged');
    if (entry.state !== 'acknowledged') entry.state = 'parked';
  } else {
    expect(unpark(tx, entry.id, ports).ok).toBe(entry.state === 'parked');
    if (entry.state === 'parked') Object.assign(entry, { state: 'waiting', due: clock.at, attempts: 0 });
  }
}

describe('outbox against its model', () => {
  it('hands out what the model hands out, loses nothing, keeps no body after the word', () => {
    const store = freshStore();
    const played: Record<string, number> = {};
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        store.transaction((tx) => {
          tx.run('DELETE FROM acknowledgement');
          tx.run('DELETE FROM parcel_body');
          tx.run('DROP TRIGGER IF EXISTS parcel_no_delete');
          tx.run('DELETE FROM parcel');
          tx.run('DELETE FROM receipt');
          tx.run('UPDATE parcel_count SET parcels = 0');
          const ports = { ids: idsWith(0.25), clock: setClock(1_790_000_000_000) };
          const entries: Entry[] = [];
          for (const now of steps) {
            play(tx, entries, now, ports);
            played[now.do] = (played[now.do] ?? 0) + 1;
          }
          const rows = tx.all<{
            id: string;
            lane: string;
            state: string;
            attempts: number;
            body: Uint8Array | null;
          }>(
            'SELECT id, lane, state, attempts, body FROM parcel JOIN receipt USING (seq) LEFT JOIN parcel_body ON parcel_seq = seq ORDER BY seq',
          );
          expect(
            rows.map(({ id, lane, state, attempts, body }) => [
              id,
              lane,
              state,
              attempts,
              body === null ? null : Buffer.from(body).toString(),
            ]),
          ).toEqual(
            entries.map((entry) => [
              entry.id,
              entry.lane,
              entry.state,
              entry.attempts,
              entry.state === 'acknowledged' ? null : entry.body,
            ]),
          );
          const counted: Record<string, number> = {
            waiting: 0,
            leased: 0,
            later: 0,
            parked: 0,
            acknowledged: 0,
          };
          for (const { state } of entries) counted[state] = (counted[state] ?? 0) + 1;
          expect(outboxCounts(tx)).toEqual(counted);
        });
      }),
      { numRuns: 300 },
    );
    expect(Math.min(...Object.values(played))).toBeGreaterThan(50);
  });
});
