import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../../main/contract/failures/failure';
import type { SqlConnection } from '../../../../main/contract/ports/database';
import { createDatabaseDriver, databaseDriver } from '../../../../native/database';
import { code, KEY, temporaryDir, value } from '../../core/store/profile';

const SECRET = '山东省济南市历下区-known-value-370102';
const OTHER_KEY = new Uint8Array(32).fill(9);

function failureOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return 'ok';
}

function filled(path: string): SqlConnection {
  const connection = value(databaseDriver.open({ path, key: KEY, create: true }));
  connection.exec('CREATE TABLE note (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  for (let at = 0; at < 200; at += 1)
    connection.run('INSERT INTO note (body) VALUES (?)', `${SECRET} ${'x'.repeat(200)}`);
  return connection;
}

describe('database driver', () => {
  it('gives back what was written, bytes and numbers alike', () => {
    const connection = value(
      databaseDriver.open({ path: join(temporaryDir(), 'a.db'), key: KEY, create: true }),
    );
    connection.exec('CREATE TABLE t (id TEXT PRIMARY KEY, at INTEGER NOT NULL, body BLOB) STRICT');
    const body = new Uint8Array([0, 255, 7]);
    expect(connection.run('INSERT INTO t VALUES (?, ?, ?)', '000123', 1_790_000_000_123, body)).toBe(1);
    const row = connection.get<{ id: string; at: number; body: Uint8Array }>(
      'SELECT * FROM t WHERE id = ?',
      '000123',
    );
    expect({ ...row, body: [...(row?.body ?? [])] }).toEqual({
      id: '000123',
      at: 1_790_000_000_123,
      body: [0, 255, 7],
    });
    expect(connection.all('SELECT id FROM t')).toEqual([{ id: '000123' }]);
    expect(connection.get('SELECT id FROM t WHERE id = ?', 'none')).toBeUndefined();
    connection.close();
  });

  it('is durable and hardened on every open, also after a write', () => {
    const path = join(temporaryDir(), 'a.db');
    filled(path).close();
    const connection = value(databaseDriver.open({ path, key: KEY, create: false }));
    connection.run('INSERT INTO note (body) VALUES (?)', 'one more');
    const names = [
      'journal_mode',
      'synchronous',
      'temp_store',
      'secure_delete',
      'foreign_keys',
      'trusted_schema',
    ];
    expect(names.map((name) => connection.pragma(name))).toEqual(['wal', 2, 2, 1, 1, 0]);
    connection.close();
  });

  it('leaves no known value in the file, its log or its index', () => {
    const path = join(temporaryDir(), 'a.db');
    const connection = filled(path);
    const files = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file));
    expect(files).toContain(`${path}-wal`);
    for (const file of files) {
      const bytes = readFileSync(file);
      expect(bytes.includes(SECRET)).toBe(false);
      expect(bytes.includes('CREATE TABLE')).toBe(false);
    }
    connection.close();
    expect(readFileSync(path).subarray(0, 16).toString('latin1')).not.toBe('SQLite format 3\0');
    expect(readFileSync(path).includes('known-value')).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is a standard SQLCipher 4 file: another reader with the raw key opens it', () => {
    const path = join(temporaryDir(), 'a.db');
    filled(path).close();
    const reader = new Database(path, { readonly: true });
    reader.pragma("cipher='sqlcipher'");
    reader.pragma('legacy=4');
    reader.pragma(`key="x'${Buffer.from(KEY).toString('hex')}'"`);
    expect(reader.prepare('SELECT count(*) AS rows FROM note').get()).toEqual({ rows: 200 });
    reader.close();
  });

  it('refuses a wrong key', () => {
    const path = join(temporaryDir(), 'a.db');
    filled(path).close();
    const before = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(code(databaseDriver.open({ path, key: OTHER_KEY, create: false }))).toBe('STORE_WRONG_KEY');
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(before);
  });

  it('never makes a missing file by opening it, nor a present one anew by creating it', () => {
    const path = join(temporaryDir(), 'a.db');
    expect(databaseDriver.open({ path, key: KEY, create: false })).toMatchObject({
      failure: { code: 'STORE_UNWRITABLE', details: { cause: 'missing' } },
    });
    expect(existsSync(path)).toBe(false);
    filled(path).close();
    expect(databaseDriver.open({ path, key: KEY, create: true })).toMatchObject({
      failure: { code: 'STORE_UNWRITABLE', details: { cause: 'exists' } },
    });
    const connection = value(databaseDriver.open({ path, key: KEY, create: false }));
    expect(connection.get('SELECT count(*) AS rows FROM note')).toEqual({ rows: 200 });
    connection.close();
  });

  it('refuses a plain SQLite file put in place, and leaves it as it is', () => {
    const path = join(temporaryDir(), 'a.db');
    const plain = new Database(path);
    plain.exec('CREATE TABLE t (a)');
    plain.close();
    const before = readFileSync(path);
    expect(databaseDriver.open({ path, key: KEY, create: false })).toMatchObject({
      failure: { code: 'STORE_DAMAGED', details: { cause: 'not-encrypted' } },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a zero-length file and a cut one', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'empty.db'), '');
    expect(code(databaseDriver.open({ path: join(dir, 'empty.db'), key: KEY, create: false }))).toBe(
      'STORE_DAMAGED',
    );
    filled(join(dir, 'a.db')).close();
    const bytes = readFileSync(join(dir, 'a.db'));
    writeFileSync(join(dir, 'cut.db'), bytes.subarray(0, bytes.length - 5_000));
    const opened = databaseDriver.open({ path: join(dir, 'cut.db'), key: KEY, create: false });
    const seen = opened.ok ? failureOf(() => opened.value.all('SELECT * FROM note')) : opened.failure.code;
    expect(seen).toBe('STORE_DAMAGED');
  });

  it('notices every flipped byte of the file, wherever it lies', () => {
    const dir = temporaryDir();
    filled(join(dir, 'a.db')).close();
    const bytes = readFileSync(join(dir, 'a.db'));
    const path = join(dir, 'flipped.db');
    for (const offset of [
      0,
      15,
      16,
      100,
      4_095,
      4_096,
      4_200,
      8_191,
      bytes.length - 4_000,
      bytes.length - 1,
    ]) {
      const flipped = Buffer.from(bytes);
      flipped[offset] = (flipped[offset] ?? 0) ^ 1;
      writeFileSync(path, flipped);
      const opened = databaseDriver.open({ path, key: KEY, create: false });
      const seen = opened.ok ? failureOf(() => opened.value.all('SELECT * FROM note')) : opened.failure.code;
      expect([offset, seen]).toEqual([offset, offset < 4_096 ? 'STORE_WRONG_KEY' : 'STORE_DAMAGED']);
      if (opened.ok) opened.value.close();
    }
  });

  it('keeps every earlier commit when the end of the log is torn off', () => {
    const dir = temporaryDir();
    const connection = filled(join(dir, 'a.db'));
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.run('INSERT INTO note (body) VALUES (?)', 'kept');
    const kept = statSync(join(dir, 'a.db-wal')).size;
    connection.run('INSERT INTO note (body) VALUES (?)', 'torn');
    copyFileSync(join(dir, 'a.db'), join(dir, 'b.db'));
    const log = readFileSync(join(dir, 'a.db-wal'));
    expect(log.length).toBeGreaterThan(kept);
    writeFileSync(join(dir, 'b.db-wal'), log.subarray(0, log.length - 7));
    connection.close();

    const after = value(databaseDriver.open({ path: join(dir, 'b.db'), key: KEY, create: false }));
    expect(after.all('SELECT body FROM note WHERE seq > 200')).toEqual([{ body: 'kept' }]);
    expect(after.pragma('integrity_check')).toBe('ok');
    after.close();
  });

  it('says disk full, undoes the transaction and goes on working', () => {
    const connection = filled(join(temporaryDir(), 'a.db'));
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count')) + 2}`);
    connection.exec('BEGIN IMMEDIATE');
    expect(failureOf(() => connection.run('INSERT INTO note (body) VALUES (?)', 'y'.repeat(100_000)))).toBe(
      'STORE_DISK_FULL',
    );
    try {
      connection.exec('ROLLBACK');
    } catch {
      // rolled back by SQLite itself
    }
    expect(connection.get('SELECT count(*) AS rows FROM note')).toEqual({ rows: 200 });
    connection.close();
  });

  it('says unwritable for a folder in the file’s place', () => {
    const dir = temporaryDir();
    mkdirSync(join(dir, 'a.db'));
    expect(code(databaseDriver.open({ path: join(dir, 'a.db'), key: KEY, create: false }))).toBe(
      'STORE_UNWRITABLE',
    );
    expect(code(databaseDriver.open({ path: join(dir, 'none', 'a.db'), key: KEY, create: true }))).toBe(
      'STORE_UNWRITABLE',
    );
  });

  it('lets no reader write, not even through RETURNING', () => {
    const connection = filled(join(temporaryDir(), 'a.db'));
    expect(() => connection.get('DELETE FROM note RETURNING seq')).toThrow('a query may not write');
    expect(() => connection.all('UPDATE note SET body = ? RETURNING seq', '')).toThrow(
      'a query may not write',
    );
    expect(connection.get('SELECT count(*) AS rows FROM note')).toEqual({ rows: 200 });
    connection.close();
  });

  it('passes a broken constraint on as the programmer’s error it is', () => {
    const connection = filled(join(temporaryDir(), 'a.db'));
    expect(() => connection.run('INSERT INTO note (body) VALUES (?)', null)).toThrow(Database.SqliteError);
    connection.close();
  });

  it('loads the binary it is pointed at', () => {
    const driver = createDatabaseDriver({ nativeBinding: join(temporaryDir(), 'nowhere.node') });
    expect(() => driver.lock(join(temporaryDir(), 'profile.lock'))).toThrow(/nowhere\.node/);
    const binding = join(
      import.meta.dirname,
      `../../../../node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
    );
    const pointed = createDatabaseDriver({ nativeBinding: binding });
    const connection = value(pointed.open({ path: join(temporaryDir(), 'a.db'), key: KEY, create: true }));
    expect(connection.get('SELECT 1 AS one')).toEqual({ one: 1 });
    connection.close();
  });

  it('locks once, and again after release', () => {
    const path = join(temporaryDir(), 'profile.lock');
    const first = value(databaseDriver.lock(path));
    expect(code(databaseDriver.lock(path))).toBe('STORE_IN_USE');
    first.release();
    value(databaseDriver.lock(path)).release();
    expect(statSync(path).size).toBe(0);
  });
});
