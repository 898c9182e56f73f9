import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { restoreBackup } from '../../main/core/store';
import { databaseDriver } from '../../native/database';
import { completeForm, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

async function sealed(hall: TestOffice): Promise<string> {
  must(hall.office.cases.chooseItem(37));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
  must(await hall.office.cases.submit());
  await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
  const number = hall.view().receipt?.number ?? '';
  must(hall.office.cases.close());
  return number;
}

describe('a window whose store comes from a backup', () => {
  it('gives no number twice, sends nothing twice, and has the restoring on record', async () => {
    const province = await startProvince({ admin: true });
    onTestFinished(() => province.stop());
    const dir = tempDir();
    const key = systemIds.bytes(32);
    // The key is given, so any keyring will do; the backup takes it along.
    writeFileSync(join(dir, 'keyring.json'), '{}');
    const open = () => openTestOffice({ dir, key, provinceUrl: province.url });

    const before = await open();
    const first = await sealed(before);
    const backup = must(before.office.backUp(7));
    const second = await sealed(before);
    await before.close();

    writeFileSync(join(dir, 'hall.db'), 'x'.repeat(50_000));
    must(restoreBackup({ driver: databaseDriver, dir, key, clock: systemClock }, backup.name));
    const after = await open();
    const third = await sealed(after);

    expect(new Set([first, second, third]).size).toBe(3);
    expect(third > second).toBe(true);
    expect(after.office.auditLines(100).find((line) => line.action === 'store-restored')?.facts.backup).toBe(
      backup.name,
    );
    const received = (await (await fetch(`${province.url}/admin/receipts`)).json()) as unknown[];
    expect(received).toHaveLength(3);
  });

  it('is backed up when the clerk leaves, once a day', async () => {
    const province = await startProvince();
    onTestFinished(() => province.stop());
    const dir = tempDir();
    writeFileSync(join(dir, 'keyring.json'), '{}');
    const hall = await openTestOffice({ dir, key: systemIds.bytes(32), provinceUrl: province.url });
    const written = () =>
      hall.office.auditLines(100).filter((line) => line.action === 'backup-written').length;

    for (const _day of ['one', 'the same']) {
      hall.office.session.resume({ account: 'test-01', name: '测试员', role: 'clerk', offline: false });
      hall.office.session.signOut();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(written()).toBe(1);
  });
});
