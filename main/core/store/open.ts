import { existsSync, renameSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { DatabaseDriver, SqlConnection, Store } from '../../contract/ports/database';
import type { Log } from '../../contract/ports/log';
import { type Backup, listBackups } from './backup';
import type { StartBackup } from './backup-thread';
import { asFailure, makeProfileDir, removeDatabase, syncDir } from './files';
import { closeCarrying, createKeptLog, noteLoss } from './kept-log';
import { hadStore, isProfileKey, noteStore } from './keyring';
import { clearLeftovers } from './leftovers';
import { dueMigrations, migrate } from './migrate';
import { MIGRATIONS } from './migrations';
import { databasePath, lockPath } from './paths';
import { createRunningBackup } from './running-backup';

export interface StoreOptions {
  readonly driver: DatabaseDriver;
  /** The profile's folder; made where it is missing. */
  readonly dir: string;
  /** 32 bytes, from `openKeyring`. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
  /** Where backups are written: in a thread of their own, see `startInThread`. */
  readonly startBackup: StartBackup;
}

export interface OpenStore extends Store {
  /** Number of the newest migration. */
  readonly schemaVersion: number;
  /**
   * Moves everything from the write-ahead log into the file and empties the log; for idle moments and after purging. While a
   * backup is under way it is put off until that has ended: SQLite would wait for its reader, and everybody here with it.
   */
  checkpoint(): void;
  /** Writes something that changes nothing; throws as any transaction would. For finding out whether the disk is well again. */
  probe(): void;
  /** The newest first. */
  backups(): Backup[];
  /** As `writeBackup`, in a thread of its own while the store goes on; who asks while one is under way is given that one. */
  backUp(keep: number): Promise<Result<Backup>>;
  /** Stops the backup under way at its next step and lets none begin. */
  endBackup(): Promise<void>;
  /**
   * Checkpoints, closes, gives the profile free. Nothing may be asked of the store afterwards. Where a backup still runs (one
   * is ended by `endBackup`), the profile is given free only once that has ended: until then nobody may restore or change keys.
   */
  close(): void;
}

/**
 * The first store of a profile is built under another name and gets its own only when it is whole, so a kill in
 * the middle leaves a leftover that never was a store, and a file named hall.db is never made anew.
 */
function build({ driver, dir, key, clock }: StoreOptions): Result<void> {
  const path = databasePath(dir);
  // A log without its database, or a keyring that has seen one, means the database was taken away: data is missing,
  // which a new file would hide.
  if (existsSync(`${path}-wal`) || hadStore(dir)) return fail('STORE_DAMAGED', { cause: 'database-missing' });
  const buildPath = `${path}.new`;
  removeDatabase(buildPath);
  const opened = driver.open({ path: buildPath, key, create: true });
  if (!opened.ok) return opened;
  let migrated: Result<unknown>;
  try {
    migrated = migrate(opened.value, MIGRATIONS, clock.now());
    opened.value.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    opened.value.close();
  }
  if (!migrated.ok) return migrated;
  renameSync(buildPath, path);
  syncDir(dir);
  return ok(undefined);
}

/** Asked after a real write: before one, SQLite may still report FULL and fall back to NORMAL with the write. */
function probeDurability(connection: SqlConnection, version: number): Result<void> {
  connection.pragma(`user_version = ${version}`);
  const synchronous = Number(connection.pragma('synchronous'));
  const journal = String(connection.pragma('journal_mode'));
  return synchronous === 2 && journal === 'wal'
    ? ok(undefined)
    : fail('STORE_NOT_DURABLE', { synchronous, journal });
}

function openLocked(options: StoreOptions, release: () => void): Result<OpenStore> {
  const { driver, dir, key, clock, log } = options;
  clearLeftovers(dir);
  const created = !existsSync(databasePath(dir));
  if (created) {
    const built = build(options);
    if (!built.ok) return built;
  }
  const opened = driver.open({ path: databasePath(dir), key, create: false });
  if (!opened.ok) {
    // The keyring vouches for the key, so a header that does not open is damage and no matter of the passphrase.
    const proven = opened.failure.code === 'STORE_WRONG_KEY' && isProfileKey(dir, key);
    return proven ? fail('STORE_DAMAGED', { cause: 'header' }) : opened;
  }
  const connection = opened.value;
  let ready = false;
  try {
    const due = dueMigrations(connection, MIGRATIONS);
    if (!due.ok) return due;
    noteLoss(connection, options);
    const migrated = migrate(connection, MIGRATIONS, clock.now());
    if (!migrated.ok) return migrated;
    const { version, applied } = migrated.value;
    noteLoss(connection, options);
    const durable = probeDurability(connection, version);
    if (!durable.ok) return durable;
    noteStore(dir, clock);
    log.info('store', 'store-opened', { version, applied, created });
    let open = true;
    const backup = createRunningBackup(
      options.startBackup,
      (keep) => ({ dir, key, createdAt: clock.now(), keep }),
      () => (open ? afterBackup() : release()),
    );
    const kept = createKeptLog(connection, { log, mayWait: () => !backup.isRunning() });

    /** What was purged meanwhile lies in the log, and the log has grown behind the reader. */
    function afterBackup(): void {
      try {
        kept.empty();
      } catch (error) {
        log.warn('store', 'log not emptied', { code: asFailure(error).code });
      }
    }

    ready = true;
    return ok({
      read: kept.read,
      transaction: kept.transaction,
      schemaVersion: version,
      checkpoint: () => (backup.isRunning() ? undefined : kept.empty()),
      probe: () => void connection.pragma(`user_version = ${version}`),
      backups: () => listBackups(dir),
      async backUp(keep) {
        try {
          // While it reads, the mark would not get into the file.
          if (!backup.isRunning()) kept.mark();
        } catch (error) {
          return { ok: false, failure: asFailure(error) };
        }
        return backup.backUp(keep);
      },
      endBackup: backup.end,
      close() {
        open = false;
        try {
          // The backup's reader closes last then, and takes the log away with it.
          if (backup.isRunning()) kept.settle();
          else kept.empty();
        } finally {
          connection.close();
          if (!backup.isRunning()) release();
          log.info('store', 'store-closed');
        }
      },
    });
  } finally {
    if (!ready) closeCarrying(connection);
  }
}

function takeProfile({ driver, dir }: StoreOptions): Result<{ release(): void }> {
  makeProfileDir(dir);
  const lock = driver.lock(lockPath(dir));
  // The lock file holds nothing; something written into it by another hand is no matter of keys.
  const foreign = !lock.ok && lock.failure.code === 'STORE_WRONG_KEY';
  return foreign ? fail('STORE_DAMAGED', { cause: 'lock-file' }) : lock;
}

function attempt(options: StoreOptions): Result<OpenStore> {
  let release: (() => void) | null = null;
  let result: Result<OpenStore> | null = null;
  try {
    const lock = takeProfile(options);
    if (!lock.ok) return lock;
    release = lock.value.release;
    result = openLocked(options, release);
    return result;
  } catch (error) {
    return { ok: false, failure: asFailure(error) };
  } finally {
    if (result?.ok !== true) release?.();
  }
}

/**
 * Opens the profile's store, `<dir>/hall.db`, making it on first use.
 *
 * One process at a time: `<dir>/profile.lock` is held for as long as the store is open. SQLite locks it through the
 * operating system, which frees it however the holder ends (`kill -9`, power loss): no stale lock, no process
 * number to guess about. It is a file of its own because a POSIX lock on hall.db itself would be dropped as soon as
 * anything in this process (a backup, a look at the header) opened and closed that file once more.
 *
 * STORE_IN_USE, STORE_WRONG_KEY, STORE_DAMAGED, STORE_FROM_FUTURE, STORE_NOT_DURABLE, STORE_UNWRITABLE, STORE_DISK_FULL,
 * STORE_IO_ERROR.
 */
export function openStore(options: StoreOptions): Result<OpenStore> {
  const result = attempt(options);
  if (!result.ok) options.log.warn('store', 'store-refused', { code: result.failure.code });
  return result;
}
