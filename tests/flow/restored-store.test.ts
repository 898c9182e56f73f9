import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { restoreBackup } from '../../main/core/store';
import { databaseDriver } from '../../native/database';
import { failureOf, must, openTestOffice, sealedAndDelivered, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

async function sealed(hall: TestOffice): Promise<string> {
  const { number } = await sealedAndDelivered(hall);
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
    const backup = must(await before.office.backUp(7));
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
    await after.close();

    // The backup knows of none of it, nor that it was restored before.
    must(restoreBackup({ driver: databaseDriver, dir, key, clock: systemClock }, backup.name));
    const again = await open();
    const fourth = await sealed(again);
    expect(fourth > third).toBe(true);
    const received = (await (await fetch(`${province.url}/admin/receipts`)).json()) as unknown[];
    expect(received).toHaveLength(4);
  });

  it('is backed up when the clerk leaves, once a day', async () => {
    const province = await startProvince();
    onTestFinished(() => province.stop());
    const dir = tempDir();
    writeFileSync(join(dir, 'keyring.json'), '{}');
    const hall = await openTestOffice({ dir, key: systemIds.bytes(32), provinceUrl: province.url });
    const written = () =>
      hall.office.auditLines(100).filter((line) => line.action === 'backup-written').length;

    // The second one leaves while the backup is under way, the third when it is done.
    for (const leaving of [2, 1]) {
      for (let at = 0; at < leaving; at += 1) {
        hall.office.session.resume({ account: 'test-01', name: '测试员', role: 'clerk', offline: false });
        hall.office.session.signOut();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await vi.waitFor(() => expect(written()).toBe(1), { timeout: 10_000 });
      // The second look finds nothing due; were it to, another one would not be done sooner than the first.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(written()).toBe(1);
  });

  it('closes while a backup is under way, and opens again with nothing of it left', async () => {
    const province = await startProvince();
    onTestFinished(() => province.stop());
    const dir = tempDir();
    writeFileSync(join(dir, 'keyring.json'), '{}');
    const key = systemIds.bytes(32);
    const hall = await openTestOffice({ dir, key, provinceUrl: province.url });
    const backup = hall.office.backUp(7);
    await hall.close();
    expect(failureOf(await backup)?.code).toBe('STORE_BACKUP_UNFINISHED');
    const again = await openTestOffice({ dir, key, provinceUrl: province.url });
    expect(readdirSync(join(dir, 'backups'))).toEqual([]);
    expect(again.office.auditLines(100).map((line) => line.action)).not.toContain('backup-written');
  });
});
