import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../main/contract/failures/failure';
import type { DatabaseDriver } from '../../../../main/contract/ports/database';
import { appendAudit, verifyAudit } from '../../../../main/core/audit';
import { createLog, silentLog, systemClock, systemIds } from '../../../../main/core/base';
import { openKeyring, openStore, passphraseVault } from '../../../../main/core/store';
import { MIGRATIONS } from '../../../../main/core/store/migrations';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { startWriter } from './child/spawn';
import { code, freshStore, KEY, temporaryDir, tryStore, value, withFile } from './profile';

const OTHER_KEY = new Uint8Array(32).fill(9);

function put(store: ReturnType<typeof freshStore>, name: string, text: string): void {
  store.transaction((tx) => tx.run('INSERT INTO station_secret VALUES (?, ?)', name, Buffer.from(text)));
}

describe('opening the store', () => {
  it('makes the profile on first use and finds it again', () => {
    const dir = join(temporaryDir(), 'profiles', 'window-3');
    const first = freshStore(dir);
    put(first, 'a', 'b');
    expect(first.schemaVersion).toBe(MIGRATIONS.at(-1)?.number);
    first.close();
    expect(readdirSync(dir).sort()).toEqual(['hall.db', 'profile.lock']);
    expect(statSync(join(dir, 'hall.db')).mode & 0o777).toBe(0o600);
    const again = freshStore(dir);
    expect(again.read.all('SELECT name FROM station_secret')).toEqual([{ name: 'a' }]);
  });

  it('logs what it did without a path', () => {
    const lines: string[] = [];
    const dir = temporaryDir();
    const log = createLog({ write: (line) => lines.push(line) });
    const store = value(
      openStore({ driver: databaseDriver, dir, key: KEY, clock: systemClock, log, startBackup }),
    );
    openStore({ driver: databaseDriver, dir, key: KEY, clock: systemClock, log, startBackup });
    store.close();
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      'store-opened',
      'store-refused',
      'store-closed',
    ]);
    expect(lines.join('')).not.toContain(dir);
  });

  it('leaves no known value in any file of the profile', () => {
    const dir = temporaryDir();
    const store = freshStore(dir);
    for (let at = 0; at < 50; at += 1) put(store, `secret-${at}`, `known value ${at} 历下区`);
    const raw = () => Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))));
    expect(statSync(join(dir, 'hall.db-wal')).size).toBeGreaterThan(0);
    expect(raw().includes('known value')).toBe(false);
    expect(raw().includes('历下区')).toBe(false);
    store.checkpoint();
    expect(statSync(join(dir, 'hall.db-wal')).size).toBe(0);
    expect(raw().includes('known value')).toBe(false);
  });

  it('refuses a wrong key and stays usable with the right one', () => {
    const dir = temporaryDir();
    freshStore(dir).close();
    expect(code(tryStore(dir, OTHER_KEY))).toBe('STORE_WRONG_KEY');
    freshStore(dir);
  });

  it('calls a broken header damage where the keyring proves the key', async () => {
    const dir = temporaryDir();
    const key = value(
      await openKeyring({
        dir,
        vaults: [passphraseVault('泉城路一号窗口', { ids: systemIds })],
        ids: systemIds,
        clock: systemClock,
      }),
    );
    value(tryStore(dir, key)).close();
    const bytes = readFileSync(join(dir, 'hall.db'));
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(join(dir, 'hall.db'), bytes);
    expect(code(tryStore(dir, key))).toBe('STORE_DAMAGED');
    expect(code(tryStore(dir, OTHER_KEY))).toBe('STORE_WRONG_KEY');
  });

  it('refuses a plain file, an empty file and a file of noise in its place, and touches none of them', () => {
    const dir = temporaryDir();
    freshStore(dir).close();
    const path = join(dir, 'hall.db');

    rmSync(path);
    const plain = new Database(path);
    plain.exec('CREATE TABLE t (a)');
    plain.close();
    const before = readFileSync(path);
    expect(code(tryStore(dir))).toBe('STORE_DAMAGED');
    expect(readFileSync(path).equals(before)).toBe(true);

    writeFileSync(path, '');
    expect(code(tryStore(dir))).toBe('STORE_DAMAGED');
    expect(statSync(path).size).toBe(0);

    writeFileSync(path, Buffer.alloc(8_192, 'x'));
    expect(code(tryStore(dir))).toBe('STORE_WRONG_KEY');
  });

  it('does not hide a database that was taken away behind a new one', () => {
    const dir = temporaryDir();
    freshStore(dir).close();
    writeFileSync(join(dir, 'hall.db-wal'), 'what had not been moved over');
    rmSync(join(dir, 'hall.db'));
    expect(code(tryStore(dir))).toBe('STORE_DAMAGED');
    expect(existsSync(join(dir, 'hall.db'))).toBe(false);
  });

  it('starts over from a first use that was killed half-way', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'hall.db.new'), 'half a file');
    writeFileSync(join(dir, 'hall.db.new-wal'), 'half a log');
    const store = freshStore(dir);
    expect(store.schemaVersion).toBe(MIGRATIONS.at(-1)?.number);
    expect(readdirSync(dir).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('says unwritable where the folder is a file', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'profile'), '');
    expect(code(tryStore(join(dir, 'profile')))).toBe('STORE_UNWRITABLE');
  });

  it('refuses a disk that is not asked to be durable', () => {
    const dir = temporaryDir();
    const careless: DatabaseDriver = {
      ...databaseDriver,
      open(options) {
        const opened = databaseDriver.open(options);
        if (opened.ok) opened.value.pragma('synchronous=NORMAL');
        return opened;
      },
    };
    const opened = openStore({
      driver: careless,
      dir,
      key: KEY,
      clock: systemClock,
      log: silentLog,
      startBackup,
    });
    expect(opened).toMatchObject({
      failure: { code: 'STORE_NOT_DURABLE', details: { synchronous: 1, journal: 'wal' } },
    });
    freshStore(dir);
  });

  it('passes the driver’s failure on and gives the profile free', () => {
    const dir = temporaryDir();
    const broken: DatabaseDriver = {
      ...databaseDriver,
      open: (options) => {
        const opened = value(databaseDriver.open(options));
        opened.close();
        return ok(opened);
      },
    };
    expect(() =>
      openStore({ driver: broken, dir, key: KEY, clock: systemClock, log: silentLog, startBackup }),
    ).toThrow();
    freshStore(dir);
  });
});

describe('one process at a time', () => {
  it('says in use to a second opening and lets it in after closing', () => {
    const dir = temporaryDir();
    const first = freshStore(dir);
    expect(code(tryStore(dir))).toBe('STORE_IN_USE');
    put(first, 'still', 'working');
    first.close();
    freshStore(dir);
  });

  it('keeps a second process out even after this one has read the database file by other means', async () => {
    const dir = temporaryDir();
    freshStore(dir);
    readFileSync(join(dir, 'hall.db'));
    const { lines, ended } = startWriter(dir);
    expect((await lines.next()).value).toBe('STORE_IN_USE');
    await ended;
  });

  it('survives kill -9 of the holder: no stale lock, every commit there, the chain whole', async () => {
    const dir = temporaryDir();
    freshStore(dir).close();
    let last = '';
    for (let round = 0; round < 3; round += 1) {
      const { child, lines, ended } = startWriter(dir);
      expect((await lines.next()).value).toBe('open');
      expect(code(tryStore(dir))).toBe('STORE_IN_USE');
      for (let seen = 0; seen < 40; seen += 1) last = String((await lines.next()).value);
      child.kill('SIGKILL');
      await ended;
      for (let rest = await lines.next(); rest.done !== true; rest = await lines.next()) last = rest.value;
    }
    const store = freshStore(dir);
    const [seq, hash] = last.split(' ');
    const verdict = verifyAudit(store.read, { knownHeads: [String(hash)] });
    expect(verdict).toMatchObject({ brokenAt: null, why: null });
    expect(verdict.lines).toBeGreaterThanOrEqual(Number(seq));
    expect(verdict.lines).toBeGreaterThanOrEqual(120);
  });

  it('names a lock file somebody wrote into', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'profile.lock'), 'x'.repeat(4_096));
    expect(tryStore(dir)).toMatchObject({
      failure: { code: 'STORE_DAMAGED', details: { cause: 'lock-file' } },
    });
  });
});

describe('transactions', () => {
  it('keeps all or nothing', () => {
    const store = freshStore();
    expect(() =>
      store.transaction((tx) => {
        tx.run('INSERT INTO receipt_counter VALUES (?, 1)', 'a');
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(store.read.all('SELECT * FROM receipt_counter')).toEqual([]);
    expect(store.transaction((tx) => tx.run('INSERT INTO receipt_counter VALUES (?, 1)', 'a'))).toBe(1);
  });

  it('rolls everything back when the last of three tables refuses', () => {
    const store = freshStore();
    expect(() =>
      store.transaction((tx) => {
        appendAudit(tx, { actor: 'w1', action: 'sign-in', caseId: null, facts: {} }, { clock: systemClock });
        tx.run('INSERT INTO receipt_counter VALUES (?, 1)', 'a');
        tx.run('INSERT INTO receipt_counter VALUES (?, ?)', 'b', -1);
      }),
    ).toThrow(/CHECK/);
    expect(store.read.get('SELECT count(*) AS lines FROM audit_line')).toEqual({ lines: 0 });
    store.transaction((tx) => tx.run('INSERT INTO receipt_counter VALUES (?, 1)', 'a'));
  });

  it('refuses to nest, to wait, and to be used after its end', () => {
    const store = freshStore();
    expect(() => store.transaction(() => store.transaction(() => 1))).toThrow('do not nest');
    expect(() => store.transaction(async () => 1)).toThrow('does not wait');
    const escaped = store.transaction((tx) => tx);
    expect(() => escaped.run('DELETE FROM receipt_counter')).toThrow('over');
    expect(store.transaction((tx) => tx.get('SELECT 1 AS one'))).toEqual({ one: 1 });
  });

  it('lets a reader read only', () => {
    const store = freshStore();
    expect(() => store.read.all('DELETE FROM receipt_counter RETURNING name')).toThrow('may not write');
  });

  it('keeps an 18-digit number with leading zeros as it is and refuses a number in a text column’s place', () => {
    const store = freshStore();
    store.transaction((tx) => tx.run('INSERT INTO receipt_counter VALUES (?, 1)', '000000199003070012'));
    expect(store.read.get('SELECT name FROM receipt_counter')).toEqual({ name: '000000199003070012' });
    expect(() =>
      store.transaction((tx) => tx.run('INSERT INTO receipt_counter VALUES (?, ?)', 'x', 'many')),
    ).toThrow(/INTEGER/);
  });

  it('reports damage found while reading as data', () => {
    const dir = temporaryDir();
    const store = freshStore(dir);
    for (let at = 0; at < 40; at += 1) put(store, `s${at}`, 'z'.repeat(3_000));
    store.close();
    const bytes = readFileSync(join(dir, 'hall.db'));
    const pages = withFile(dir, (file) => Number(file.pragma('page_count')));
    const last = (pages - 1) * 4_096 + 100;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    writeFileSync(join(dir, 'hall.db'), bytes);
    const opened = freshStore(dir);
    let seen: unknown;
    try {
      opened.read.all('SELECT * FROM station_secret');
    } catch (error) {
      seen = error;
    }
    expect(seen).toMatchObject({ failure: { code: 'STORE_DAMAGED' } });
  });
});
