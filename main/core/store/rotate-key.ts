import { chmodSync, renameSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { Ids } from '../../contract/ports/clock';
import type { DatabaseDriver } from '../../contract/ports/database';
import type { KeyVault } from '../../contract/ports/key-vault';
import { toBase64 } from '../base';
import { asFailure, removeDatabase, replaceFile, syncDir } from './files';
import { carryMark, closeCarrying } from './kept-log';
import {
  KEY_BYTES,
  type Keyring,
  keyCheck,
  keyringText,
  noted,
  readKeyring,
  sameCheck,
} from './keyring-file';
import { databasePath, keyringPath, lockPath } from './paths';
import { unwrapUnder, wrapUnder } from './recovery-key';

export interface RotationPlace {
  readonly dir: string;
  readonly driver: DatabaseDriver;
  readonly ids: Ids;
  /** The vault that holds the key; it will hold the new one. */
  readonly vault: KeyVault;
}

function profileKeyring(dir: string, key: Uint8Array): Result<Keyring> {
  const keyring = readKeyring(dir);
  if (!keyring.ok) return keyring;
  return keyring.value !== null && sameCheck(keyring.value.check, key)
    ? ok(keyring.value)
    : fail('STORE_WRONG_KEY');
}

function write(place: RotationPlace, keyring: Omit<Keyring, 'sum'>): void {
  replaceFile(keyringPath(place.dir), keyringText(keyring), place.ids.next());
}

function opens({ driver, dir }: RotationPlace, key: Uint8Array): Result<void> {
  const opened = driver.open({ path: databasePath(dir), key, create: false });
  if (!opened.ok) return opened;
  closeCarrying(opened.value);
  return ok(undefined);
}

/** A compact copy of the store, encrypted anew and proven to open, in the place of the old one. */
function reencrypt({ driver, dir }: RotationPlace, key: Uint8Array, next: Uint8Array): Result<void> {
  const path = databasePath(dir);
  const copyPath = `${path}.rekey`;
  removeDatabase(copyPath);
  try {
    const source = driver.open({ path, key, create: false });
    if (!source.ok) return source;
    try {
      carryMark(source.value);
      source.value.pragma('wal_checkpoint(TRUNCATE)');
      source.value.exec(`VACUUM INTO '${copyPath.replaceAll("'", "''")}'`);
      chmodSync(copyPath, 0o600);
    } finally {
      source.value.close();
    }
    const copy = driver.open({ path: copyPath, key, create: false });
    if (!copy.ok) return copy;
    try {
      // The cipher library changes keys under a rollback journal only.
      copy.value.pragma('journal_mode=DELETE');
      copy.value.pragma(`rekey="x'${Buffer.from(next).toString('hex')}'"`);
    } finally {
      copy.value.close();
    }
    const proof = driver.open({ path: copyPath, key: next, create: false });
    if (!proof.ok) return proof;
    try {
      if (proof.value.pragma('quick_check') !== 'ok') return fail('STORE_DAMAGED', { cause: 'rekey' });
      proof.value.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      proof.value.close();
    }
    renameSync(copyPath, path);
    syncDir(dir);
    return ok(undefined);
  } finally {
    removeDatabase(copyPath);
  }
}

async function adopt(place: RotationPlace, keyring: Keyring, next: Uint8Array): Promise<Result<Uint8Array>> {
  const wrapped = await place.vault.wrap(next);
  if (!wrapped.ok) return wrapped;
  // The recovery key was for the old key; IT prints another one.
  write(place, {
    ...keyring,
    vault: place.vault.kind,
    wrapped: toBase64(wrapped.value),
    check: keyCheck(next),
    recovery: null,
    next: null,
    rotation: null,
    notes: noted(keyring, 'key-changed'),
  });
  return ok(next);
}

/**
 * A new data key, the whole store encrypted anew under it. The profile may not be in use. Cut off anywhere, the profile opens
 * with the old key or the new one: until the end the keyring holds the new key wrapped under the old one, and
 * `finishRotation` sees which of them the file has. The recovery key ends with the old key. Backups keep their own keyring.
 */
export async function rotateKey(place: RotationPlace, key: Uint8Array): Promise<Result<Uint8Array>> {
  try {
    const keyring = profileKeyring(place.dir, key);
    if (!keyring.ok) return keyring;
    const lock = place.driver.lock(lockPath(place.dir));
    if (!lock.ok) return lock;
    try {
      const next = place.ids.bytes(KEY_BYTES);
      const announced = {
        ...keyring.value,
        next: { wrapped: wrapUnder(key, next, place.ids), check: keyCheck(next) },
      };
      write(place, announced);
      const done = reencrypt(place, key, next);
      if (!done.ok) {
        write(place, { ...keyring.value, next: null });
        return done;
      }
      return await adopt(place, keyring.value, next);
    } finally {
      lock.value.release();
    }
  } catch (error) {
    return { ok: false, failure: asFailure(error) };
  }
}

/** What to say where neither key opens the store. Both stay: one of them will, once the disk or the file is well again. */
function unopened(...tries: Result<void>[]): Result<never> {
  const failures = tries.flatMap((each) => (each.ok ? [] : [each.failure]));
  const told = failures.find(({ code }) => code !== 'STORE_WRONG_KEY');
  if (!told) return fail('STORE_DAMAGED', { cause: 'header' });
  return told.details.cause === 'missing'
    ? fail('STORE_DAMAGED', { cause: 'database-missing' })
    : { ok: false, failure: told };
}

/** Ends a change of keys that was cut off; gives the key that opens the store, which is `key` where there was none. STORE_DAMAGED, else as the driver's `open`. */
export async function finishRotation(place: RotationPlace, key: Uint8Array): Promise<Result<Uint8Array>> {
  try {
    const keyring = profileKeyring(place.dir, key);
    if (!keyring.ok) return keyring;
    const { next } = keyring.value;
    if (next === null) return ok(key);
    const lock = place.driver.lock(lockPath(place.dir));
    if (!lock.ok) return lock;
    try {
      const announced = unwrapUnder(key, next.wrapped);
      const underNext =
        announced && sameCheck(next.check, announced) ? opens(place, announced) : fail('STORE_WRONG_KEY');
      if (announced && underNext.ok) return await adopt(place, keyring.value, announced);
      // Only what the old key opens was never encrypted anew: a disk that cannot be read says nothing about keys.
      const underOld = opens(place, key);
      if (!underOld.ok) return unopened(underNext, underOld);
      write(place, { ...keyring.value, next: null });
      return ok(key);
    } finally {
      lock.value.release();
    }
  } catch (error) {
    return { ok: false, failure: asFailure(error) };
  }
}
