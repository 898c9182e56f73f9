/** What a window does about its data key: the vault lost, the recovery key, another vault. */
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeyVault } from '../../../../main/contract/ports/key-vault';
import { systemIds } from '../../../../main/core/base';
import { rotateKey } from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { accountVault } from '../../../support/account-vault';
import { canMount, fillDisk, smallDisk } from '../../../support/small-disk';
import { tempDir } from '../../../support/temp-dir';
import { code, holds, keyring, must, NEW, start, withRecovery } from './a-station';

describe('a recovery key at a window whose vault is the operating system’s', () => {
  it('is told once, on record by whom, and known to have been made', async () => {
    const { dir, vault, printed, record } = await withRecovery();
    expect(record).toEqual([['recovery-key-made', 'it-01']]);
    expect(keyring(dir)).not.toContain(printed.slice(0, 9));
    const again = await start(dir, vault);
    expect(again.station.state()).toMatchObject({ store: 'open', vault: 'os', recoveryMade: true });
    expect(again.record).toEqual([]);
  });

  it('opens the store after the account was reset; the account’s vault keeps the key anew', async () => {
    const { dir, vault, printed, key } = await withRecovery();
    vault.reset();
    const lost = await start(dir, vault);
    expect(lost.station.state()).toMatchObject({
      store: 'failed',
      storeFailure: { code: 'STORE_VAULT_GONE' },
    });
    expect(code(await lost.station.openByRecovery(printed.toLowerCase().replaceAll('-', ' '), null))).toBe(
      'ok',
    );
    expect(lost.station.state()).toMatchObject({ store: 'open', vault: 'os', recoveryMade: true });
    expect(lost.key()).toEqual(key);
    expect(holds(lost)).toBe('kept');
    expect(lost.record).toEqual([['store-opened-by-recovery', 'station']]);
    lost.close();
    expect((await start(dir, vault)).station.state().store).toBe('open');
  });

  it('opens it on a machine without a vault, under a new passphrase', async () => {
    const { dir, printed } = await withRecovery();
    const moved = await start(dir, null);
    expect(moved.station.state()).toMatchObject({ store: 'failed', vaultOffered: false });
    const before = keyring(dir);
    expect(code(await moved.station.openByRecovery(printed, null))).toBe('CALL_INVALID');
    expect(code(await moved.station.openByRecovery(printed, 'short'))).toBe('CALL_INVALID');
    expect(keyring(dir)).toBe(before);
    expect(code(await moved.station.openByRecovery(printed, NEW))).toBe('ok');
    expect(moved.station.state()).toMatchObject({ store: 'open', vault: 'passphrase' });
    expect(code(await moved.station.openByRecovery(printed, NEW))).toBe('STORE_IN_USE');
    moved.close();
    expect((await start(dir, null, NEW)).station.state().store).toBe('open');
  });

  it('lets nobody in with another account’s vault, a wrong key, or one that was never made', async () => {
    const { dir, printed } = await withRecovery();
    const stranger = await start(dir, accountVault());
    const before = keyring(dir);
    const wrong = `${printed.startsWith('0') ? '1' : '0'}${printed.slice(1)}`;
    for (const typed of [wrong, printed.slice(0, -1), 'not a key'])
      expect(code(await stranger.station.openByRecovery(typed, null))).toBe('STORE_RECOVERY_WRONG');
    expect(keyring(dir)).toBe(before);
    expect(stranger.station.state()).toMatchObject({
      store: 'failed',
      storeFailure: { code: 'STORE_VAULT_GONE' },
    });

    const none = tempDir();
    (await start(none, accountVault())).close();
    const { station } = await start(none, accountVault());
    expect(code(await station.openByRecovery(printed, NEW))).toBe('STORE_RECOVERY_NONE');
  });

  it('asks for no passphrase where the vault gives back another key, and points to the recovery key', async () => {
    const { dir, vault } = await withRecovery();
    const confused = { ...vault, unwrap: async () => ({ ok: true, value: new Uint8Array(32) }) as const };
    const { station } = await start(dir, confused);
    expect(station.state()).toMatchObject({
      store: 'failed',
      storeFailure: { code: 'STORE_VAULT_GONE', details: { cause: 'other-key' } },
    });
  });

  it('changes nothing where the vault keeps nothing, or gives back something else', async () => {
    const { dir, vault, printed } = await withRecovery();
    vault.away = true;
    const { station } = await start(dir, vault);
    const before = keyring(dir);
    expect(code(await station.openByRecovery(printed, null))).toBe('STORE_VAULT_REFUSED');
    expect(keyring(dir)).toBe(before);
    // Under a passphrase it opens all the same.
    expect(code(await station.openByRecovery(printed, NEW))).toBe('ok');
  });

  it.runIf(canMount)('changes nothing where the disk is full, and works once there is room', async () => {
    const { dir, vault, printed } = await withRecovery(join(smallDisk(), 'profile'));
    vault.reset();
    const { station } = await start(dir, vault);
    const before = keyring(dir);
    const makeRoom = fillDisk(join(dir, '..'), 0);
    expect(code(await station.openByRecovery(printed, null))).toBe('STORE_DISK_FULL');
    expect(keyring(dir)).toBe(before);
    makeRoom();
    expect(code(await station.openByRecovery(printed, null))).toBe('ok');
  });

  it('opens a profile whose keyring is damaged, by the keyring of its newest backup', async () => {
    const { dir, vault, printed } = await withRecovery();
    const open = await start(dir, vault);
    expect((await open.store().backUp(7)).ok).toBe(true);
    open.close();
    writeFileSync(join(dir, 'keyring.json'), '{');
    const hurt = await start(dir, vault);
    expect(hurt.station.state()).toMatchObject({
      store: 'failed',
      storeFailure: { code: 'STORE_KEYRING_DAMAGED' },
    });
    expect(code(await hurt.station.openByRecovery(printed, null))).toBe('ok');
    expect(holds(hurt)).toBe('kept');

    // A new machine with the backups and the printed page, and nothing else.
    const elsewhere = tempDir();
    cpSync(join(dir, 'backups'), join(elsewhere, 'backups'), { recursive: true });
    const moved = await start(elsewhere, null);
    expect(code(await moved.station.openByRecovery(printed, NEW))).toBe('STORE_DAMAGED');
    const [backup] = moved.station.backups();
    expect(code(await moved.station.restore(backup?.name ?? '', NEW))).toBe('ok');
    expect(holds(moved)).toBe('kept');
  });

  it('says that the keyring is damaged where no backup has one that fits', async () => {
    const { dir, vault, printed, key } = await withRecovery();
    const open = await start(dir, vault);
    expect((await open.store().backUp(7)).ok).toBe(true);
    open.close();
    // Changed since: the backup's recovery key opens the backup, and not this store.
    must(await rotateKey({ dir, driver: databaseDriver, ids: systemIds, vault }, key));
    rmSync(join(dir, 'keyring.json'));
    const hurt = await start(dir, vault);
    expect(code(await hurt.station.openByRecovery(printed, null))).toBe('STORE_RECOVERY_WRONG');
    expect(existsSync(join(dir, 'keyring.json'))).toBe(false);
  });
});

describe('from a passphrase to the operating system’s vault', () => {
  it('goes once the vault is proven to give the key back, and loses no recovery key made meanwhile', async () => {
    const dir = tempDir();
    const first = await start(dir, null, NEW);
    expect(code(await first.station.keepInVault('it-01'))).toBe('STORE_VAULT_REFUSED');
    first.close();

    const vault = accountVault();
    const lossy = { ...vault, unwrap: async () => ({ ok: true, value: new Uint8Array(3) }) as const };
    const offered: KeyVault = { ...lossy };
    const second = await start(dir, offered, NEW);
    expect(second.station.state()).toMatchObject({ vault: 'passphrase', vaultOffered: true });
    const before = keyring(dir);
    expect(code(await second.station.keepInVault('it-01'))).toBe('STORE_VAULT_REFUSED');
    expect(keyring(dir)).toBe(before);

    Object.assign(offered, vault);
    const { station, record } = second;
    const [kept, printed] = await Promise.all([
      station.keepInVault('it-01'),
      station.makeRecoveryKey('it-02'),
    ]);
    expect(code(kept)).toBe('ok');
    expect(station.state()).toMatchObject({ vault: 'os', recoveryMade: true });
    expect(record).toEqual([
      ['vault-changed', 'it-01'],
      ['recovery-key-made', 'it-02'],
    ]);
    second.close();
    const third = await start(dir, vault);
    expect(third.station.state()).toMatchObject({ store: 'open', vault: 'os' });
    third.close();
    vault.reset();
    const lost = await start(dir, vault, NEW);
    expect(lost.station.state().store).toBe('failed');
    expect(code(await lost.station.openByRecovery(must(printed), null))).toBe('ok');
  });
});
