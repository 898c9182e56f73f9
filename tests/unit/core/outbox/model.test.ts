import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock, Ids } from '../../../../main/contract/ports/clock';
import type { SqlTx } from '../../../../main/contract/ports/database';
import {
  acknowledge,
  enqueueParcel,
  leaseNext,
  outboxCounts,
  park,
  postpone,
  releaseLeases,
  unpark,
} from '../../../../main/core/outbox';
import { freshStore, idsWith, insertReceipt, setClock } from '../store/profile';

const LEASE_MS = 30_000;
const LANES = ['civil', 'market', 'tax'];

/** What the outbox promises, in the plainest form: a list, and rules over it. */
interface Entry {
  readonly id: string;
  readonly lane: string;
  readonly body: string;
  state: 'waiting' | 'leased' | 'later' | 'parked' | 'acknowledged';
  due: number;
  leasedUntil: number;
}

function mayGo(entry: Entry, now: number): boolean {
  if (entry.state === 'waiting') return true;
  if (entry.state === 'later') return entry.due <= now || entry.due > now + 2 * 3_600_000;
  return entry.leasedUntil <= now || entry.leasedUntil > now + 2 * LEASE_MS;
}

function expectedNext(entries: Entry[], now: number): Entry[] {
  const heads = LANES.map((lane) =>
    entries.find((e) => e.lane === lane && ['waiting', 'leased', 'later'].includes(e.state)),
  );
  const free = heads.filter((head): head is Entry => head !== undefined && mayGo(head, now));
  const earliest = Math.min(...free.map((head) => head.due));
  return free.filter((head) => head.due === earliest);
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), lane: fc.constantFrom(...LANES) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('lease' as const) }) },
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
    const { id } = enqueueParcel(tx, { receiptId, lane: now.lane, body: Buffer.from(body) }, ports);
    entries.push({ id, lane: now.lane, body, state: 'waiting', due: clock.at, leasedUntil: 0 });
    return;
  }
  if (now.do === 'lease') {
    const candidates = expectedNext(entries, clock.at);
    const leased = leaseNext(tx, { now: clock.at, leaseMs: LEASE_MS });
    const chosen = candidates.find((candidate) => candidate.id === leased?.parcel.id);
    expect(leased === null).toBe(candidates.length === 0);
    expect(leased === null ? undefined : Buffer.from(leased.body).toString()).toBe(chosen?.body);
    if (chosen !== undefined) Object.assign(chosen, { state: 'leased', leasedUntil: clock.at + LEASE_MS });
    return;
  }
  if (now.do === 'restart') {
    const held = entries.filter((entry) => entry.state === 'leased');
    expect(releaseLeases(tx)).toBe(held.length);
    for (const entry of held) entry.state = 'waiting';
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
  } else if (now.do === 'park') {
    expect(park(tx, entry.id, 'PROVINCE_REFUSED').ok).toBe(entry.state !== 'acknowledged');
    if (entry.state !== 'acknowledged') entry.state = 'parked';
  } else {
    expect(unpark(tx, entry.id, ports).ok).toBe(entry.state === 'parked');
    if (entry.state === 'parked') Object.assign(entry, { state: 'waiting', due: clock.at });
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
          tx.run('DELETE FROM parcel');
          const ports = { ids: idsWith(0.25), clock: setClock(1_790_000_000_000) };
          const entries: Entry[] = [];
          for (const now of steps) {
            play(tx, entries, now, ports);
            played[now.do] = (played[now.do] ?? 0) + 1;
          }
          const rows = tx.all<{ id: string; state: string; body: Uint8Array | null }>(
            'SELECT id, state, body FROM parcel LEFT JOIN parcel_body ON parcel_seq = seq ORDER BY seq',
          );
          expect(
            rows.map(({ id, state, body }) => [
              id,
              state,
              body === null ? null : Buffer.from(body).toString(),
            ]),
          ).toEqual(
            entries.map((entry) => [
              entry.id,
              entry.state,
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
