/**
 * database: encrypted SQLite behind the `DatabaseDriver` port; the only place that knows the native module
 * (`better-sqlite3`, an alias of its multiple-ciphers build).
 * May import: contract, node:, better-sqlite3. Imported by: main/core/entry (and tests).
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type Failure, fail, ok, type Result } from '../../main/contract/failures/failure';
import type { DatabaseDriver, SqlConnection } from '../../main/contract/ports/database';
import { connectionOver } from './connection';
import { databaseFailure, errorCode } from './failures';
import { examineLog, type LogVerdict } from './log-check';

const PLAIN_HEADER = 'SQLite format 3\0';
const KEY_BYTES = 32;
const BUSY_TIMEOUT_MS = 2_000;

/** `nativeBinding`: path of the `.node` file where it does not lie beside the module (a packaged app unpacks it). */
export interface DatabaseDriverOptions {
  readonly nativeBinding?: string;
}

function known(error: unknown): Failure {
  const found = databaseFailure(error, true);
  if (found === null) throw error;
  return found;
}

/** Looks at a file before SQLite does: what is empty or not encrypted must never be taken for a store. */
function inspect(path: string): Result<void> {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return fail('STORE_UNWRITABLE', { cause: 'missing' });
    return { ok: false, failure: known(error) };
  }
  try {
    if (!fstatSync(descriptor).isFile()) return fail('STORE_UNWRITABLE', { cause: 'not-a-file' });
    const head = Buffer.alloc(PLAIN_HEADER.length);
    const length = readSync(descriptor, head, 0, head.length, 0);
    if (length < head.length) return fail('STORE_DAMAGED', { cause: 'empty' });
    if (head.toString('latin1') === PLAIN_HEADER) return fail('STORE_DAMAGED', { cause: 'not-encrypted' });
    return ok(undefined);
  } finally {
    closeSync(descriptor);
  }
}

function keyed(path: string, key: Uint8Array, options: DatabaseDriverOptions): Database.Database {
  const database = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS, ...options });
  try {
    // Cipher first, then the key, then everything else: the first read fixes how pages are decoded.
    // SQLCipher 4 format, so the file can be rescued with the stock sqlcipher tool. The data key is 32 random
    // bytes, therefore given raw: deriving it again would cost time and add nothing.
    database.pragma("cipher='sqlcipher'");
    database.pragma('legacy=4');
    database.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    database.pragma('journal_mode=WAL');
    // This build falls back to NORMAL under WAL unless told on every open; NORMAL loses commits at power loss.
    database.pragma('synchronous=FULL');
    database.pragma('temp_store=MEMORY');
    database.pragma('secure_delete=ON');
    database.pragma('foreign_keys=ON');
    database.pragma('trusted_schema=OFF');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes the file (0600, refused where one lies already), gives it its first encrypted page and closes it again. */
function create(path: string, key: Uint8Array, options: DatabaseDriverOptions): Result<void> {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    const database = keyed(path, key, options);
    database.close();
    return ok(undefined);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return fail('STORE_UNWRITABLE', { cause: 'exists' });
    return { ok: false, failure: known(error) };
  }
}

function openKeyed(
  { path, key, log }: { path: string; key: Uint8Array; log: SqlConnection['log'] },
  options: DatabaseDriverOptions,
): Result<SqlConnection> {
  try {
    return ok(connectionOver(keyed(path, key, options), log));
  } catch (error) {
    return { ok: false, failure: known(error) };
  }
}

export function createDatabaseDriver(options: DatabaseDriverOptions = {}): DatabaseDriver {
  return {
    open({ path, key, create: creating, alongside = false }): Result<SqlConnection> {
      if (key.length !== KEY_BYTES) throw new RangeError(`the data key has ${KEY_BYTES} bytes`);
      // A look would open and close the file, and so drop the locks of the connection that is there.
      if (alongside) return openKeyed({ path, key, log: 'whole' }, options);
      if (creating) {
        const made = create(path, key, options);
        if (!made.ok) return made;
      }
      // Read before SQLite holds the file: closing any descriptor of a file drops this process's POSIX locks on it.
      const looked = inspect(path);
      if (!looked.ok) return looked;
      let log: LogVerdict;
      try {
        // Before SQLite has a chance to write the log's pages into the file.
        log = examineLog(path, key);
      } catch (error) {
        return { ok: false, failure: known(error) };
      }
      if (log === 'wrong-key') return fail('STORE_WRONG_KEY', { cause: 'log' });
      if (log === 'damaged' || log === 'foreign') return fail('STORE_DAMAGED', { cause: 'log' });
      return openKeyed({ path, key, log }, options);
    },

    lock(path) {
      try {
        const database = new Database(path, { timeout: 0, ...options });
        try {
          database.exec('BEGIN EXCLUSIVE');
        } catch (error) {
          database.close();
          throw error;
        }
        return ok({ release: () => void database.close() });
      } catch (error) {
        return { ok: false, failure: known(error) };
      }
    },
  };
}

export const databaseDriver: DatabaseDriver = createDatabaseDriver();
