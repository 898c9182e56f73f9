/** A change of the data key that the next start makes. */
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail } from '../../../../main/contract/failures/failure';
import { databaseDriver } from '../../../../native/database';
import { canMount, fillDisk, smallDisk } from '../../../support/small-disk';
import { tempDir } from '../../../support/temp-dir';
import { code, holds, NEW, start, withRecovery } from './a-station';

describe('a change of the data key at the next start', () => {
  it('happens once, before the store opens, and ends the recovery key', async () => {
    const { dir, vault, printed, key } = await withRecovery();
    const asking = await start(dir, vault);
    expect(asking.station.state().keyChange).toEqual({ due: false, failure: null });
    expect(code(await asking.station.rotateKeyAtStart(true, 'it-01'))).toBe('ok');
    expect(asking.station.state().keyChange).toEqual({ due: true, failure: null });
    expect(asking.key()).toEqual(key);
    asking.close();

    const changed = await start(dir, vault);
    expect(changed.key()).not.toEqual(key);
    expect(holds(changed)).toBe('kept');
    expect(changed.station.state()).toMatchObject({
      recoveryMade: false,
      keyChange: { due: false, failure: null },
    });
    expect(asking.record).toEqual([['key-change-asked', 'it-01']]);
    expect(changed.record).toEqual([['key-changed', 'station']]);
    const next = changed.key();
    changed.close();
    expect((await start(dir, vault)).key()).toEqual(next);
    vault.reset();
    const lost = await start(dir, vault);
    expect(code(await lost.station.openByRecovery(printed, null))).toBe('STORE_RECOVERY_NONE');
  });

  it('is put off where the vault takes no key: the store opens as ever', async () => {
    const { dir, vault, key } = await withRecovery();
    const asking = await start(dir, vault);
    await asking.station.rotateKeyAtStart(true, 'it-01');
    asking.close();
    const refusing = { ...vault, wrap: async () => fail('STORE_VAULT_GONE') };
    const { station, key: present } = await start(dir, refusing);
    expect(present()).toEqual(key);
    expect(station.state().keyChange).toMatchObject({ due: true, failure: { code: 'STORE_VAULT_REFUSED' } });
  });

  it('is taken back', async () => {
    const { dir, vault, key } = await withRecovery();
    const asking = await start(dir, vault);
    await asking.station.rotateKeyAtStart(true, 'it-01');
    await asking.station.rotateKeyAtStart(false, 'it-02');
    expect(asking.record.at(-1)).toEqual(['key-change-withdrawn', 'it-02']);
    asking.close();
    expect((await start(dir, vault)).key()).toEqual(key);
  });

  it('waits for the passphrase of a profile that has one', async () => {
    const dir = tempDir();
    const first = await start(dir, null, NEW);
    await first.station.rotateKeyAtStart(true, 'it-01');
    const key = first.key();
    first.close();
    const second = await start(dir, null);
    expect(second.station.state().store).toBe('locked');
    expect(code(await second.station.unlock(NEW))).toBe('ok');
    expect(second.key()).not.toEqual(key);
  });

  it.runIf(canMount)('that finds the disk full opens with the old key, says so, and stays due', async () => {
    const { dir, vault, key } = await withRecovery(join(smallDisk(), 'profile'));
    const asking = await start(dir, vault);
    asking
      .store()
      .transaction((tx) => tx.run(`INSERT INTO station_secret VALUES ('large', zeroblob(1000000))`));
    await asking.station.rotateKeyAtStart(true, 'it-01');
    asking.close();
    const makeRoom = fillDisk(join(dir, '..'), 500_000);
    const refused = await start(dir, vault);
    expect(refused.station.state()).toMatchObject({
      store: 'open',
      recoveryMade: true,
      keyChange: { due: true, failure: { code: 'STORE_DISK_FULL' } },
    });
    expect(refused.key()).toEqual(key);
    refused.close();
    makeRoom();
    const changed = await start(dir, vault);
    expect(changed.station.state().keyChange).toEqual({ due: false, failure: null });
    expect(changed.key()).not.toEqual(key);
  });

  it('that was cut off is not begun again by the start after it, and is by the next', async () => {
    const { dir, vault, key } = await withRecovery();
    const asking = await start(dir, vault);
    await asking.station.rotateKeyAtStart(true, 'it-01');
    asking.close();
    // As the disk is when the program dies at the copying of the store.
    const [storePath, keyringPath] = [join(dir, 'hall.db'), join(dir, 'keyring.json')];
    copyFileSync(storePath, `${storePath}.then`);
    const watched: typeof databaseDriver = {
      ...databaseDriver,
      open(options) {
        if (!existsSync(`${keyringPath}.then`)) copyFileSync(keyringPath, `${keyringPath}.then`);
        return databaseDriver.open(options);
      },
    };
    (await start(dir, vault, null, watched)).close();
    for (const path of [storePath, keyringPath]) renameSync(`${path}.then`, path);
    const after = await start(dir, vault);
    expect(after.key()).toEqual(key);
    expect(after.station.state().keyChange).toMatchObject({
      due: true,
      failure: { code: 'STORE_KEY_CHANGE_CUT' },
    });
    after.close();
    expect((await start(dir, vault)).key()).not.toEqual(key);
  });
});
