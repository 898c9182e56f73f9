import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { type Failure, FailureError } from '../../main/contract/failures/failure';
import { silentLog, systemClock, systemIds } from '../../main/core/base';
import { openStore } from '../../main/core/store';
import { databaseDriver } from '../../native/database';
import { startBackup } from '../support/backup-thread';
import { completeForm, failureOf, must, openTestOffice } from '../support/office';
import { canMount, fillDisk, smallDisk } from '../support/small-disk';

const run = (...words: string[]) => spawnSync(words[0] ?? '', words.slice(1)).status === 0;

/** The system's clock, which a test may set forward: a lease that could not be noted as done ends by itself. */
const clock = { ahead: 0, now: () => systemClock.now() + clock.ahead, after: systemClock.after };

async function windowOn(dir: string) {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const trouble: (Failure | null)[] = [];
  mkdirSync(join(dir, 'profile'));
  const hall = await openTestOffice({
    dir: join(dir, 'profile'),
    key: systemIds.bytes(32),
    provinceUrl: province.url,
    clock,
    onStoreTrouble: (failure) => trouble.push(failure),
  });
  const received = async () =>
    ((await (await fetch(`${province.url}/admin/receipts`)).json()) as unknown[]).length;
  return { hall, trouble, received };
}

async function filledForm(hall: Awaited<ReturnType<typeof windowOn>>['hall']) {
  must(hall.office.cases.chooseItem(37));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
}

describe.skipIf(!canMount)('a disk that is full', () => {
  it('seals nothing by halves, says so, and goes on when there is room again', async () => {
    const { hall, trouble, received } = await windowOn(smallDisk());
    await filledForm(hall);
    const typed = hall.view().form;

    const makeRoom = fillDisk(join(hall.dir, '..'), 60_000);
    expect(failureOf(await hall.office.cases.submit())?.code).toBe('STORE_DISK_FULL');
    expect(hall.view()).toMatchObject({
      state: 'ReviewingForm',
      receipt: null,
      failure: { code: 'STORE_DISK_FULL' },
    });
    expect(hall.view().form).toEqual(typed);
    expect(trouble.at(-1)?.code).toBe('STORE_DISK_FULL');
    expect(await received()).toBe(0);

    makeRoom();
    must(await hall.office.cases.submit());
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    expect(trouble.at(-1)).toBeNull();
    expect(await received()).toBe(1);
    expect((await hall.office.checkAudit({ askProvince: false })).brokenAt).toBeNull();
  });

  it('keeps the queue: what could not be noted as delivered is delivered again, and counted once', async () => {
    const { hall, received } = await windowOn(smallDisk());
    await filledForm(hall);
    must(await hall.office.cases.submit());
    const makeRoom = fillDisk(join(hall.dir, '..'), 0);
    await hall.office.delivery.drain({ evenLater: true }).catch((error: unknown) => {
      if (!(error instanceof FailureError)) throw error;
    });
    makeRoom();
    clock.ahead += 600_000;
    await hall.office.delivery.drain({ evenLater: true });
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    expect(await received()).toBe(1);
  });

  it('takes no backup by halves, and one when there is room again', async () => {
    const dir = smallDisk();
    const { hall } = await windowOn(dir);
    writeFileSync(join(hall.dir, 'keyring.json'), '{}');
    const makeRoom = fillDisk(dir, 100_000);
    expect(failureOf(await hall.office.backUp(7))?.code).toBe('STORE_DISK_FULL');
    expect(readdirSync(join(hall.dir, 'backups'))).toEqual([]);
    makeRoom();
    const { name } = must(await hall.office.backUp(7));
    expect(readdirSync(join(hall.dir, 'backups')).sort()).toEqual([`${name}.db`, `${name}.json`]);
  });

  it('lets the clerk leave, and takes no reading that nobody could write down', async () => {
    const { hall } = await windowOn(smallDisk());
    fillDisk(join(hall.dir, '..'), 0);
    hall.layCard('p01');
    expect(hall.office.cases.view()).toBeNull();
    hall.office.session.signOut();
    expect(hall.office.session.current()).toBeNull();
  });
});

describe.skipIf(!canMount)('a disk that may not be written on any more', () => {
  it('is said to be so when the store is opened, and everything is there when it may be again', async () => {
    const disk = smallDisk();
    const dir = join(disk, 'profile');
    mkdirSync(dir);
    const place = {
      driver: databaseDriver,
      dir,
      key: systemIds.bytes(32),
      clock: systemClock,
      log: silentLog,
      startBackup,
    };
    const store = must(openStore(place));
    store.transaction((tx) => tx.run(`INSERT INTO station_secret VALUES ('kept', x'01')`));
    store.close();

    expect(run('mount', '-o', 'remount,ro', disk)).toBe(true);
    expect(failureOf(openStore(place))?.code).toBe('STORE_UNWRITABLE');
    expect(run('mount', '-o', 'remount,rw', disk)).toBe(true);
    const again = must(openStore(place));
    expect(again.read.all('SELECT name FROM station_secret')).toEqual([{ name: 'kept' }]);
    again.close();
  });
});
