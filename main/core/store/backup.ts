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
import { FailureError, fail, ok, type Result } from '../../contract/failures/failure';
import { Instant, Sha256 } from '../../contract/flow/ids';
import type { Clock } from '../../contract/ports/clock';
import type { DatabaseDriver, SqlConnection } from '../../contract/ports/database';
import { fileFailure, fileSha256, publishFile } from './files';
import { clearUnfinishedCopies } from './leftovers';
import { backupsDir, keyringPath } from './paths';

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

export function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    return { ok: false, failure: error instanceof FailureError ? error.failure : fileFailure(error) };
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
export function prove({ driver, key }: BackupPlace, path: string): Result<number> {
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
 * Blocks for one to three seconds per 100 MB: for moments in which nobody waits. SQLite's own backup in steps of a few pages
 * cannot take its place: better-sqlite3 opens the target of `backup()` without a key, and the cipher refuses to copy an
 * encrypted database into a plain one ("incompatible source and target databases"); a key in the target's name would need
 * SQLITE_USE_URI, which this build has switched off.
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
      // SQLite makes it readable for everybody the folder lets in.
      chmodSync(partPath, 0o600);
      const proven = prove(place, partPath);
      if (!proven.ok) return proven;
      syncFile(partPath);
      renameSync(partPath, path);
      const backup = {
        createdAt,
        schemaVersion: proven.value,
        size: statSync(path).size,
        sha256: fileSha256(path),
      };
      const manifest = { version: 1, ...backup, keyring: readFileSync(keyringPath(place.dir), 'utf8') };
      publishFile(join(folder, `${name}.json`), `${JSON.stringify(manifest, null, 2)}\n`, 'new');
      for (const old of listBackups(place.dir).slice(Math.max(keep, 1))) removeBackup(place.dir, old.name);
      clearUnfinishedCopies(place.dir, name);
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

/** Null where there is no such backup. */
export function readManifest(dir: string, name: string): z.infer<typeof Manifest> | null {
  if (!NAME.test(name)) return null;
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
