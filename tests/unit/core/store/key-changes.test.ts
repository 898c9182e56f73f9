import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, failure, ok, type Result } from '../../../../main/contract/failures/failure';
import type { KeyVault } from '../../../../main/contract/ports/key-vault';
import { silentLog, systemClock, systemIds } from '../../../../main/core/base';
import {
  changeVault,
  finishRotation,
  makeRecoveryKey,
  openKeyring,
  openStore,
  passphraseVault,
  recoverKeyring,
  rotateKey,
} from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { code, temporaryDir, value } from './profile';

const ports = { ids: systemIds, clock: systemClock };
const vaultOf = (text: string) => passphraseVault(text, ports);
const OLD = vaultOf('原来的口令');

async function profile() {
  const dir = temporaryDir();
  const key = value(await openKeyring({ dir, vaults: [OLD], ...ports }));
  const store = value(
    openStore({ driver: databaseDriver, dir, key, clock: systemClock, log: silentLog, startBackup }),
  );
  store.transaction((tx) => tx.run(`INSERT INTO station_secret VALUES ('kept', x'01')`));
  store.close();
  return { dir, key, place: { dir, driver: databaseDriver, ids: systemIds, vault: OLD } };
}

function kept(dir: string, key: Uint8Array): string {
  const store = openStore({
    driver: databaseDriver,
    dir,
    key,
    clock: systemClock,
    log: silentLog,
    startBackup,
  });
  if (!store.ok) return store.failure.code;
  const row = store.value.read.get<{ name: string }>('SELECT name FROM station_secret');
  store.value.close();
  return row?.name ?? 'nothing';
}

/** The key that the recovery key hands to the vault that is to keep it from now on. */
async function keyByRecovery(dir: string, text: string): Promise<Result<Uint8Array>> {
  let handed = new Uint8Array();
  const vault: KeyVault = {
    kind: 'os',
    wrap: async (key) => {
      handed = new Uint8Array(key);
      return ok(key);
    },
    unwrap: async (wrapped) => ok(wrapped),
  };
  const recovered = await recoverKeyring({ dir, driver: databaseDriver, ids: systemIds }, text, vault);
  return recovered.ok ? ok(handed) : recovered;
}

describe('the recovery key', () => {
  it('opens the profile when the passphrase is forgotten, and lets another one be set', async () => {
    const { dir, key } = await profile();
    const printed = value(makeRecoveryKey({ dir, key, ids: systemIds }));
    expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readFileSync(join(dir, 'keyring.json'), 'utf8')).not.toContain(printed);

    const recovered = value(await keyByRecovery(dir, printed));
    expect(recovered).toEqual(key);
    value(await changeVault({ dir, key: recovered, ids: systemIds }, vaultOf('新的口令')));
    expect(code(await openKeyring({ dir, vaults: [OLD], ...ports }))).toBe('STORE_WRONG_KEY');
    expect(value(await openKeyring({ dir, vaults: [vaultOf('新的口令')], ...ports }))).toEqual(key);
    expect(value(await keyByRecovery(dir, printed))).toEqual(key);
  });

  it('is taken as people type it', async () => {
    const { dir, key } = await profile();
    const printed = value(makeRecoveryKey({ dir, key, ids: systemIds }));
    for (const typed of [
      printed.toLowerCase(),
      printed.replaceAll('-', ' '),
      printed.replaceAll('-', ''),
      printed.replaceAll('0', 'O').replaceAll('1', 'l'),
    ])
      expect(value(await keyByRecovery(dir, typed))).toEqual(key);
  });

  it.each(['', '0000-0000', '0000-0000-0000-0000-0000-0000-0000-0000', '?'.repeat(32)])(
    'refuses "%s"',
    async (typed) => {
      const { dir, key } = await profile();
      expect(code(await keyByRecovery(dir, typed))).toBe('STORE_RECOVERY_NONE');
      value(makeRecoveryKey({ dir, key, ids: systemIds }));
      expect(code(await keyByRecovery(dir, typed))).toBe('STORE_RECOVERY_WRONG');
    },
  );

  it('made again ends the one before', async () => {
    const { dir, key } = await profile();
    const first = value(makeRecoveryKey({ dir, key, ids: systemIds }));
    value(makeRecoveryKey({ dir, key, ids: systemIds }));
    expect(code(await keyByRecovery(dir, first))).toBe('STORE_RECOVERY_WRONG');
  });

  it('is not made for somebody who does not have the key', async () => {
    const { dir } = await profile();
    expect(code(makeRecoveryKey({ dir, key: new Uint8Array(32), ids: systemIds }))).toBe('STORE_WRONG_KEY');
  });
});

describe('changing the data key', () => {
  it('encrypts the store anew; the old key opens nothing any more', async () => {
    const { dir, key, place } = await profile();
    const before = readFileSync(join(dir, 'hall.db'));
    const next = value(await rotateKey(place, key));
    expect(next).not.toEqual(key);
    expect(readFileSync(join(dir, 'hall.db')).equals(before)).toBe(false);
    expect(kept(dir, next)).toBe('kept');
    expect(value(await openKeyring({ dir, vaults: [OLD], ...ports }))).toEqual(next);
    expect(kept(dir, key)).toBe('STORE_WRONG_KEY');
  });

  it('cut off before the new file is in place: the old key still opens it', async () => {
    const { dir, key, place } = await profile();
    const oldFile = join(dir, 'old.db');
    copyFileSync(join(dir, 'hall.db'), oldFile);
    await cutOff(dir, key, place);
    renameSync(oldFile, join(dir, 'hall.db'));
    const settled = value(await finishRotation(place, key));
    expect(settled).toEqual(key);
    expect(kept(dir, settled)).toBe('kept');
    expect(readFileSync(join(dir, 'keyring.json'), 'utf8')).toContain('"next": null');
  });

  it('cut off after the new file is in place: the new key is found and taken over', async () => {
    const { dir, key, place } = await profile();
    await cutOff(dir, key, place);
    const settled = value(await finishRotation(place, key));
    expect(settled).not.toEqual(key);
    expect(kept(dir, settled)).toBe('kept');
    expect(value(await openKeyring({ dir, vaults: [OLD], ...ports }))).toEqual(settled);
  });

  it.each(['STORE_IO_ERROR', 'STORE_UNWRITABLE', 'STORE_IN_USE'] as const)(
    'cut off, and %s at the next start: both keys are kept, and the start after it opens',
    async (trouble) => {
      const { dir, key, place } = await profile();
      await cutOff(dir, key, place);
      const before = readFileSync(join(dir, 'keyring.json'));
      const sick = { ...databaseDriver, open: () => fail(trouble) };
      expect(code(await finishRotation({ ...place, driver: sick }, key))).toBe(trouble);
      expect(readFileSync(join(dir, 'keyring.json'))).toEqual(before);
      const settled = value(await finishRotation(place, key));
      expect(settled).not.toEqual(key);
      expect(kept(dir, settled)).toBe('kept');
    },
  );

  it.each<[string, string, (path: string) => void]>([
    ['away', 'database-missing', (path) => renameSync(path, `${path}.away`)],
    ['hurt in its header', 'header', (path) => writeFileSync(path, Buffer.alloc(20_000, 7))],
  ])('cut off, and the store is %s: both keys are kept until it is back', async (_what, cause, hurt) => {
    const { dir, key, place } = await profile();
    await cutOff(dir, key, place);
    const path = join(dir, 'hall.db');
    copyFileSync(path, `${path}.kept`);
    hurt(path);
    expect(await finishRotation(place, key)).toMatchObject({
      failure: { code: 'STORE_DAMAGED', details: { cause } },
    });
    renameSync(`${path}.kept`, path);
    expect(kept(dir, value(await finishRotation(place, key)))).toBe('kept');
  });

  it('changes nothing where none is under way', async () => {
    const { key, place } = await profile();
    expect(value(await finishRotation(place, key))).toEqual(key);
  });

  it('refuses a key that is not the profile’s, and a profile in use', async () => {
    const { dir, key, place } = await profile();
    expect(code(await rotateKey(place, new Uint8Array(32)))).toBe('STORE_WRONG_KEY');
    const store = value(
      openStore({ driver: databaseDriver, dir, key, clock: systemClock, log: silentLog, startBackup }),
    );
    expect(code(await rotateKey(place, key))).toBe('STORE_IN_USE');
    store.close();
    expect(kept(dir, key)).toBe('kept');
  });

  it('leaves everything as it was where the vault refuses the new key', async () => {
    const { dir, key, place } = await profile();
    const refusing = {
      ...OLD,
      wrap: async () => ({ ok: false, failure: failure('STORE_VAULT_GONE') }) as const,
    };
    expect(code(await rotateKey({ ...place, vault: refusing }, key))).toBe('STORE_VAULT_GONE');
    const settled = value(await finishRotation(place, key));
    expect(kept(dir, settled)).toBe('kept');
  });
});

/** A power cut between the new file and the keyring's last word: the keyring still says old key and next key. */
async function cutOff(dir: string, key: Uint8Array, place: Parameters<typeof rotateKey>[0]): Promise<void> {
  const refusing = {
    ...OLD,
    wrap: async () => {
      return { ok: false, failure: failure('STORE_VAULT_GONE') } as const;
    },
  };
  expect(code(await rotateKey({ ...place, vault: refusing }, key))).toBe('STORE_VAULT_GONE');
  expect(readFileSync(join(dir, 'keyring.json'), 'utf8')).toContain('"next": {');
  writeFileSync(join(dir, 'hall.db.rekey'), 'left over');
}
