import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { Instant, Sha256 } from '../../contract/flow/ids';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { KeyVault, VaultKind } from '../../contract/ports/key-vault';
import { fromBase64, sha256, toBase64 } from '../base';
import { fileFailure, makeProfileDir, publishFile } from './files';
import { databasePath } from './paths';

const KEY_BYTES = 32;

/**
 * `<dir>/keyring.json`: the data key as its vault wrapped it. The vault's own parameters travel inside `wrapped`.
 * `check`: HMAC of a fixed text under the data key; tells a vault that gave back another key.
 * `sum`: SHA-256 over the rest; tells a damaged file from a wrong passphrase.
 */
const Keyring = z.strictObject({
  version: z.literal(1),
  vault: z.enum(['os', 'passphrase']),
  wrapped: z.base64().min(1).max(10_000),
  createdAt: Instant,
  check: Sha256,
  sum: Sha256,
});
type Keyring = z.infer<typeof Keyring>;

function keyCheck(key: Uint8Array): string {
  return createHmac('sha256', key).update('mianzheng-window keyring v1').digest('hex');
}

function sumOf(keyring: Omit<Keyring, 'sum'>): string {
  return sha256(
    [keyring.version, keyring.vault, keyring.wrapped, keyring.createdAt, keyring.check].join('\n'),
  );
}

function keyringPath(dir: string): string {
  return join(dir, 'keyring.json');
}

function readKeyring(dir: string): Result<Keyring | null> {
  let text: string;
  try {
    if (!existsSync(keyringPath(dir))) return ok(null);
    text = readFileSync(keyringPath(dir), 'utf8');
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return fail('STORE_KEYRING_DAMAGED', { cause: 'not-json' });
  }
  const parsed = Keyring.safeParse(content);
  if (!parsed.success) return fail('STORE_KEYRING_DAMAGED', { cause: 'shape' });
  if (sumOf(parsed.data) !== parsed.data.sum) return fail('STORE_KEYRING_DAMAGED', { cause: 'sum' });
  return ok(parsed.data);
}

/** Which vault holds this profile's key; `null` before first use. Lets the shell know whether to ask for a passphrase. */
export function keyringVault(dir: string): Result<VaultKind | null> {
  const keyring = readKeyring(dir);
  return keyring.ok ? ok(keyring.value?.vault ?? null) : keyring;
}

/** True where the profile's keyring itself proves that `key` is the right one. */
export function isProfileKey(dir: string, key: Uint8Array): boolean {
  const keyring = readKeyring(dir);
  return keyring.ok && keyring.value !== null && matches(keyring.value, key);
}

function matches(keyring: Keyring, key: Uint8Array): boolean {
  return timingSafeEqual(Buffer.from(keyring.check, 'hex'), Buffer.from(keyCheck(key), 'hex'));
}

async function unwrap(keyring: Keyring, vaults: readonly KeyVault[]): Promise<Result<Uint8Array>> {
  const vault = vaults.find((offered) => offered.kind === keyring.vault);
  if (vault === undefined)
    return fail(keyring.vault === 'os' ? 'STORE_VAULT_GONE' : 'STORE_LOCKED', { vault: keyring.vault });
  const key = await vault.unwrap(fromBase64(keyring.wrapped));
  if (!key.ok) return key;
  if (key.value.length !== KEY_BYTES || !matches(keyring, key.value))
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
  if (existing.value !== null) return unwrap(existing.value, vaults);
  if (existsSync(databasePath(dir))) return fail('STORE_KEYRING_DAMAGED', { cause: 'missing' });

  const vault = vaults[0];
  if (vault === undefined) return fail('STORE_LOCKED', { vault: 'none' });
  const key = ids.bytes(KEY_BYTES);
  const wrapped = await vault.wrap(key);
  if (!wrapped.ok) return wrapped;
  const unsummed = {
    version: 1 as const,
    vault: vault.kind,
    wrapped: toBase64(wrapped.value),
    createdAt: clock.now(),
    check: keyCheck(key),
  };
  const keyring: Keyring = { ...unsummed, sum: sumOf(unsummed) };
  try {
    makeProfileDir(dir);
    if (publishFile(keyringPath(dir), `${JSON.stringify(keyring, null, 2)}\n`, ids.next())) return ok(key);
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
  // Another process made the keyring in the meantime: its key is the profile's key.
  const theirs = readKeyring(dir);
  if (!theirs.ok) return theirs;
  return theirs.value === null
    ? fail('STORE_KEYRING_DAMAGED', { cause: 'missing' })
    : unwrap(theirs.value, vaults);
}
