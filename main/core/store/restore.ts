import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { SqlReader, SqlTx } from '../../contract/ports/database';
import type { KeyVault } from '../../contract/ports/key-vault';
import { type Backup, type BackupPlace, guarded, listBackups, prove, readManifest, syncFile } from './backup';
import { DATABASE_SUFFIXES, fileSha256, makeProfileDir, removeDatabase, replaceFile, syncDir } from './files';
import { clearLogMarks } from './kept-log';
import { isProfileKey, unwrapKeyring } from './keyring';
import { type Keyring, keyringText, parseKeyring, readKeyring, sameCheck } from './keyring-file';
import { migrate } from './migrate';
import { MIGRATIONS } from './migrations';
import { backupsDir, databasePath, keyringPath, lockPath } from './paths';

/**
 * The key that opens a backup: by the profile's keyring where it holds the same key (a passphrase changed since then counts),
 * else by the keyring in the backup, with the passphrase of its day.
 * STORE_BACKUP_UNKNOWN, STORE_KEYRING_DAMAGED (the backup's), STORE_LOCKED, STORE_VAULT_GONE, STORE_WRONG_KEY.
 */
export async function keyOfBackup(
  dir: string,
  name: string,
  vaults: readonly KeyVault[],
): Promise<Result<Uint8Array>> {
  const manifest = readManifest(dir, name);
  if (manifest === null) return fail('STORE_BACKUP_UNKNOWN');
  const then = parseKeyring(manifest.keyring);
  if (!then.ok) return then;
  const now = readKeyring(dir);
  const isSame = now.ok && now.value?.check === then.value.check;
  return unwrapKeyring(isSame && now.value ? now.value : then.value, vaults);
}

/**
 * Puts a backup in the place of the store; what was there is set aside in a folder of its own and never removed here. A keyring
 * that is damaged, gone or of another key is set aside with it, and the backup's own takes its place.
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
    makeProfileDir(dir);
    const lock = driver.lock(lockPath(dir));
    if (!lock.ok) return lock;
    const path = databasePath(dir);
    const freshPath = `${path}.restoring`;
    try {
      removeDatabase(freshPath);
      copyFileSync(sourcePath, freshPath, constants.COPYFILE_FICLONE);
      if (fileSha256(freshPath) !== backup.sha256) return fail('STORE_DAMAGED', { cause: 'backup-sum' });
      const proven = prove(place, freshPath);
      if (!proven.ok) return proven;
      const marked = mark(place, freshPath, name);
      if (!marked.ok) return marked;
      syncFile(freshPath);
      const setAsideDir = setAside(dir, clock.now());
      adoptKeyring(place, name, setAsideDir);
      renameSync(freshPath, path);
      syncDir(dir);
      return ok({ backup, setAsideDir });
    } finally {
      removeDatabase(freshPath);
      lock.value.release();
    }
  });
}

/** Between the two renames there is no store: a kill then leaves a profile that opening refuses. */
function adoptKeyring({ dir, key, clock }: BackupPlace, name: string, setAsideDir: string): void {
  if (isProfileKey(dir, key)) return;
  const keyring = parseKeyring(readManifest(dir, name)?.keyring ?? '');
  if (!keyring.ok || !sameCheck(keyring.value.check, key)) return;
  if (existsSync(keyringPath(dir))) copyFileSync(keyringPath(dir), join(setAsideDir, 'keyring.json'));
  replaceFile(keyringPath(dir), keyringText(asRestored(keyring.value)), `${clock.now()}`);
}

/** What was going on with the keys on the day of the backup is over. */
function asRestored(keyring: Keyring): Keyring {
  return { ...keyring, made: true, next: null, rotation: null, notes: [] };
}

/** Brings the copy up to date and notes in it where it comes from. */
function mark({ driver, dir, key, clock }: BackupPlace, path: string, name: string): Result<void> {
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
    opened.value.run(
      `INSERT INTO store_mark (name, value, at) VALUES ('restorings', ?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at`,
      String(setAsideDirs(dir).length + 1),
      clock.now(),
    );
    clearLogMarks(opened.value);
    opened.value.pragma('wal_checkpoint(TRUNCATE)');
    return ok(undefined);
  } finally {
    opened.value.close();
  }
}

const SET_ASIDE = 'set-aside-';

const setAsideDirs = (dir: string) => readdirSync(dir).filter((name) => name.startsWith(SET_ASIDE));

/** Never one that is there: another store was set aside in it, within the same second or under a clock that went back. */
function makeSetAsideDir(dir: string, now: number): string {
  const stem = join(dir, `${SET_ASIDE}${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`);
  for (let count = 1; ; count += 1) {
    const folder = count === 1 ? stem : `${stem}-${count}`;
    if (existsSync(folder)) continue;
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  }
}

function setAside(dir: string, now: number): string {
  const folder = makeSetAsideDir(dir, now);
  // First: a disk that is full says so while everything is still in its place. A folder with nothing else had nothing to set aside.
  const about = 'Set aside when a backup was put in place. Encrypted as before.\n';
  writeFileSync(join(folder, 'README.txt'), about, { mode: 0o600 });
  for (const suffix of DATABASE_SUFFIXES) {
    const path = databasePath(dir) + suffix;
    if (existsSync(path)) renameSync(path, join(folder, `hall.db${suffix}`));
  }
  syncDir(folder);
  return folder;
}

/** The backup this store was made from, until somebody has drawn the conclusions. */
export function restoredFrom(reader: SqlReader): string | null {
  return reader.get<{ value: string }>(`SELECT value FROM store_mark WHERE name = 'restored'`)?.value ?? null;
}

/**
 * The how-manieth restoring of this profile it was. The same backup restored twice knows of neither time, so whoever leaves a gap
 * in a count has to leave it that often.
 */
export function restorings(reader: SqlReader): number {
  const row = reader.get<{ value: string }>(`SELECT value FROM store_mark WHERE name = 'restorings'`);
  return Math.max(Number(row?.value ?? 1), 1);
}

export function clearRestored(tx: SqlTx): void {
  tx.run(`DELETE FROM store_mark WHERE name = 'restored'`);
}
