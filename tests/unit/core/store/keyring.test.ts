import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../main/contract/failures/failure';
import type { KeyVault } from '../../../../main/contract/ports/key-vault';
import { systemClock, systemIds } from '../../../../main/core/base';
import { keyringVault, openKeyring, passphraseVault } from '../../../../main/core/store';
import { code, freshStore, temporaryDir, tryStore, value } from './profile';

const PASSPHRASE = '泉城路一号窗口-2026';
const ports = { ids: systemIds, clock: systemClock };
const passphrase = (text = PASSPHRASE) => passphraseVault(text, ports);

/** A system vault in the manner of safeStorage: reversible for this "login" only. */
function systemVault(login: number): KeyVault {
  const turn = (bytes: Uint8Array) => bytes.map((byte) => byte ^ login);
  return { kind: 'os', wrap: async (key) => ok(turn(key)), unwrap: async (wrapped) => ok(turn(wrapped)) };
}

function edited(dir: string, change: (keyring: Record<string, unknown>) => void): void {
  const keyring = JSON.parse(readFileSync(join(dir, 'keyring.json'), 'utf8'));
  change(keyring);
  writeFileSync(join(dir, 'keyring.json'), JSON.stringify(keyring));
}

describe('keyring', () => {
  it('makes a key once and gives the same one ever after', async () => {
    const dir = temporaryDir();
    expect(keyringVault(dir)).toEqual(ok(null));
    const first = value(await openKeyring({ dir, vaults: [passphrase()], ...ports }));
    expect(first).toHaveLength(32);
    expect(value(await openKeyring({ dir, vaults: [passphrase()], ...ports }))).toEqual(first);
    expect(keyringVault(dir)).toEqual(ok('passphrase'));
    expect(readdirSync(dir)).toEqual(['keyring.json']);
    expect(statSync(join(dir, 'keyring.json')).mode & 0o777).toBe(0o600);
    const text = readFileSync(join(dir, 'keyring.json'), 'utf8');
    expect(text).not.toContain(PASSPHRASE);
    expect(text).not.toContain(Buffer.from(first).toString('base64'));
    expect(text).not.toContain(Buffer.from(first).toString('hex'));
  });

  it('gives every profile a key of its own', async () => {
    const one = value(await openKeyring({ dir: temporaryDir(), vaults: [systemVault(7)], ...ports }));
    const two = value(await openKeyring({ dir: temporaryDir(), vaults: [systemVault(7)], ...ports }));
    expect(one).not.toEqual(two);
  });

  it('takes the passphrase however its characters are composed', async () => {
    const dir = temporaryDir();
    const key = value(await openKeyring({ dir, vaults: [passphrase('Ａ窗口é')], ...ports }));
    expect(value(await openKeyring({ dir, vaults: [passphrase('A窗口e\u0301')], ...ports }))).toEqual(key);
  });

  it('refuses a wrong passphrase and an empty one', async () => {
    const dir = temporaryDir();
    expect(code(await openKeyring({ dir, vaults: [passphrase('')], ...ports }))).toBe('STORE_LOCKED');
    expect(keyringVault(dir)).toEqual(ok(null));
    await openKeyring({ dir, vaults: [passphrase()], ...ports });
    expect(code(await openKeyring({ dir, vaults: [passphrase('another one')], ...ports }))).toBe(
      'STORE_WRONG_KEY',
    );
    expect(code(await openKeyring({ dir, vaults: [passphrase('')], ...ports }))).toBe('STORE_WRONG_KEY');
  });

  it('asks for the vault that wrapped the key and takes no other', async () => {
    const dir = temporaryDir();
    const key = value(await openKeyring({ dir, vaults: [systemVault(7), passphrase()], ...ports }));
    expect(keyringVault(dir)).toEqual(ok('os'));
    expect(code(await openKeyring({ dir, vaults: [passphrase()], ...ports }))).toBe('STORE_VAULT_GONE');
    expect(value(await openKeyring({ dir, vaults: [passphrase(), systemVault(7)], ...ports }))).toEqual(key);
    const other = temporaryDir();
    expect(code(await openKeyring({ dir: other, vaults: [], ...ports }))).toBe('STORE_LOCKED');
    await openKeyring({ dir: other, vaults: [passphrase()], ...ports });
    expect(code(await openKeyring({ dir: other, vaults: [systemVault(7)], ...ports }))).toBe('STORE_LOCKED');
  });

  it('notices a system vault that gives back another key, and passes its refusal on', async () => {
    const dir = temporaryDir();
    await openKeyring({ dir, vaults: [systemVault(7)], ...ports });
    expect(code(await openKeyring({ dir, vaults: [systemVault(8)], ...ports }))).toBe('STORE_WRONG_KEY');
    const gone: KeyVault = { ...systemVault(7), unwrap: async () => fail('STORE_VAULT_GONE') };
    expect(code(await openKeyring({ dir, vaults: [gone], ...ports }))).toBe('STORE_VAULT_GONE');
  });

  it('calls a damaged keyring damaged, not a wrong passphrase', async () => {
    const dir = temporaryDir();
    await openKeyring({ dir, vaults: [passphrase()], ...ports });
    const good = readFileSync(join(dir, 'keyring.json'), 'utf8');
    const open = async () => code(await openKeyring({ dir, vaults: [passphrase()], ...ports }));
    for (const text of ['', '{', good.slice(0, 80), 'null', good.replace('"version": 1', '"version": 2')]) {
      writeFileSync(join(dir, 'keyring.json'), text);
      expect(await open()).toBe('STORE_KEYRING_DAMAGED');
    }
    writeFileSync(join(dir, 'keyring.json'), good);
    edited(dir, (keyring) => {
      const wrapped = Buffer.from(String(keyring.wrapped), 'base64');
      wrapped[60] = (wrapped[60] ?? 0) ^ 1;
      keyring.wrapped = wrapped.toString('base64');
    });
    expect(await open()).toBe('STORE_KEYRING_DAMAGED');
    writeFileSync(join(dir, 'keyring.json'), good);
    expect(await open()).toBe('ok');
  });

  it('makes no new key where a database is there and its keyring is not', async () => {
    const dir = temporaryDir();
    freshStore(dir).close();
    expect(code(await openKeyring({ dir, vaults: [systemVault(7)], ...ports }))).toBe(
      'STORE_KEYRING_DAMAGED',
    );
    expect(readdirSync(dir)).not.toContain('keyring.json');
  });

  it('uses the key made before a first start that was killed before the database was there', async () => {
    const dir = temporaryDir();
    const key = value(await openKeyring({ dir, vaults: [systemVault(7)], ...ports }));
    const again = value(await openKeyring({ dir, vaults: [systemVault(7)], ...ports }));
    value(tryStore(dir, again)).close();
    value(tryStore(dir, key)).close();
  });

  it('agrees on one key when two first starts race', async () => {
    const dir = temporaryDir();
    const both = await Promise.all(
      [1, 2, 3].map(() => openKeyring({ dir, vaults: [systemVault(7)], ...ports })),
    );
    const keys = both.map((key) => Buffer.from(value(key)).toString('hex'));
    expect(new Set(keys).size).toBe(1);
    expect(readdirSync(dir)).toEqual(['keyring.json']);
  });

  it('says unwritable where the profile’s place is taken by a file', async () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'profile'), '');
    const opened = await openKeyring({ dir: join(dir, 'profile'), vaults: [systemVault(7)], ...ports });
    expect(code(opened)).toBe('STORE_UNWRITABLE');
    rmSync(join(dir, 'profile'));
  });
});

describe('passphrase vault', () => {
  it('refuses a forged header that asks for more memory than any honest one, and a cut one', async () => {
    const vault = passphrase();
    const wrapped = value(await vault.wrap(new Uint8Array(32).fill(1)));
    const forged = (at: number, byte: number) => wrapped.map((old, index) => (index === at ? byte : old));
    for (const bad of [
      forged(0, 2),
      forged(1, 31),
      forged(1, 10),
      forged(2, 255),
      forged(3, 0),
      wrapped.subarray(0, 40),
    ]) {
      expect(code(await vault.unwrap(bad))).toBe('STORE_KEYRING_DAMAGED');
    }
    expect(code(await vault.unwrap(forged(1, 16)))).toBe('STORE_WRONG_KEY');
    expect(code(await vault.unwrap(forged(10, (wrapped[10] ?? 0) ^ 1)))).toBe('STORE_WRONG_KEY');
    expect(value(await vault.unwrap(wrapped))).toEqual(new Uint8Array(32).fill(1));
  });

  it('wraps the same key differently each time', async () => {
    const vault = passphrase();
    const [one, two] = await Promise.all([vault.wrap(new Uint8Array(32)), vault.wrap(new Uint8Array(32))]);
    expect(value(one)).not.toEqual(value(two));
  });
});
