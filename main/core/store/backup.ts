import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError, fail, failure, ok, type Result } from '../../contract/failures/failure';
import { Instant, Sha256 } from '../../contract/flow/ids';
import type { Clock } from '../../contract/ports/clock';
import type { DatabaseDriver } from '../../contract/ports/database';
import { asFailure, fileSha256, publishFile, removeDatabase } from './files';
import { clearUnfinishedCopies } from './leftovers';
import { backupsDir, databasePath, keyringPath } from './paths';

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
  /** Counts up from one backup to the next, whatever the clock says; 0 in those of releases that did not count. */
  seq: z.number().int().nonnegative().default(0),
});
export type Backup = Omit<z.infer<typeof Manifest>, 'keyring' | 'version' | 'seq'> & { name: string };

const NAME = /^hall-\d{8}T\d{6}Z$/;

export interface BackupPlace {
  readonly driver: DatabaseDriver;
  /** The profile's folder. Backups lie in `<dir>/backups`. */
  readonly dir: string;
  readonly key: Uint8Array;
  readonly clock: Clock;
}

/** What a backup is to be. Data, so that another thread can be told. */
export interface BackupOrder {
  readonly dir: string;
  readonly key: Uint8Array;
  readonly createdAt: number;
  /** So many stay, the new one counted. */
  readonly keep: number;
}

export function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    return { ok: false, failure: asFailure(error) };
  }
}

export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Opens the copy with the key given and reads every page of it. Gives its schema version. */
export function prove({ driver, key }: Pick<BackupPlace, 'driver' | 'key'>, path: string): Result<number> {
  const opened = driver.open({ path, key, create: false });
  if (!opened.ok) return opened;
  try {
    if (opened.value.pragma('quick_check') !== 'ok') return fail('STORE_DAMAGED', { cause: 'backup' });
    return ok(Number(opened.value.pragma('user_version')));
  } finally {
    opened.value.close();
  }
}

/** Over a connection of its own, so that whoever works with the store goes on meanwhile: a reader keeps no writer waiting. */
function copyStore(driver: DatabaseDriver, { dir, key }: BackupOrder, copyPath: string): Result<void> {
  const source = driver.open({ path: databasePath(dir), key, create: false, alongside: true });
  if (!source.ok) return source;
  try {
    source.value.exec(`VACUUM INTO '${copyPath.replaceAll("'", "''")}'`);
  } finally {
    source.value.close();
  }
  // SQLite makes it readable for everybody the folder lets in.
  chmodSync(copyPath, 0o600);
  return ok(undefined);
}

/**
 * A whole, encrypted, compact copy of the open store under the same key, proven by opening it; then the oldest beyond `keep` go.
 * Takes one to three seconds per 100 MB and runs in a thread of its own (`startInThread`). `stopped` is asked between the
 * steps; a step that has begun is ended, since nothing can interrupt SQLite here.
 * SQLite's own backup in steps of a few pages cannot take its place: better-sqlite3 opens the target of `backup()` without a
 * key, and the cipher refuses to copy an encrypted database into a plain one ("incompatible source and target databases"); a
 * key in the target's name would need SQLITE_USE_URI, which this build has switched off.
 * STORE_DISK_FULL, STORE_UNWRITABLE, STORE_DAMAGED (the store itself cannot be read whole), STORE_BACKUP_UNFINISHED (stopped);
 * nothing is left half-made.
 */
export function writeBackup(
  driver: DatabaseDriver,
  order: BackupOrder,
  stopped: () => boolean,
): Result<Backup> {
  return guarded(() => {
    const { dir, key, createdAt, keep } = order;
    const folder = backupsDir(dir);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = `hall-${new Date(createdAt).toISOString().replace(/[-:]|\.\d+/g, '')}`;
    const path = join(folder, `${name}.db`);
    const partPath = `${path}.part`;
    const manifestPath = join(folder, `${name}.json`);
    // A second one within the second would take the name, and with it the place, of the first.
    if (existsSync(manifestPath)) return fail('STORE_UNWRITABLE', { cause: 'EEXIST' });
    const unlessStopped = () => {
      if (stopped()) throw new FailureError(failure('STORE_BACKUP_UNFINISHED', { cause: 'stopped' }));
    };
    try {
      rmSync(partPath, { force: true });
      unlessStopped();
      const copied = copyStore(driver, order, partPath);
      if (!copied.ok) return copied;
      unlessStopped();
      const proven = prove({ driver, key }, partPath);
      if (!proven.ok) return proven;
      syncFile(partPath);
      unlessStopped();
      const backup = {
        createdAt,
        schemaVersion: proven.value,
        size: statSync(partPath).size,
        sha256: fileSha256(partPath),
      };
      unlessStopped();
      const seq = Math.max(0, ...sequence(dir).map((each) => each.seq)) + 1;
      const manifest = { version: 1, ...backup, keyring: readFileSync(keyringPath(dir), 'utf8'), seq };
      renameSync(partPath, path);
      try {
        publishFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`, 'new');
      } catch (error) {
        // Without its manifest it is none, and would only keep full a disk that is full already.
        if (!existsSync(manifestPath)) rmSync(path, { force: true });
        throw error;
      }
      for (const old of listBackups(dir).slice(Math.max(keep, 1))) removeBackup(dir, old.name);
      clearUnfinishedCopies(dir);
      return ok({ name, ...backup });
    } finally {
      removeDatabase(partPath);
    }
  });
}

function removeBackup(dir: string, name: string): void {
  // The manifest first: what is left behind by a kill in between is no backup any more.
  rmSync(join(backupsDir(dir), `${name}.json`), { force: true });
  rmSync(join(backupsDir(dir), `${name}.db`), { force: true });
}

/** Null where there is no such backup. */
export function readManifest(dir: string, name: string): z.infer<typeof Manifest> | null {
  if (!NAME.test(name)) return null;
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(backupsDir(dir), `${name}.json`), 'utf8')));
  } catch {
    return null;
  }
}

/** The newest first: by their count, since names come from a clock that may have been wrong; without counts by name. */
function sequence(dir: string): (Backup & { seq: number })[] {
  if (!existsSync(backupsDir(dir))) return [];
  return readdirSync(backupsDir(dir))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => NAME.test(name))
    .flatMap((name) => {
      const manifest = readManifest(dir, name);
      if (manifest === null) return [];
      const { createdAt, schemaVersion, size, sha256: sum, seq } = manifest;
      return [{ name, createdAt, schemaVersion, size, sha256: sum, seq }];
    })
    .sort((a, b) => b.seq - a.seq || b.name.localeCompare(a.name));
}

/** The newest first, by when they were made and not by what the clock said then; what has no readable manifest is none. */
export function listBackups(dir: string): Backup[] {
  return sequence(dir).map(({ seq: _seq, ...backup }) => backup);
}
