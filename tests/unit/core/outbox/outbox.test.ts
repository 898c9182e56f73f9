import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SqlTx } from '../../../../main/contract/ports/database';
import { systemIds } from '../../../../main/core/base';
import {
  acknowledge,
  acknowledgementOf,
  enqueueParcel,
  hastenParcels,
  leaseNext,
  listParcels,
  nextDueAt,
  outboxCounts,
  parcelOfReceipt,
  park,
  postpone,
  releaseLeases,
  unpark,
} from '../../../../main/core/outbox';
import type { OpenStore } from '../../../../main/core/store';
import {
  code,
  freshStore,
  idsWith,
  insertReceipt,
  setClock,
  temporaryDir,
  value,
  withFile,
} from '../store/profile';

const START = 1_790_000_000_000;
const LEASE_MS = 30_000;
const NOBODY = '00000000-0000-4000-8000-000000000000';

function queue(store: OpenStore = freshStore()) {
  const clock = setClock(START);
  const ports = { ids: idsWith(0.5), clock };
  return {
    store,
    clock,
    add: (lane = 'cases', text = '{}') => {
      return store.transaction((tx) =>
        enqueueParcel(tx, { receiptId: insertReceipt(tx), lane, body: Buffer.from(text) }, ports),
      );
    },
    lease: () => store.transaction((tx) => leaseNext(tx, { now: clock.at, leaseMs: LEASE_MS })),
    later: (id: string, retryAfterMs: number | null = null) =>
      store.transaction((tx) => postpone(tx, id, { code: 'PROVINCE_BUSY', retryAfterMs }, ports)),
    park: (id: string) => store.transaction((tx) => park(tx, id, 'PROVINCE_REFUSED')),
    unpark: (id: string) => store.transaction((tx) => unpark(tx, id, ports)),
    acknowledge: (id: string, provinceRef = 'SD-1', duplicate = false) =>
      store.transaction((tx) =>
        acknowledge(tx, id, { provinceRef, receivedAt: START - 5, duplicate }, ports),
      ),
    body: (id: string) =>
      store.read.get<{ body: Uint8Array | null }>(
        'SELECT body FROM receipt LEFT JOIN parcel_body ON parcel_seq = seq WHERE id = ?',
        id,
      )?.body,
  };
}

describe('outbox', () => {
  it('hands a parcel out with its bytes as they were put in', () => {
    const { add, lease, store } = queue();
    const bytes = '\u0000\u0001 任意字节 \uffff';
    const parcel = add('cases', bytes);
    const leased = lease();
    expect(leased?.parcel).toEqual({
      ...parcel,
      state: 'leased',
      attempts: 1,
      leasedUntil: START + LEASE_MS,
    });
    expect(Buffer.from(leased?.body ?? []).toString()).toBe(bytes);
    expect(parcelOfReceipt(store.read, parcel.receiptId)).toEqual(leased?.parcel);
    expect(lease()).toBeNull();
  });

  it('sends a lane in order of arrival, whatever the clock says', () => {
    const { add, lease, acknowledge, clock } = queue();
    const first = add();
    clock.at = START - 86_400_000;
    const second = add();
    clock.at = START + 1;
    expect(lease()?.parcel.receiptId).toBe(first.receiptId);
    expect(lease()).toBeNull();
    acknowledge(first.receiptId);
    expect(lease()?.parcel.receiptId).toBe(second.receiptId);
  });

  it('lets no lane wait for another', () => {
    const { add, lease, later } = queue();
    const a = [add('a'), add('a')];
    const b = add('b');
    expect(lease()?.parcel.receiptId).toBe(a[0]?.receiptId);
    later(String(a[0]?.receiptId));
    expect(lease()?.parcel.receiptId).toBe(b.receiptId);
    expect(lease()).toBeNull();
  });

  it('keeps a lane still while its head waits for later, and goes on at the due instant', () => {
    const { add, lease, later, clock } = queue();
    const [head] = [add(), add()];
    lease();
    const postponed = value(later(head.receiptId));
    expect(postponed).toMatchObject({
      state: 'later',
      dueAt: START + 1_500,
      lastCode: 'PROVINCE_BUSY',
      leasedUntil: null,
    });
    clock.at = postponed.dueAt - 1;
    expect(lease()).toBeNull();
    clock.at = postponed.dueAt;
    expect(lease()?.parcel).toMatchObject({
      receiptId: head.receiptId,
      attempts: 2,
      lastCode: 'PROVINCE_BUSY',
    });
  });

  it('waits as long as the province asks, between a second and an hour', () => {
    const { add, lease, later, clock } = queue();
    const { receiptId: id } = add();
    for (const [asked, given] of [
      [90_000, 90_000],
      [0, 1_000],
      [-5, 1_000],
      [86_400_000, 3_600_000],
      [Number.NaN, 24_000],
    ] as const) {
      lease();
      const { dueAt } = value(later(id, asked));
      expect(dueAt - clock.at).toBe(given);
      clock.at = dueAt;
    }
  });

  it('does not let a parked parcel hold its lane, and puts it back in its old place', () => {
    const { add, lease, park, unpark, clock } = queue();
    const [head, next] = [add(), add()];
    lease();
    expect(value(park(head.receiptId))).toMatchObject({ state: 'parked', lastCode: 'PROVINCE_REFUSED' });
    expect(lease()?.parcel.receiptId).toBe(next.receiptId);
    clock.at += 5;
    expect(value(unpark(head.receiptId))).toMatchObject({ state: 'waiting', attempts: 0, dueAt: START + 5 });
    expect(lease()?.parcel.receiptId).toBe(head.receiptId);
  });

  it('ends every pause when a person asks', () => {
    const { add, lease, later, store, clock } = queue();
    const { receiptId: id } = add();
    lease();
    later(id);
    expect(store.transaction((tx) => hastenParcels(tx, { now: clock.at }))).toBe(1);
    expect(lease()?.parcel.receiptId).toBe(id);
  });

  it('tells when it is worth looking again', () => {
    const { add, lease, later, park, acknowledge, store, clock } = queue();
    expect(nextDueAt(store.read)).toBeNull();
    const [head] = [add('a'), add('a')];
    expect(nextDueAt(store.read)).toBe(START);
    lease();
    expect(nextDueAt(store.read)).toBe(START + LEASE_MS);
    clock.at += 10;
    later(head.receiptId, 5_000);
    expect(nextDueAt(store.read)).toBe(START + 5_010);
    const other = add('b');
    expect(nextDueAt(store.read)).toBe(START + 10);
    park(other.receiptId);
    expect(nextDueAt(store.read)).toBe(START + 5_010);
    acknowledge(head.receiptId);
    expect(nextDueAt(store.read)).toBe(START);
  });

  it('counts and lists by what needs attention', () => {
    const { add, lease, acknowledge, park, later, store } = queue();
    const parcels = ['a', 'b', 'c', 'd', 'e'].map((lane) => add(lane));
    for (let at = 0; at < 4; at += 1) lease();
    const [done, parked, postponed] = parcels.map((parcel) => parcel.receiptId);
    acknowledge(String(done));
    park(String(parked));
    later(String(postponed));
    expect(outboxCounts(store.read)).toEqual({ waiting: 1, leased: 1, later: 1, parked: 1, acknowledged: 1 });
    expect(listParcels(store.read, { limit: 9 }).map((parcel) => parcel.lane)).toEqual([
      'e',
      'd',
      'c',
      'b',
      'a',
    ]);
    expect(listParcels(store.read, { limit: 2 })).toHaveLength(2);
  });

  it('takes one parcel per receipt; a second one undoes its whole transaction', () => {
    const { add, store } = queue();
    const { receiptId } = add();
    const ports = { ids: systemIds, clock: setClock(START) };
    expect(() =>
      store.transaction((tx) => {
        tx.run('INSERT INTO receipt_counter VALUES (?, 1)', 'a');
        return enqueueParcel(tx, { receiptId, lane: 'cases', body: Buffer.from('x') }, ports);
      }),
    ).toThrow(/follow each other/);
    expect(store.read.all('SELECT * FROM receipt_counter')).toEqual([]);
    expect(() =>
      store.transaction((tx) =>
        enqueueParcel(tx, { receiptId: NOBODY, lane: 'cases', body: Buffer.from('x') }, ports),
      ),
    ).toThrow(/that of a receipt/);
  });
});

describe('acknowledging', () => {
  it('files the province’s word and keeps nothing that need not be kept', () => {
    const dir = temporaryDir();
    const { add, lease, acknowledge, body, store } = queue(freshStore(dir));
    const { receiptId: id } = add('cases', 'what was sent');
    lease();
    const word = value(acknowledge(id, 'SD-2026-1', true));
    expect(word).toMatchObject({
      receiptId: id,
      provinceRef: 'SD-2026-1',
      receivedAt: START - 5,
      acknowledgedAt: START,
      duplicate: true,
    });
    expect(acknowledgementOf(store.read, id)).toEqual(word);
    expect(body(id)).toBeNull();
    store.checkpoint();
    const raw = Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))));
    expect(raw.includes('what was sent')).toBe(false);
  });

  it('acknowledged twice: the first word stands', () => {
    const { add, lease, acknowledge, store, clock } = queue();
    const { receiptId: id } = add();
    lease();
    const first = acknowledge(id);
    clock.at += 1_000;
    expect(acknowledge(id)).toEqual(first);
    expect(code(acknowledge(id, 'SD-OTHER'))).toBe('OUTBOX_PARCEL_STATE');
    expect(store.read.all('SELECT province_ref FROM acknowledgement')).toEqual([{ province_ref: 'SD-1' }]);
  });

  it('takes no word that names nothing', () => {
    const { add, lease, acknowledge, store } = queue();
    const { receiptId: id } = add();
    lease();
    expect(code(acknowledge(id, ''))).toBe('PROVINCE_ANSWER_INVALID');
    expect(outboxCounts(store.read)).toMatchObject({ leased: 1, acknowledged: 0 });
  });

  it('takes no word that was given for another parcel', () => {
    const { add, lease, acknowledge, store } = queue();
    const [first, second] = [add('one'), add('two')];
    lease();
    lease();
    expect(acknowledge(first.receiptId, 'SD-1').ok).toBe(true);
    expect(code(acknowledge(second.receiptId, 'SD-1'))).toBe('PROVINCE_ANSWER_INVALID');
    expect(outboxCounts(store.read)).toMatchObject({ leased: 1, acknowledged: 1 });
  });

  it('for an unknown parcel: data, and nothing written', () => {
    const { acknowledge, later, park, unpark, store } = queue();
    for (const result of [
      acknowledge(NOBODY),
      later(NOBODY),
      park(NOBODY),
      unpark(NOBODY),
      acknowledge('no id at all'),
    ]) {
      expect(code(result)).toBe('OUTBOX_PARCEL_UNKNOWN');
    }
    expect(store.read.all('SELECT * FROM acknowledgement')).toEqual([]);
  });

  it('believes a word that comes late: after the lease ran out, after postponing, after parking', () => {
    const { add, lease, later, park, acknowledge, clock } = queue();
    const [expired, postponed, parked] = [add('a'), add('b'), add('c')];
    for (let at = 0; at < 3; at += 1) lease();
    later(postponed.receiptId);
    park(parked.receiptId);
    clock.at += LEASE_MS;
    for (const parcel of [expired, postponed, parked])
      expect(code(acknowledge(parcel.receiptId, `SD-${parcel.receiptId}`))).toBe('ok');
    expect(lease()).toBeNull();
    for (const act of [later, park, (id: string) => later(id, 1)])
      expect(code(act(expired.receiptId))).toBe('OUTBOX_PARCEL_STATE');
  });

  it('refuses what does not fit the state', () => {
    const { add, later, unpark } = queue();
    const { receiptId: id } = add();
    expect(code(later(id))).toBe('OUTBOX_PARCEL_STATE');
    expect(code(unpark(id))).toBe('OUTBOX_PARCEL_STATE');
  });
});

describe('leases', () => {
  it('return to circulation when they run out', () => {
    const { add, lease, clock } = queue();
    const { receiptId: id } = add();
    lease();
    clock.at += LEASE_MS - 1;
    expect(lease()).toBeNull();
    clock.at += 1;
    expect(lease()?.parcel).toMatchObject({ receiptId: id, attempts: 2 });
  });

  it('of a killed process are given back at start-up', () => {
    const { add, lease, store } = queue();
    const ids = [add('a'), add('b')].map((parcel) => parcel.receiptId);
    lease();
    lease();
    expect(store.transaction((tx) => releaseLeases(tx))).toBe(2);
    expect([lease()?.parcel.receiptId, lease()?.parcel.receiptId]).toEqual(ids);
  });

  it('are not stranded by a clock set back a year', () => {
    const { add, lease, clock } = queue();
    const { receiptId: id } = add();
    lease();
    clock.at -= 365 * 86_400_000;
    expect(lease()?.parcel.receiptId).toBe(id);
  });

  it('survive an ordinary correction of the clock by seconds', () => {
    const { add, lease, clock } = queue();
    add();
    lease();
    clock.at -= 2_000;
    expect(lease()).toBeNull();
  });

  it('leave no pause stranded by a clock set back', () => {
    const { add, lease, later, clock } = queue();
    const { receiptId: id } = add();
    lease();
    later(id, 3_600_000);
    clock.at -= 30 * 60_000;
    expect(lease()).toBeNull();
    clock.at -= 86_400_000;
    expect(lease()?.parcel.receiptId).toBe(id);
  });
});

describe('poisoned rows', () => {
  it.each([
    [
      'without a body',
      `DELETE FROM parcel_body WHERE parcel_seq = (SELECT seq FROM parcel WHERE lane = 'a')`,
    ],
    [
      'with an empty body',
      `UPDATE parcel_body SET body = x'' WHERE parcel_seq = (SELECT seq FROM parcel WHERE lane = 'a')`,
    ],
    [
      'of a receipt whose id is none',
      `UPDATE receipt SET id = '../../etc/passwd' WHERE seq = (SELECT seq FROM parcel WHERE lane = 'a')`,
    ],
    [
      'of a receipt that is gone',
      `DELETE FROM receipt WHERE seq = (SELECT seq FROM parcel WHERE lane = 'a')`,
    ],
    ['with fewer than no attempts', `UPDATE parcel SET attempts = -7 WHERE lane = 'a'`],
    ['with no lane', `UPDATE parcel SET lane = '' WHERE lane = 'a'`],
  ])('%s are parked, and the rest goes on', (_what, poison) => {
    const dir = temporaryDir();
    const first = queue(freshStore(dir));
    first.add('a');
    first.add('b');
    first.store.close();
    withFile(dir, (file) => {
      file.pragma('ignore_check_constraints = ON');
      file.pragma('foreign_keys = OFF');
      expect(file.run(poison)).toBe(1);
    });
    const { lease, store } = queue(freshStore(dir));
    expect(lease()?.parcel.lane).toBe('b');
    expect(lease()).toBeNull();
    expect(outboxCounts(store.read)).toMatchObject({ parked: 1, leased: 1 });
    expect(store.read.get(`SELECT last_code FROM parcel WHERE state = 'parked'`)).toEqual({
      last_code: 'OUTBOX_PARCEL_STATE',
    });
    expect(listParcels(store.read, { limit: 9 }).length).toBeGreaterThan(0);
  });

  it('whose bytes are gone stay parked', () => {
    const dir = temporaryDir();
    const first = queue(freshStore(dir));
    const { receiptId: id } = first.add('a');
    first.store.close();
    withFile(dir, (file) => {
      file.pragma('ignore_check_constraints = ON');
      file.run('DELETE FROM parcel_body');
    });
    const { lease, unpark } = queue(freshStore(dir));
    expect(lease()).toBeNull();
    expect(code(unpark(id))).toBe('OUTBOX_PARCEL_STATE');
  });
});

describe('the lease query', () => {
  it('walks the index and never the whole table', () => {
    const { store, clock } = queue();
    const seen: string[] = [];
    store.transaction((tx) => {
      const watched = {
        ...tx,
        get: (sql: string, ...params: []) => {
          seen.push(sql);
          return tx.get(sql, ...params);
        },
      } as SqlTx;
      leaseNext(watched, { now: clock.at, leaseMs: LEASE_MS });
    });
    const plan = store.read
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${seen[0]}`, 1, 2, 3, 4)
      .map((row) => row.detail);
    const onParcel = plan.filter((step) => /\b(parcel|head)\b/.test(step));
    expect(onParcel.length).toBeGreaterThanOrEqual(4);
    expect(
      onParcel.filter((step) => !/USING (COVERING )?INDEX parcel_open|USING INTEGER PRIMARY KEY/.test(step)),
    ).toEqual([]);
    expect(onParcel.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });
});
