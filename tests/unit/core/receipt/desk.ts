import Database from 'better-sqlite3';
import type { SqlReader, SqlTx, SqlValue } from '../../../../main/contract/ports/database';

/** The tables that receipt writes, in a database of their own; every statement stands for a transaction. */
export function createDesk(): SqlReader & SqlTx {
  const database = new Database(':memory:');
  database.exec(`
    CREATE TABLE station_secret (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT;
    CREATE TABLE receipt_counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT;
    CREATE TABLE receipt (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL UNIQUE, number TEXT NOT NULL,
      item_seq INTEGER NOT NULL, sealed_at INTEGER NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
      facts TEXT NOT NULL CHECK (json_valid(facts)), pdf BLOB
    ) STRICT;
  `);
  return {
    get: <Row>(sql: string, ...params: SqlValue[]) => database.prepare(sql).get(...params) as Row | undefined,
    all: <Row>(sql: string, ...params: SqlValue[]) => database.prepare(sql).all(...params) as Row[],
    run: (sql: string, ...params: SqlValue[]) => database.prepare(sql).run(...params).changes,
  } as SqlReader & SqlTx;
}
