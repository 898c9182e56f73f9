/** A store whose write-ahead log was taken away says so; no kill ever makes it say so. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FailureError, failure, ok, type Result } from '../../../../main/contract/failures/failure';
import type { DatabaseDriver, SqlConnection } from '../../../../main/contract/ports/database';
import { sha256, silentLog, systemClock, systemIds } from '../../../../main/core/base';
import {
  type Backup,
  clearLogLost,
  logWasLost,
  type OpenStore,
  openKeyring,
  openStore,
  passphraseVault,
  restoreBackup,
  rotateKey,
} from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { startWriter } from './child/spawn';
import { freshStore, KEY, temporaryDir, tryStore, value } from './profile';

const put = (store: OpenStore, name: string) =>
  store.transaction((tx) => tx.run(`INSERT INTO station_secret VALUES (?, x'01')`, name));
const names = (store: OpenStore) =>
  store.read.all<{ name: string }>('SELECT name FROM station_secret ORDER BY name').map(({ name }) => name);

/** What a kill leaves now: the file, and the log with it or not. */
function leftBy(dir: string, files: readonly string[]): string {
  const copy = temporaryDir();
  for (const name of files) if (existsSync(join(dir, name))) copyFileSync(join(dir, name), join(copy, name));
  return copy;
}
const WITH_LOG = ['hall.db', 'hall.db-wal', 'hall.db-shm', 'keyring.json'];
const WITHOUT_LOG = ['hall.db', 'keyring.json'];

function found(dir: string, key: Uint8Array = KEY): { names: string[]; lost: boolean } {
  const store = value(tryStore(dir, key));
  const said = { names: names(store), lost: logWasLost(store.read) };
  store.close();
  return said;
}

describe('a store whose log is missing', () => {
  it('says so until somebody has drawn the conclusions, and works meanwhile', () => {
    const dir = temporaryDir();
    const store = freshStore(dir);
    put(store, 'a');
    put(store, 'b');
    const left = leftBy(dir, WITHOUT_LOG);
    expect(found(left)).toEqual({ names: ['a'], lost: true });
    expect(found(left)).toEqual({ names: ['a'], lost: true });
    const again = value(tryStore(left));
    put(again, 'c');
    again.transaction(clearLogLost);
    again.close();
    expect(found(left)).toEqual({ names: ['a', 'c'], lost: false });
  });

  it('says nothing where the log had been emptied, or the store closed', () => {
    const dir = temporaryDir();
    const store = freshStore(dir);
    put(store, 'a');
    put(store, 'b');
    store.checkpoint();
    expect(statSync(join(dir, 'hall.db-wal')).size).toBe(0);
    expect(found(leftBy(dir, WITHOUT_LOG))).toEqual({ names: ['a', 'b'], lost: false });
    put(store, 'c');
    store.close();
    expect(found(leftBy(dir, WITHOUT_LOG))).toEqual({ names: ['a', 'b', 'c'], lost: false });
  });

  it('was killed for real: nothing to say with its log, something without', async () => {
    const dir = temporaryDir();
    const { child, lines, ended } = startWriter(dir);
    for (let seen = 0; seen < 20; seen += 1) await lines.next();
    child.kill('SIGKILL');
    await ended;
    expect(found(leftBy(dir, WITH_LOG)).lost).toBe(false);
    expect(found(leftBy(dir, WITHOUT_LOG)).lost).toBe(true);
  });
});

/** The real driver; `at` is called before and after each thing that may write. */
function watched(at: () => void): DatabaseDriver {
  const around = <Args extends unknown[], Out>(act: (...args: Args) => Out) => {
    return (...args: Args): Out => {
      at();
      try {
        return act(...args);
      } finally {
        at();
      }
    };
  };
  return {
    ...databaseDriver,
    open(options) {
      const opened = databaseDriver.open(options);
      if (!opened.ok) return opened;
      const { run, pragma, close } = opened.value;
      return ok({ ...opened.value, run: around(run), pragma: around(pragma), close: around(close) });
    },
  };
}

it('killed at any step, it never says so for nothing and never keeps silent about what was told', () => {
  const dir = temporaryDir();
  const told: string[] = [];
  /** By their bytes: of two moments with the same files the later one, at which more was told. */
  const states = new Map<string, { told: string[]; db: Buffer; wal: Buffer | null }>();
  const driver = watched(() => {
    const db = readFileSync(join(dir, 'hall.db'));
    const walPath = join(dir, 'hall.db-wal');
    const wal = existsSync(walPath) ? readFileSync(walPath) : null;
    states.set(sha256(Buffer.concat([db, wal ?? Buffer.alloc(0)])), { told: [...told], db, wal });
  });
  const place = { driver, dir, key: KEY, clock: systemClock, log: silentLog, startBackup };
  const tell = (store: OpenStore, name: string) => {
    put(store, name);
    told.push(name);
  };
  value(tryStore(dir)).close();
  const first = value(openStore(place));
  tell(first, 'a');
  tell(first, 'b');
  first.checkpoint();
  tell(first, 'c');
  tell(first, 'd');
  first.close();
  const second = value(openStore(place));
  tell(second, 'e');
  second.close();

  expect(states.size).toBeGreaterThan(15);
  let missing = 0;
  for (const state of states.values()) {
    const left = temporaryDir();
    writeFileSync(join(left, 'hall.db'), state.db);
    const rest = found(left);
    if (!state.told.every((name) => rest.names.includes(name))) {
      missing += 1;
      expect(rest.lost).toBe(true);
    }
    if (state.wal === null) continue;
    writeFileSync(join(left, 'hall.db'), state.db);
    writeFileSync(join(left, 'hall.db-wal'), state.wal);
    const whole = found(left);
    expect(whole.lost).toBe(false);
    expect(whole.names).toEqual(expect.arrayContaining(state.told));
  }
  expect(missing).toBeGreaterThan(0);
});

it('the start that finds it missing may itself be killed anywhere, also before it is open', () => {
  const dir = temporaryDir();
  const before = freshStore(dir);
  for (const name of ['a', 'b']) put(before, name);
  const left = leftBy(dir, WITHOUT_LOG);
  const killed: string[] = [];
  const driver = watched(() => killed.push(leftBy(left, WITH_LOG)));
  value(openStore({ driver, dir: left, key: KEY, clock: systemClock, log: silentLog, startBackup })).close();
  expect(killed.length).toBeGreaterThan(10);
  for (const each of killed) expect(found(each)).toEqual({ names: ['a'], lost: true });
});

it('a disk that will not take the mark keeps nobody from working, and takes it later', () => {
  const dir = temporaryDir();
  let sick = true;
  const driver: DatabaseDriver = {
    ...databaseDriver,
    open(options) {
      const opened = databaseDriver.open(options);
      if (!opened.ok) return opened;
      const pragma: SqlConnection['pragma'] = (text) => {
        if (sick && text === 'wal_checkpoint(FULL)') throw new FailureError(failure('STORE_IO_ERROR'));
        return opened.value.pragma(text);
      };
      return ok({ ...opened.value, pragma });
    },
  };
  const store = value(openStore({ driver, dir, key: KEY, clock: systemClock, log: silentLog, startBackup }));
  put(store, 'a');
  expect(found(leftBy(dir, WITHOUT_LOG))).toEqual({ names: [], lost: false });
  sick = false;
  put(store, 'b');
  put(store, 'c');
  expect(found(leftBy(dir, WITHOUT_LOG))).toEqual({ names: ['a', 'b'], lost: true });
  store.close();
});

describe('the word of a missing log', () => {
  const vault = passphraseVault('泉城路一号窗口', { ids: systemIds });
  async function running() {
    const dir = temporaryDir();
    const key = value(await openKeyring({ dir, vaults: [vault], ids: systemIds, clock: systemClock }));
    const store = value(tryStore(dir, key));
    put(store, 'a');
    put(store, 'b');
    return { dir, key, store };
  }
  const rotate = (dir: string, key: Uint8Array) =>
    rotateKey({ dir, driver: databaseDriver, ids: systemIds, vault }, key);

  it('outlasts a change of keys, which does not make one up', async () => {
    const { dir, key, store } = await running();
    const withLog = leftBy(dir, WITH_LOG);
    const withoutLog = leftBy(dir, WITHOUT_LOG);
    store.close();
    expect(found(withLog, value(await rotate(withLog, key)))).toEqual({ names: ['a', 'b'], lost: false });
    expect(found(withoutLog, value(await rotate(withoutLog, key)))).toEqual({ names: ['a'], lost: true });
  });

  it('is not in a backup, which is whole without a log', async () => {
    const { dir, key, store } = await running();
    const { name } = value(await store.backUp(7));
    store.close();
    value(restoreBackup({ driver: databaseDriver, dir, key, clock: systemClock }, name));
    expect(found(dir, key)).toEqual({ names: ['a', 'b'], lost: false });
  });

  it('is not made up where the store is closed while a backup reads it', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'keyring.json'), 'a keyring');
    mkdirSync(join(dir, 'backups'));
    const { promise: done, resolve } = Promise.withResolvers<Result<Backup>>();
    let reader: SqlConnection | null = null;
    const store = value(
      openStore({
        ...{ driver: databaseDriver, dir, key: KEY, clock: systemClock, log: silentLog },
        startBackup: () => {
          const path = join(dir, 'hall.db');
          reader = value(databaseDriver.open({ path, key: KEY, create: false, alongside: true }));
          reader.exec('BEGIN');
          reader.all('SELECT name FROM station_secret');
          return { done, stop: () => undefined };
        },
      }),
    );
    void store.backUp(7);
    put(store, 'meanwhile');
    store.close();
    (reader as SqlConnection | null)?.close();
    resolve({ ok: false, failure: failure('STORE_BACKUP_UNFINISHED') });
    const left = leftBy(dir, WITH_LOG);
    expect(existsSync(join(left, 'hall.db-wal'))).toBe(false);
    expect(found(left)).toEqual({ names: ['meanwhile'], lost: false });
  });
});

it('a log that is hurt in its last transaction is told of as one that is missing', () => {
  const dir = temporaryDir();
  const store = freshStore(dir);
  for (const name of ['a', 'b', 'c']) put(store, name);
  const left = leftBy(dir, ['hall.db', 'hall.db-wal']);
  const walPath = join(left, 'hall.db-wal');
  const bytes = readFileSync(walPath);
  const salts = bytes.subarray(16, 24);
  let last = 32;
  while (bytes.subarray(last + 4_128, last + 4_136).equals(salts)) last += 4_120;
  bytes[last + 500] = (bytes[last + 500] ?? 0) ^ 1;
  writeFileSync(walPath, bytes);
  expect(found(left)).toEqual({ names: ['a', 'b'], lost: true });
  rmSync(left, { recursive: true });
});
