import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError, fail, ok, type Result } from '../../contract/failures/failure';
import { Instant, Sha256 } from '../../contract/flow/ids';
import type { Clock } from '../../contract/ports/clock';
import type { DatabaseDriver, SqlConnection, SqlReader, SqlTx } from '../../contract/ports/database';
import { sha256 } from '../base';
import { fileFailure, makeProfileDir, publishFile, syncDir } from './files';
import { migrate } from './migrate';
import { MIGRATIONS } from './migrations';
import { backupsDir, databasePath, keyringPath, lockPath } from './paths';

/**
 * `<name>.json` beside `<name>.db`. Written last: a copy without it was never finished and is no backup.
 * `keyring`: text of the profile's keyring, so that passphrase and backup are enough on another machine.
 */
const Manifest = z.strictObject({
  version: z.literal(1),
  createdAt: Instant,
  schemaVersion: z.number().int().positive(),
  size: z.number().int().positive(),
  sha256: Sha256,
  keyring: z.string(),
});
export type Backup = Omit<z.infer<typeof Manifest>, 'keyring' | 'version'> & { name: string };

const NAME = /^hall-\d{8}T\d{6}Z$/;

export interface BackupPlace {
  readonly driver: DatabaseDriver;
  /** The profile's folder. Backups lie in `<dir>/backups`. */
  readonly dir: string;
  readonly key: Uint8Array;
  readonly clock: Clock;
}

function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    return { ok: false, failure: error instanceof FailureError ? error.failure : fileFailure(error) };
  }
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Opens the copy with the profile's key and reads every page of it. Gives its schema version. */
function prove({ driver, key }: BackupPlace, path: string): Result<number> {
  const opened = driver.open({ path, key, create: false });
  if (!opened.ok) return opened;
  try {
    if (opened.value.pragma('quick_check') !== 'ok') return fail('STORE_DAMAGED', { cause: 'backup' });
    return ok(Number(opened.value.pragma('user_version')));
  } finally {
    opened.value.close();
  }
}

/**
 * A whole, encrypted, compact copy under the same key, proven by opening it; then the oldest beyond `keep` go.
 * Blocks for about a second per 100 MB: for moments in which nobody waits.
 * STORE_DISK_FULL, STORE_UNWRITABLE, STORE_DAMAGED (the store itself cannot be read whole); nothing is left half-made.
 */
export function writeBackup(connection: SqlConnection, place: BackupPlace, keep: number): Result<Backup> {
  return guarded(() => {
    const folder = backupsDir(place.dir);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const createdAt = place.clock.now();
    const name = `hall-${new Date(createdAt).toISOString().replace(/[-:]|\.\d+/g, '')}`;
    const path = join(folder, `${name}.db`);
    const partPath = `${path}.part`;
    try {
      rmSync(partPath, { force: true });
      connection.exec(`VACUUM INTO '${partPath.replaceAll("'", "''")}'`);
      const proven = prove(place, partPath);
      if (!proven.ok) return proven;
      syncFile(partPath);
      renameSync(partPath, path);
      const backup = {
        createdAt,
        schemaVersion: proven.value,
        size: statSync(path).size,
        sha256: sha256(readFileSync(path)),
      };
      const manifest = { version: 1, ...backup, keyring: readFileSync(keyringPath(place.dir), 'utf8') };
      publishFile(join(folder, `${name}.json`), `${JSON.stringify(manifest, null, 2)}\n`, 'new');
      for (const old of listBackups(place.dir).slice(Math.max(keep, 1))) removeBackup(place.dir, old.name);
      return ok({ name, ...backup });
    } finally {
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partPath + suffix, { force: true });
    }
  });
}

function removeBackup(dir: string, name: string): void {
  // The manifest first: what is left behind by a kill in between is no backup any more.
  rmSync(join(backupsDir(dir), `${name}.json`), { force: true });
  rmSync(join(backupsDir(dir), `${name}.db`), { force: true });
}

function readManifest(dir: string, name: string): z.infer<typeof Manifest> | null {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(backupsDir(dir), `${name}.json`), 'utf8')));
  } catch {
    return null;
  }
}

/** The newest first; what has no readable manifest is none. */
export function listBackups(dir: string): Backup[] {
  if (!existsSync(backupsDir(dir))) return [];
  return readdirSync(backupsDir(dir))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => NAME.test(name))
    .flatMap((name) => {
      const manifest = readManifest(dir, name);
      if (manifest === null) return [];
      const { createdAt, schemaVersion, size, sha256: sum } = manifest;
      return [{ name, createdAt, schemaVersion, size, sha256: sum }];
    })
    .sort((a, b) => b.name.localeCompare(a.name));
}

/** A lost machine: the backup's keyring takes the place of one that is not there. STORE_BACKUP_UNKNOWN. */
export function restoreKeyring(dir: string, name: string): Result<void> {
  return guarded(() => {
    const manifest = NAME.test(name) ? readManifest(dir, name) : null;
    if (manifest === null) return fail('STORE_BACKUP_UNKNOWN');
    makeProfileDir(dir);
    if (!existsSync(keyringPath(dir))) publishFile(keyringPath(dir), manifest.keyring, 'restored');
    return ok(undefined);
  });
}

/**
 * Puts a backup in the place of the store; what was there is set aside in a folder of its own and never removed here.
 * The profile may not be in use. A kill in between leaves either the old store or the new one, or the old one set aside
 * and nothing in its place, which opening refuses; restoring again goes on from there.
 * STORE_BACKUP_UNKNOWN, STORE_IN_USE, STORE_DAMAGED (the backup itself), STORE_WRONG_KEY, STORE_FROM_FUTURE, STORE_DISK_FULL.
 */
export function restoreBackup(
  place: BackupPlace,
  name: string,
): Result<{ backup: Backup; setAsideDir: string }> {
  return guarded(() => {
    const { driver, dir, clock } = place;
    const backup = listBackups(dir).find((each) => each.name === name);
    const sourcePath = join(backupsDir(dir), `${name}.db`);
    if (!backup || !existsSync(sourcePath)) return fail('STORE_BACKUP_UNKNOWN');
    const lock = driver.lock(lockPath(dir));
    if (!lock.ok) return lock;
    const path = databasePath(dir);
    const freshPath = `${path}.restoring`;
    try {
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(freshPath + suffix, { force: true });
      copyFileSync(sourcePath, freshPath, constants.COPYFILE_FICLONE);
      if (sha256(readFileSync(freshPath)) !== backup.sha256)
        return fail('STORE_DAMAGED', { cause: 'backup-sum' });
      const proven = prove(place, freshPath);
      if (!proven.ok) return proven;
      const marked = mark(place, freshPath, name);
      if (!marked.ok) return marked;
      syncFile(freshPath);
      const setAsideDir = setAside(dir, clock.now());
      renameSync(freshPath, path);
      syncDir(dir);
      return ok({ backup, setAsideDir });
    } finally {
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(freshPath + suffix, { force: true });
      lock.value.release();
    }
  });
}

/** Brings the copy up to date and notes in it where it comes from. */
function mark({ driver, key, clock }: BackupPlace, path: string, name: string): Result<void> {
  const opened = driver.open({ path, key, create: false });
  if (!opened.ok) return opened;
  try {
    const migrated = migrate(opened.value, MIGRATIONS, clock.now());
    if (!migrated.ok) return migrated;
    opened.value.run(
      `INSERT INTO store_mark (name, value, at) VALUES ('restored', ?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at`,
      name,
      clock.now(),
    );
    opened.value.pragma('wal_checkpoint(TRUNCATE)');
    return ok(undefined);
  } finally {
    opened.value.close();
  }
}

function setAside(dir: string, now: number): string {
  const folder = join(dir, `set-aside-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    const path = databasePath(dir) + suffix;
    if (existsSync(path)) renameSync(path, join(folder, `hall.db${suffix}`));
  }
  // Which file belongs to which is written down; an empty folder says that there was nothing to set aside.
  writeFileSync(
    join(folder, 'README.txt'),
    'Set aside when a backup was put in place. Encrypted as before.\n',
    {
      mode: 0o600,
    },
  );
  syncDir(folder);
  return folder;
}

/** The backup this store was made from, until somebody has drawn the conclusions. */
export function restoredFrom(reader: SqlReader): string | null {
  return reader.get<{ value: string }>(`SELECT value FROM store_mark WHERE name = 'restored'`)?.value ?? null;
}

export function clearRestored(tx: SqlTx): void {
  tx.run(`DELETE FROM store_mark WHERE name = 'restored'`);
}
