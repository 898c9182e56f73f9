/** A backup beside the store that it copies: nobody waits for it, and nothing that must not happen at the same time does. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fail, type Result } from '../../../../main/contract/failures/failure';
import { silentLog, systemIds } from '../../../../main/core/base';
import {
  type Backup,
  listBackups,
  type OpenStore,
  openKeyring,
  openStore,
  passphraseVault,
  restoreBackup,
  rotateKey,
  type StartBackup,
  startInThread,
} from '../../../../main/core/store';
import { writeBackup } from '../../../../main/core/store/backup';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { code, KEY, setClock, temporaryDir, value } from './profile';

const NOW = Date.UTC(2026, 10, 22, 3, 4, 5);

function opened(start: StartBackup, dir = temporaryDir(), key: Uint8Array = KEY) {
  const place = { driver: databaseDriver, dir, key, clock: setClock(NOW) };
  if (!existsSync(join(dir, 'keyring.json'))) writeFileSync(join(dir, 'keyring.json'), 'a keyring');
  const store = value(openStore({ ...place, log: silentLog, startBackup: start }));
  let closed = false;
  const close = () => {
    if (!closed) store.close();
    closed = true;
  };
  onTestFinished(close);
  return { dir, place, store, close };
}

/** A backup that reads the store from its beginning until it is let go, in this thread. */
function heldBackup() {
  const { promise: done, resolve } = Promise.withResolvers<Result<Backup>>();
  let letGo = () => {};
  const start: StartBackup = ({ dir, key }) => {
    const reader = value(
      databaseDriver.open({ path: join(dir, 'hall.db'), key, create: false, alongside: true }),
    );
    reader.exec('BEGIN');
    reader.all('SELECT name FROM station_secret');
    letGo = () => {
      reader.close();
      resolve(fail('STORE_BACKUP_UNFINISHED'));
    };
    return { done, stop: () => undefined };
  };
  return { start, letGo: () => letGo() };
}

function put(store: OpenStore, name: string, size = 10): void {
  store.transaction((tx) => tx.run('INSERT INTO station_secret VALUES (?, ?)', name, Buffer.alloc(size, 7)));
}

const count = 'SELECT count(*) AS rows FROM station_secret';
const backups = (dir: string) => readdirSync(join(dir, 'backups'));

describe('beside a backup', () => {
  it('others are answered and write on; the copy is of one moment, and the log does not stay long', async () => {
    const { dir, store } = opened(startBackup);
    for (let at = 0; at < 100; at += 1) put(store, `before-${at}`, 100_000);
    let over = false;
    const written = store.backUp(7).finally(() => {
      over = true;
    });
    let meanwhile = 0;
    while (!over) {
      put(store, `meanwhile-${meanwhile}`);
      meanwhile += 1;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const { name } = value(await written);
    expect(meanwhile).toBeGreaterThan(1);
    expect(statSync(join(dir, 'hall.db-wal')).size).toBe(0);

    const path = join(dir, 'backups', `${name}.db`);
    const copy = value(databaseDriver.open({ path, key: KEY, create: false }));
    const copied = copy.get<{ rows: number }>(count)?.rows ?? 0;
    copy.close();
    expect(copied).toBeGreaterThanOrEqual(100);
    expect(copied).toBeLessThanOrEqual(100 + meanwhile);
    expect(store.read.get(count)).toEqual({ rows: 100 + meanwhile });
  });

  it('whoever asks for another is given the one under way', async () => {
    const { dir, store } = opened(startBackup);
    const [one, other] = await Promise.all([store.backUp(7), store.backUp(7)]);
    expect(value(one)).toEqual(value(other));
    expect(listBackups(dir)).toHaveLength(1);
    // The name of a backup is its second.
    expect(code(await store.backUp(7))).toBe('STORE_UNWRITABLE');
    expect(listBackups(dir)).toEqual([value(one)]);
  });

  it('emptying the log does not wait for the reader, and is made good when it has gone', async () => {
    const held = heldBackup();
    const { dir, store } = opened(held.start);
    put(store, 'a key');
    const backup = store.backUp(7);
    store.transaction((tx) => tx.run('DELETE FROM station_secret'));
    store.checkpoint();
    const logPath = join(dir, 'hall.db-wal');
    expect(statSync(logPath).size).toBeGreaterThan(0);
    held.letGo();
    await backup;
    expect(statSync(logPath).size).toBe(0);
  });

  it('nobody restores or changes keys, not even once the store is closed, until it has ended', async () => {
    const held = heldBackup();
    const dir = temporaryDir();
    const vault = passphraseVault('一个足够长的口令', { ids: systemIds });
    const key = value(await openKeyring({ dir, vaults: [vault], ids: systemIds, clock: setClock(NOW) }));
    const { place, store, close } = opened(held.start, dir, key);
    const { name } = value(writeBackup(databaseDriver, { dir, key, createdAt: NOW, keep: 7 }, () => false));
    const backup = store.backUp(7);
    const refused = async () => [
      code(restoreBackup(place, name)),
      code(await rotateKey({ dir, driver: databaseDriver, ids: systemIds, vault }, key)),
    ];
    expect(await refused()).toEqual(['STORE_IN_USE', 'STORE_IN_USE']);
    close();
    expect(await refused()).toEqual(['STORE_IN_USE', 'STORE_IN_USE']);
    held.letGo();
    await backup;
    expect(code(restoreBackup(place, name))).toBe('ok');
  });
});

describe('a backup that does not get to its end', () => {
  it('because the store is about to close leaves nothing, and none begins any more', async () => {
    const { dir, store, close } = opened(startBackup);
    const backup = store.backUp(7);
    await store.endBackup();
    expect(code(await backup)).toBe('STORE_BACKUP_UNFINISHED');
    expect(code(await store.backUp(7))).toBe('STORE_BACKUP_UNFINISHED');
    expect(backups(dir)).toEqual([]);
    close();
    expect(readdirSync(dir)).not.toContain('hall.db-wal');
  });

  it.each([1, 2, 3, 4])('because it is stopped before its step %i leaves nothing', (step) => {
    const { dir } = opened(startBackup);
    let asked = 0;
    const stopped = () => {
      asked += 1;
      return asked === step;
    };
    const order = { dir, key: KEY, createdAt: NOW, keep: 7 };
    expect(code(writeBackup(databaseDriver, order, stopped))).toBe('STORE_BACKUP_UNFINISHED');
    expect(asked).toBe(step);
    expect(backups(dir)).toEqual([]);
    // And the next one is none the worse for it.
    expect(value(writeBackup(databaseDriver, order, () => false)).name).toBe('hall-20261122T030405Z');
  });

  it.each([
    ['throws', `throw new TypeError('a value')`, 'TypeError'],
    ['just ends', '', 'thread'],
    ['is not there', null, 'Error'],
  ])('because its thread %s is a failure and no end of the core', async (_what, text, cause) => {
    const entryPath = join(temporaryDir(), 'entry.mjs');
    if (text !== null) writeFileSync(entryPath, text);
    const { store } = opened(startInThread(entryPath));
    expect(await store.backUp(7)).toMatchObject({
      failure: { code: 'STORE_BACKUP_UNFINISHED', details: { cause } },
    });
    put(store, 'after');
  });
});

it('hands the thread a copy of the key, which is wiped there', async () => {
  const entryPath = join(temporaryDir(), 'entry.mjs');
  const seenPath = join(temporaryDir(), 'seen');
  const threadUrl = pathToFileURL(join(import.meta.dirname, '../../../support/thread-of-sources.mjs'));
  writeFileSync(
    entryPath,
    `import { writeFileSync } from 'node:fs';
     import { workerData } from 'node:worker_threads';
     const given = Buffer.from(workerData.key);
     await import('${threadUrl}');
     writeFileSync(${JSON.stringify(seenPath)}, Buffer.concat([given, workerData.key]));`,
  );
  const key = Uint8Array.from(KEY);
  await startInThread(entryPath)({ dir: temporaryDir(), key, createdAt: NOW, keep: 7 }).done;
  expect(readFileSync(seenPath)).toEqual(Buffer.concat([KEY, new Uint8Array(32)]));
  expect(key).toEqual(KEY);
});
