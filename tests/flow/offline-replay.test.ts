/** The check of what was taken in offline, through trouble: kills, a province that goes again, a holder it does not know. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import { databaseDriver } from '../../native/database';
import { asAdmin, eventually } from '../support/departments';
import { failureOf, must } from '../support/office';
import {
  acceptOffline,
  checked,
  fillOffline,
  goOnline,
  type OfflineHall,
  openOfflineHall,
  PHONE,
  receivedBy,
} from '../support/offline-hall';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;

function wordsOf(personId: string): Record<string, string> {
  const card = people.find(({ id }) => id === personId)?.licences.find(({ typeSeq }) => typeSeq === 16);
  const { socialSecurityNumber = '', bankName = '', bankAccount = '' } = card?.elements ?? {};
  return { socialSecurityNumber, bankName, bankAccount };
}

async function takeIn(it: OfflineHall, personId: string): Promise<string> {
  await acceptOffline(it, ITEM, personId);
  fillOffline(it, wordsOf(personId));
  const { receipt } = must(await it.hall.office.cases.submit());
  must(it.hall.office.cases.close());
  return receipt?.number ?? '';
}

/** The province's own people, with one of them changed. */
function peopleWith(change: (all: (typeof people)[number][]) => unknown[]): string {
  const dir = tempDir();
  const own = join(import.meta.dirname, '../../fixtures/people');
  const all = JSON.parse(readFileSync(join(own, 'people.json'), 'utf8'));
  writeFileSync(join(dir, 'people.json'), JSON.stringify(change(all)));
  writeFileSync(join(dir, 'enterprises.json'), readFileSync(join(own, 'enterprises.json')));
  return dir;
}

describe('several cases taken in offline', () => {
  it('are delivered, checked and completed each exactly once, also over restarts and when the province goes again', async () => {
    const it = await openOfflineHall();
    await it.away();
    const first = await takeIn(it, 'p01');
    const second = await takeIn(it, 'p02');
    await it.restart();
    const third = await takeIn(it, 'p18');
    expect(it.hall.office.offline.counts()).toEqual({ toCheck: 3, forClerk: 0 });

    await it.back();
    it.province.addFault({ mode: 'drop-after', count: 2, path: '/v1/grants', retryAfterSeconds: 0 });
    it.province.addFault({ mode: 'refuse-503', count: 4, path: '/v1/licences/fetch', retryAfterSeconds: 0 });
    await goOnline(it);
    await it.away();
    await it.hall.office.offline.check();
    await it.restart();
    await it.back();
    const list = await checked(it);
    expect(list.map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(
      Array(3).fill('closed confirmed'),
    );
    const numbers = (await receivedBy(it)).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(6);
    expect(numbers).toEqual(expect.arrayContaining([first, second, third]));
    expect(it.hall.office.offline.counts()).toEqual({ toCheck: 0, forClerk: 0 });
  });

  it('leave nothing of a person behind once they are closed', async () => {
    const it = await openOfflineHall();
    await it.away();
    await takeIn(it, 'p01');
    await it.back();
    await checked(it);
    await it.hall.close();
    const file = must(
      databaseDriver.open({ path: join(it.hall.dir, 'hall.db'), key: it.key, create: false }),
    );
    expect(file.all('SELECT body FROM offline_entry')).toEqual([{ body: null }]);
    expect(file.all('SELECT * FROM case_key')).toEqual([]);
    file.close();
  });
});

describe('a province that says something else', () => {
  it.each([
    [
      'that it knows no such holder',
      (all: { id: string }[]) => all.filter(({ id }) => id !== 'p01'),
      'LICENCE_HOLDER_UNKNOWN',
    ],
    [
      'that the holder has died',
      (all: { id: string }[]) =>
        all.map((one) => (one.id === 'p01' ? { ...one, deceasedDay: '2026-11-01' } : one)),
      'LICENCE_HOLDER_DECEASED',
    ],
  ])('leaves it to a clerk %s, and asks no further', async (_what, change, code) => {
    const it = await openOfflineHall();
    await it.away();
    await takeIn(it, 'p01');
    await it.back({ options: { peopleDir: peopleWith(change) } });
    const [entry] = await checked(it);
    expect(entry).toMatchObject({ state: 'for-clerk', failure: { code }, differences: [], phone: PHONE });
    const { offline } = it.hall.office;
    expect(failureOf(await offline.settle(entry?.id ?? ''))?.code).toBe('CASE_OFFLINE_UNDECIDED');
    must(offline.recheck(entry?.id ?? ''));
    expect(await checked(it)).toMatchObject([{ state: 'for-clerk', failure: { code } }]);
    must(await offline.lapse(entry?.id ?? '', '省平台登记情况与来人不符'));
    expect(offline.list(5)).toMatchObject([{ state: 'closed', outcome: 'lapsed', phone: '' }]);
  });

  it('lists an address that differs from the one on the card, and takes the one the clerk decides', async () => {
    const it = await openOfflineHall();
    await it.away();
    await takeIn(it, 'p01');
    const moved = '山东省济南市样例区新址路1号';
    const peopleDir = peopleWith((all) =>
      all.map((one) => ({
        ...one,
        licences: one.licences.map((licence) =>
          one.id === 'p01' && licence.typeSeq === 1
            ? { ...licence, elements: { ...licence.elements, address: moved } }
            : licence,
        ),
      })),
    );
    await it.back({ options: { peopleDir } });
    const [entry] = await checked(it);
    const onCard = people.find(({ id }) => id === 'p01')?.card?.address;
    expect(entry?.differences).toMatchObject([{ key: 'registeredAddress', typed: onCard }]);
    expect(entry?.differences[0]?.offers.map(({ value }) => value)).toEqual([moved, onCard]);
    const { offline } = it.hall.office;
    const decision = {
      id: entry?.id ?? '',
      kind: 'field' as const,
      key: 'registeredAddress',
      offer: 0,
      reason: '',
    };
    must(offline.decide(decision));
    await eventually(() => offline.list(1)[0]?.awaiting.length === 0);
    must(await offline.settle(decision.id));
    expect(offline.list(5)).toMatchObject([{ state: 'closed', outcome: 'corrected' }]);
  });

  it('leaves a pledge to a clerk that the credit platform excludes, and takes paper in its place', async () => {
    const it = await openOfflineHall();
    await it.away();
    await takeIn(it, 'p01');
    await it.back({ restart: false });
    const excluded = { holderId: 'p01', excluded: true };
    expect((await asAdmin(it.province, 'exclusions', 'PUT', excluded)).status).toBe(204);
    await it.restart();
    const [entry] = await checked(it);
    expect(entry?.differences).toMatchObject([{ kind: 'material', key: 'income', why: 'pledge-excluded' }]);
    const { offline } = it.hall.office;
    const id = entry?.id ?? '';
    must(offline.decide({ id, kind: 'material', key: 'income', offer: null, reason: '申请人已补交原件' }));
    await eventually(() => offline.list(1)[0]?.awaiting.length === 0);
    must(await offline.settle(id));
    expect(offline.list(5)).toMatchObject([{ state: 'closed', outcome: 'corrected' }]);
  });
});
