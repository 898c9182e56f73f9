import type Database from 'better-sqlite3';
import { FailureError } from '../../main/contract/failures/failure';
import type { SqlConnection, SqlValue } from '../../main/contract/ports/database';
import { databaseFailure } from './failures';

/** Errors of the disk and the file leave as `FailureError`; a programmer's error leaves as it came. */
function passing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const known = databaseFailure(error, false);
    throw known === null ? error : new FailureError(known);
  }
}

/** One open, keyed connection behind the port. Statements are prepared once and kept. */
export function connectionOver(database: Database.Database, log: SqlConnection['log']): SqlConnection {
  const prepared = new Map<string, Database.Statement<SqlValue[]>>();

  function statement(sql: string): Database.Statement<SqlValue[]> {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = database.prepare<SqlValue[]>(sql);
    prepared.set(sql, fresh);
    return fresh;
  }

  /** `get` and `all` are what a reader has: a statement that writes is refused there, RETURNING or not. */
  function query(sql: string): Database.Statement<SqlValue[]> {
    const found = statement(sql);
    if (!found.readonly) throw new Error('a query may not write');
    return found;
  }

  return {
    log,
    get: <Row>(sql: string, ...params: SqlValue[]) =>
      passing(() => query(sql).get(...params) as Row | undefined),
    all: <Row>(sql: string, ...params: SqlValue[]) => passing(() => query(sql).all(...params) as Row[]),
    run: (sql, ...params) => passing(() => statement(sql).run(...params).changes),
    exec: (sql) => passing(() => void database.exec(sql)),
    pragma: (text) => passing(() => database.pragma(text, { simple: true })),
    close: () => passing(() => void database.close()),
  };
}
