import { FailureError } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import type { SqlConnection, SqlReader, SqlTx, Store } from '../../contract/ports/database';
import type { Log } from '../../contract/ports/log';
import { storeOver } from './transaction';

/** A log belongs to the file: without it, something is missing. */
const LOGGED = 'logged';
/** The log was missing, or its last transaction hurt, and nobody has drawn the conclusions yet. */
const LOST = 'log-lost';

const SET_LOGGED = `INSERT OR REPLACE INTO store_mark (name, value, at) VALUES ('${LOGGED}', '', 0)`;
const SET = 'INSERT OR REPLACE INTO store_mark (name, value, at) VALUES (?, ?, ?)';
const CLEAR = 'DELETE FROM store_mark WHERE name = ?';

function has(reader: SqlReader, name: string): boolean {
  return reader.get('SELECT 1 FROM store_mark WHERE name = ?', name) !== undefined;
}

function hasMarks(reader: SqlReader): boolean {
  return reader.get(`SELECT 1 FROM sqlite_schema WHERE name = 'store_mark'`) !== undefined;
}

/** What was found out about the log has to outlast it. */
export function carryMark(connection: SqlConnection): void {
  if (!hasMarks(connection)) return;
  if (connection.log === 'whole') connection.run(CLEAR, LOGGED);
  if (connection.log === 'doubtful') connection.run(SET_LOGGED);
}

/**
 * For who opens the store's file for something else and closes it again: closing removes the log. A disk too sick to take the
 * mark over may cost a false word of missing records.
 */
export function closeCarrying(connection: SqlConnection): void {
  try {
    carryMark(connection);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  } finally {
    connection.close();
  }
}

/** For a copy, which is whole without any log. */
export function clearLogMarks(connection: SqlConnection): void {
  for (const name of [LOGGED, LOST]) connection.run(CLEAR, name);
}

/** Whether records of the last run may be missing, until somebody has drawn the conclusions. */
export function logWasLost(reader: SqlReader): boolean {
  return has(reader, LOST);
}

export function clearLogLost(tx: SqlTx): void {
  tx.run(CLEAR, LOST);
}

/** False where the disk would not have it: committed it is all the same, and the next transaction tries again. */
function intoFile(connection: SqlConnection, log: Log): boolean {
  try {
    return connection.pragma('wal_checkpoint(FULL)') === 0;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    log.warn('store', 'mark not in the file', { code: error.failure.code });
    return false;
  }
}

/**
 * Has it in the file that records of the last run may be missing. To be asked before anything is written: the next log looks whole,
 * and a kill would leave nothing else to tell by. Once more after a migration that makes the marks' table.
 */
export function noteLoss(connection: SqlConnection, { clock, log }: { clock: Clock; log: Log }): void {
  if (!hasMarks(connection) || has(connection, LOST)) return;
  if (connection.log !== 'doubtful' && !(connection.log === 'none' && has(connection, LOGGED))) return;
  log.warn('store', 'records of the last run may be missing', { log: connection.log });
  storeOver(connection).transaction((tx) => {
    tx.run(SET_LOGGED);
    tx.run(SET, LOST, connection.log, clock.now());
  });
  intoFile(connection, log);
}

export interface KeptLog extends Store {
  /** Takes the mark away: what is in the log now will be in the file before the log goes. */
  settle(): void;
  /** Moves everything from the log into the file. */
  empty(): void;
  /** Has the mark in the file, as any transaction does. */
  mark(): void;
}

/**
 * SQLite says nothing where a write-ahead log was taken away: what was committed into it is gone. So the file itself says that
 * a log belongs to it. The mark is in the file before anybody hears that the first transaction after an emptied log is
 * committed, and goes with the next emptying. Kills leave file and log as they are at every step in between; only the
 * mark without a log says that something is missing.
 * `mayWait`: nobody else reads the file just now, whom SQLite would wait for.
 */
export function createKeptLog(
  connection: SqlConnection,
  { log, mayWait }: { log: Log; mayWait: () => boolean },
): KeptLog {
  const store = storeOver(connection);
  let isMarked = has(connection, LOGGED);
  let isInFile = false;

  function transaction<T>(work: (tx: SqlTx) => T): T {
    if (isInFile) return store.transaction(work);
    const value = store.transaction((tx) => {
      const done = work(tx);
      if (!isMarked) tx.run(SET_LOGGED);
      return done;
    });
    isMarked = true;
    if (mayWait()) isInFile = intoFile(connection, log);
    return value;
  }

  /** False where the disk would not have it. */
  function settle(): boolean {
    isInFile = false;
    if (!isMarked) return true;
    try {
      store.transaction((tx) => tx.run(CLEAR, LOGGED));
      isMarked = false;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      log.warn('store', 'mark not taken away', { code: error.failure.code });
    }
    return !isMarked;
  }

  const moveIn = () => void connection.pragma('wal_checkpoint(TRUNCATE)');

  return {
    read: store.read,
    transaction,
    settle,
    empty() {
      const isSettled = settle();
      moveIn();
      // On a full disk the emptied log has made room. A kill before it is used costs a false word of missing records.
      if (!isSettled && settle()) moveIn();
    },
    mark() {
      if (!isInFile) transaction(() => undefined);
    },
  };
}
