import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SqlConnection } from '../../main/contract/ports/database';
import { migrate } from '../../main/core/store/migrate';
import { foundation } from '../../main/core/store/migrations/0010-foundation';
import { databaseDriver } from '../../native/database';
import { code, freshStore, KEY, temporaryDir, tryStore, value, withFile } from '../unit/core/store/profile';

const RELEASED = readFileSync(join(import.meta.dirname, '../../fixtures/store/v0010.sql'), 'utf8');
const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const SHA = 'a'.repeat(64);

function emptyFile(dir: string): SqlConnection {
  return value(databaseDriver.open({ path: join(dir, 'hall.db'), key: KEY, create: true }));
}

function built(): SqlConnection {
  const file = emptyFile(temporaryDir());
  value(migrate(file, [foundation], 1));
  return file;
}

/** Every object of the schema as SQLite keeps it, by kind and name: the form of fixtures/store/v*.sql. */
function schemaDump(file: SqlConnection): string {
  const rows = file.all<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
     ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name`,
  );
  return rows.map((row) => `${row.sql};\n`).join('\n');
}

describe('0010-foundation', () => {
  it('builds from nothing what was released as version 10', () => {
    const file = built();
    expect(schemaDump(file)).toBe(RELEASED);
    file.close();
  });

  it('has only STRICT tables, and no id that is not TEXT', () => {
    const file = built();
    const tables = file.all<{ name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`,
    );
    expect(tables.map((table) => table.name).sort()).toEqual([
      'acknowledgement',
      'audit_line',
      'case_file',
      'clerk_verifier',
      'parcel',
      'receipt',
      'receipt_counter',
      'schema_migration',
      'station_secret',
    ]);
    expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
    for (const { name } of tables) {
      const ids = file
        .all<{ name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)', name)
        .filter((column) => column.name === 'id' || column.name.endsWith('_id'));
      expect(ids.filter((column) => column.type !== 'TEXT')).toEqual([]);
    }
    file.close();
  });

  it.each([
    [
      'a case without a proper id',
      `INSERT INTO case_file VALUES ('1', 'Identifying', 'c', NULL, '{}', 1, 1, NULL)`,
    ],
    [
      'a case whose body is no JSON',
      `INSERT INTO case_file VALUES ('${ID}', 'Identifying', 'c', NULL, '{', 1, 1, NULL)`,
    ],
    [
      'a receipt whose PDF is not of its size',
      `INSERT INTO receipt VALUES ('${ID}', '${ID}', 'n', 1, 1, '${SHA}', 5, '{}', x'25504446')`,
    ],
    [
      'a receipt with a hash in capitals',
      `INSERT INTO receipt VALUES ('${ID}', '${ID}', 'n', 1, 1, '${'A'.repeat(64)}', 4, '{}', x'25504446')`,
    ],
    ['a parcel in a state that is none', `UPDATE parcel SET state = 'lost'`],
    ['a parcel leased until nobody knows when', `UPDATE parcel SET state = 'leased'`],
    ['a parcel to be sent without its bytes', 'UPDATE parcel SET body = NULL'],
    ['a delivered parcel that keeps its bytes', `UPDATE parcel SET state = 'acknowledged'`],
    [
      'a second parcel for a receipt',
      `INSERT INTO parcel SELECT NULL, '${OTHER}', receipt_id, lane, state, 0, 1, 1, NULL, '', body FROM parcel`,
    ],
    ['a parcel of no receipt', `UPDATE parcel SET receipt_id = '${OTHER}'`],
    ['a receipt taken from under its parcel', 'DELETE FROM receipt'],
    [
      'an acknowledgement of no parcel',
      `INSERT INTO acknowledgement VALUES ('${ID}', '${OTHER}', 'SD', 1, 1, 0)`,
    ],
    ['a counter that went below nought', `INSERT INTO receipt_counter VALUES ('a', -1)`],
    [
      'a clerk of another rank',
      `INSERT INTO clerk_verifier VALUES ('a', 'b', 'mayor', zeroblob(16), zeroblob(32), '{}', 1)`,
    ],
    ['an empty secret', `INSERT INTO station_secret VALUES ('seal', x'')`],
  ])('refuses %s', (_what, sql) => {
    const file = built();
    file.exec(`INSERT INTO receipt VALUES ('${ID}', '${ID}', '鲁-1', 1, 1, '${SHA}', 4, '{}', x'25504446')`);
    file.exec(
      `INSERT INTO parcel VALUES (NULL, '${ID}', '${ID}', 'cases', 'waiting', 0, 1, 1, NULL, '', x'7b7d')`,
    );
    expect(() => file.exec(sql)).toThrow(/constraint failed/);
    file.close();
  });

  it('keeps audit lines as they are and in order', () => {
    const file = built();
    const line = (seq: number) =>
      `INSERT INTO audit_line VALUES (${seq}, 1, 'a', 'sign-in', NULL, '{}', '${SHA}', '${SHA}')`;
    file.exec(line(1));
    expect(() => file.exec(line(3))).toThrow('follow each other');
    expect(() => file.exec(line(1).replace('INSERT', 'INSERT OR REPLACE'))).toThrow('follow each other');
    expect(() => file.exec(`UPDATE audit_line SET actor = 'b'`)).toThrow('never changed');
    expect(() => file.exec('DELETE FROM audit_line')).toThrow('never removed');
    file.close();
  });

  it('finds the open cases, a lane’s head and a case’s audit lines through their indexes', () => {
    const file = built();
    const plan = (sql: string) =>
      file
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .map((row) => row.detail)
        .join(' | ');
    expect(plan('SELECT * FROM case_file WHERE closed_at IS NULL ORDER BY updated_at')).toContain(
      'USING INDEX case_file_open',
    );
    expect(
      plan(
        `SELECT min(seq) FROM parcel INDEXED BY parcel_open WHERE state IN ('waiting', 'leased', 'later') AND lane = 'a'`,
      ),
    ).toMatch(/SEARCH parcel USING (COVERING )?INDEX parcel_open/);
    expect(plan(`SELECT * FROM audit_line WHERE case_id = 'a' ORDER BY seq DESC`)).toContain(
      'USING INDEX audit_line_case',
    );
    file.close();
  });
});

describe('a store of version 10', () => {
  it('is opened by today’s release, with what is in it, and has today’s schema', () => {
    const dir = temporaryDir();
    const old = emptyFile(dir);
    old.exec(RELEASED);
    old.exec(
      `INSERT INTO schema_migration VALUES (10, 'foundation', 1790000000000); PRAGMA user_version = 10`,
    );
    old.exec(`INSERT INTO receipt VALUES ('${ID}', '${ID}', '鲁-1', 1, 1, '${SHA}', 4, '{}', x'25504446')`);
    old.close();
    const store = freshStore(dir);
    expect(store.read.all('SELECT number FROM receipt')).toEqual([{ number: '鲁-1' }]);
    expect(store.read.all('SELECT id, hex(pdf) AS pdf FROM receipt')).toEqual([{ id: ID, pdf: '25504446' }]);
    store.close();
    const freshDir = temporaryDir();
    freshStore(freshDir).close();
    expect(withFile(dir, schemaDump)).toBe(withFile(freshDir, schemaDump));
  });

  it('is refused where its history is missing', () => {
    const dir = temporaryDir();
    const old = emptyFile(dir);
    old.exec(`${RELEASED} PRAGMA user_version = 10`);
    old.close();
    expect(code(tryStore(dir))).toBe('STORE_DAMAGED');
  });
});
