import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { KeyVault, VaultKind } from '../../contract/ports/key-vault';
import { fromBase64, toBase64 } from '../base';
import { fileFailure, makeProfileDir, publishFile, replaceFile } from './files';
import { KEY_BYTES, type Keyring, keyCheck, keyringText, readKeyring, sameCheck } from './keyring-file';
import { databasePath, keyringPath } from './paths';

/** Which vault holds this profile's key; `null` before first use. Lets the shell know whether to ask for a passphrase. */
export function keyringVault(dir: string): Result<VaultKind | null> {
  const keyring = readKeyring(dir);
  return keyring.ok ? ok(keyring.value?.vault ?? null) : keyring;
}

/** True where the profile's keyring itself proves that `key` is the right one. */
export function isProfileKey(dir: string, key: Uint8Array): boolean {
  const keyring = readKeyring(dir);
  return keyring.ok && keyring.value !== null && sameCheck(keyring.value.check, key);
}

/** True where this profile has had a store before. */
export function hadStore(dir: string): boolean {
  const keyring = readKeyring(dir);
  return keyring.ok && keyring.value?.made === true;
}

/** Notes in the keyring that the store is there now; a profile without one (its key comes from elsewhere) is left alone. */
export function noteStore(dir: string, clock: Clock): void {
  const keyring = readKeyring(dir);
  if (!keyring.ok || keyring.value === null || keyring.value.made) return;
  replaceFile(keyringPath(dir), keyringText({ ...keyring.value, made: true }), `made-${clock.now()}`);
}

export async function unwrapKeyring(
  keyring: Keyring,
  vaults: readonly KeyVault[],
): Promise<Result<Uint8Array>> {
  const vault = vaults.find((offered) => offered.kind === keyring.vault);
  if (vault === undefined)
    return fail(keyring.vault === 'os' ? 'STORE_VAULT_GONE' : 'STORE_LOCKED', { vault: keyring.vault });
  const key = await vault.unwrap(fromBase64(keyring.wrapped));
  if (!key.ok) return key;
  if (key.value.length !== KEY_BYTES || !sameCheck(keyring.check, key.value))
    return fail('STORE_WRONG_KEY', { vault: keyring.vault });
  return key;
}

export interface KeyringOptions {
  readonly dir: string;
  /** Those that can be used now, the preferred one first. The first wraps a new key; later only the one that wrapped it will do. */
  readonly vaults: readonly KeyVault[];
  readonly ids: Ids;
  readonly clock: Clock;
}

/**
 * The profile's 32-byte data key: made and wrapped on first use, unwrapped ever after by the vault that wrapped it.
 * STORE_VAULT_GONE (wrapped by the system's vault, which is not offered), STORE_LOCKED (a passphrase is needed),
 * STORE_WRONG_KEY, STORE_KEYRING_DAMAGED (also: a database is there and its keyring is not, so a new key would
 * open nothing), STORE_UNWRITABLE, STORE_DISK_FULL.
 */
export async function openKeyring(options: KeyringOptions): Promise<Result<Uint8Array>> {
  const { dir, vaults, ids, clock } = options;
  const existing = readKeyring(dir);
  if (!existing.ok) return existing;
  if (existing.value !== null) return unwrapKeyring(existing.value, vaults);
  if (existsSync(databasePath(dir))) return fail('STORE_KEYRING_DAMAGED', { cause: 'missing' });

  const vault = vaults[0];
  if (vault === undefined) return fail('STORE_LOCKED', { vault: 'none' });
  const key = ids.bytes(KEY_BYTES);
  const wrapped = await vault.wrap(key);
  if (!wrapped.ok) return wrapped;
  const keyring = {
    version: 1 as const,
    vault: vault.kind,
    wrapped: toBase64(wrapped.value),
    createdAt: clock.now(),
    check: keyCheck(key),
    recovery: null,
    made: false,
    next: null,
    rotation: null,
    notes: [],
  };
  try {
    makeProfileDir(dir);
    if (publishFile(keyringPath(dir), keyringText(keyring), ids.next())) return ok(key);
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
  // Another process made the keyring in the meantime: its key is the profile's key.
  const theirs = readKeyring(dir);
  if (!theirs.ok) return theirs;
  return theirs.value === null
    ? fail('STORE_KEYRING_DAMAGED', { cause: 'missing' })
    : unwrapKeyring(theirs.value, vaults);
}
