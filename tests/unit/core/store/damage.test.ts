import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { silentLog, systemClock, systemIds } from '../../../../main/core/base';
import {
  keyOfBackup,
  listBackups,
  logWasLost,
  type OpenStore,
  openKeyring,
  openStore,
  passphraseVault,
  restoreBackup,
} from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { code, temporaryDir, value } from './profile';

const vaults = [passphraseVault('泉城路一号窗口', { ids: systemIds })];
const PAGE = 4_096;

async function keyOf(dir: string): Promise<Uint8Array> {
  return value(await openKeyring({ dir, vaults, ids: systemIds, clock: systemClock }));
}

const open = (dir: string, key: Uint8Array) =>
  openStore({ driver: databaseDriver, dir, key, clock: systemClock, log: silentLog, startBackup });

function put(store: OpenStore, name: string, size = 1): void {
  store.transaction((tx) =>
    tx.run('INSERT INTO station_secret VALUES (?, ?)', name, Buffer.alloc(size, 'z')),
  );
}
const names = (store: OpenStore) =>
  store.read.all<{ name: string }>('SELECT name FROM station_secret ORDER BY name').map((row) => row.name);

function copyProfile(from: string): string {
  const dir = temporaryDir();
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (name === 'backups') mkdirSync(join(dir, name));
    else copyFileSync(join(from, name), join(dir, name));
  }
  return dir;
}

/** Where the last frame of the log's present generation begins. */
function lastFrame(walPath: string): number {
  const bytes = readFileSync(walPath);
  let last = 32;
  for (let at = 32; bytes.subarray(at + 8, at + 16).equals(bytes.subarray(16, 24)); at += 24 + PAGE)
    last = at;
  return last;
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x40;
  writeFileSync(path, bytes);
}

/**
 * A profile as a kill leaves it: `settled` and `late` in the file, `later` in the write-ahead log only; a backup from before `late`.
 */
let killed: { dir: string; key: Uint8Array };
let other: { dir: string; key: Uint8Array };
async function killedProfile(dir: string): Promise<{ dir: string; key: Uint8Array }> {
  const key = await keyOf(dir);
  const store = value(open(dir, key));
  for (let at = 0; at < 20; at += 1) put(store, `settled${at}`, 3_000);
  value(await store.backUp(7));
  store.checkpoint();
  for (const name of LATE) put(store, name);
  const copy = join(dir, '..', `${dir.split('/').at(-1)}-killed`);
  mkdirSync(join(copy, 'backups'), { recursive: true });
  for (const name of ['hall.db', 'hall.db-wal', 'keyring.json'])
    copyFileSync(join(dir, name), join(copy, name));
  for (const name of readdirSync(join(dir, 'backups')))
    copyFileSync(join(dir, 'backups', name), join(copy, 'backups', name));
  store.close();
  return { dir: copy, key };
}

const LATE = ['late', 'later1', 'later2', 'later3'];
const SETTLED = Array.from({ length: 20 }, (_, at) => `settled${at}`).sort();
const scratch: string[] = [];
beforeAll(async () => {
  const { mkdtempSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  for (let at = 0; at < 2; at += 1) scratch.push(mkdtempSync(join(tmpdir(), 'hall-damage-')));
  killed = await killedProfile(scratch[0] ?? '');
  other = await killedProfile(scratch[1] ?? '');
  return () => {
    for (const dir of [...scratch, killed.dir, other.dir]) rmSync(dir, { recursive: true, force: true });
  };
}, 60_000);

describe('a store file that was tampered with or hurt', () => {
  it('opens with everything after a kill, so that the cases below mean something', () => {
    const dir = copyProfile(killed.dir);
    const store = value(open(dir, killed.key));
    expect(names(store)).toEqual([...LATE, ...SETTLED]);
    expect(logWasLost(store.read)).toBe(false);
    store.close();
  });

  const noWal = (dir: string) => rmSync(join(dir, 'hall.db-wal'));
  it.each<[string, string, (dir: string, path: string) => void]>([
    ['a flipped byte in its first page', 'STORE_DAMAGED', (dir, path) => [noWal(dir), flip(path, 200)]],
    ['a flipped byte in its salt', 'STORE_DAMAGED', (dir, path) => [noWal(dir), flip(path, 3)]],
    ['no bytes at all', 'STORE_DAMAGED', (dir, path) => [noWal(dir), truncateSync(path, 0)]],
    ['half a page', 'STORE_DAMAGED', (dir, path) => [noWal(dir), truncateSync(path, PAGE / 2)]],
    ['its first pages only', 'STORE_DAMAGED', (dir, path) => [noWal(dir), truncateSync(path, 2 * PAGE)]],
    [
      'noise in its place',
      'STORE_DAMAGED',
      (dir, path) => [noWal(dir), writeFileSync(path, Buffer.alloc(9_000, 7))],
    ],
    ['nothing in its place', 'STORE_DAMAGED', (dir, path) => [noWal(dir), rmSync(path)]],
    ['nothing but its log', 'STORE_DAMAGED', (_dir, path) => rmSync(path)],
    [
      'a plain SQLite file in its place',
      'STORE_DAMAGED',
      (dir, path) => {
        noWal(dir);
        rmSync(path);
        const plain = new Database(path);
        plain.exec('CREATE TABLE station_secret (name, value)');
        plain.close();
      },
    ],
    [
      'another profile’s file in its place',
      'STORE_DAMAGED',
      (dir, path) => [noWal(dir), copyFileSync(join(other.dir, 'hall.db'), path)],
    ],
    [
      'a file of a newer release in its place',
      'STORE_FROM_FUTURE',
      (_dir, path) => {
        const newer = value(databaseDriver.open({ path, key: killed.key, create: false }));
        newer.pragma('user_version = 99990');
        newer.close();
      },
    ],
  ])('%s: %s, and nothing is made in its place', (_what, expected, hurt) => {
    const dir = copyProfile(killed.dir);
    const path = join(dir, 'hall.db');
    hurt(dir, path);
    const before = existsSync(path) ? readFileSync(path) : null;
    expect(code(open(dir, killed.key))).toBe(expected);
    expect(existsSync(path) ? readFileSync(path) : null).toEqual(before);
  });

  it('damage further in is found when it is read, not passed over', () => {
    const dir = copyProfile(killed.dir);
    rmSync(join(dir, 'hall.db-wal'));
    const path = join(dir, 'hall.db');
    for (let page = 2; page * PAGE < readFileSync(path).length; page += 1) flip(path, page * PAGE + 77);
    const opened = open(dir, killed.key);
    expect(code(opened)).toBe('STORE_DAMAGED');
  });
});

describe('a write-ahead log that was tampered with or hurt', () => {
  it.each<[string, readonly string[], (walPath: string) => void]>([
    ['missing', ['late'], (walPath) => rmSync(walPath)],
    ['empty', ['late'], (walPath) => truncateSync(walPath, 0)],
    ['cut in the middle of its first frame', ['late'], (walPath) => truncateSync(walPath, 32 + 100)],
    [
      'with a flipped byte in its last transaction',
      ['late', 'later1', 'later2'],
      (walPath) => flip(walPath, lastFrame(walPath) + 1_000),
    ],
  ])(
    '%s: the store is as of its last whole state, and says that something may be missing',
    (_what, late, hurt) => {
      const dir = copyProfile(killed.dir);
      hurt(join(dir, 'hall.db-wal'));
      const store = value(open(dir, killed.key));
      expect(names(store)).toEqual([...late, ...SETTLED]);
      expect(logWasLost(store.read)).toBe(true);
      store.close();
    },
  );

  it.each<[string, (walPath: string) => void]>([
    ['with a flipped byte in its header', (walPath) => flip(walPath, 20)],
    ['with a flipped byte in its first frame', (walPath) => flip(walPath, 32 + 24 + 50)],
    ['of noise', (walPath) => writeFileSync(walPath, Buffer.alloc(20_000, 9))],
  ])('%s: refused, and nothing is written over it or over the store', (_what, hurt) => {
    const dir = copyProfile(killed.dir);
    const paths = [join(dir, 'hall.db'), join(dir, 'hall.db-wal')];
    hurt(paths[1] ?? '');
    const before = paths.map((path) => readFileSync(path));
    expect(open(dir, killed.key)).toMatchObject({
      failure: { code: 'STORE_DAMAGED', details: { cause: 'log' } },
    });
    expect(paths.map((path) => readFileSync(path))).toEqual(before);
  });

  it('of another profile: refused, and the store itself stays whole', () => {
    const dir = copyProfile(killed.dir);
    copyFileSync(join(other.dir, 'hall.db-wal'), join(dir, 'hall.db-wal'));
    const before = readFileSync(join(dir, 'hall.db'));
    expect(code(open(dir, killed.key))).toBe('STORE_DAMAGED');
    expect(readFileSync(join(dir, 'hall.db')).equals(before)).toBe(true);
  });
});

describe('the way back', () => {
  it.each<[string, (dir: string) => void]>([
    ['a damaged store', (dir) => flip(join(dir, 'hall.db'), 200)],
    ['a store that is gone', (dir) => rmSync(join(dir, 'hall.db'))],
    ['a damaged keyring', (dir) => writeFileSync(join(dir, 'keyring.json'), '{')],
    ['a keyring that is gone', (dir) => rmSync(join(dir, 'keyring.json'))],
    [
      'a keyring and a store of another profile',
      (dir) => {
        for (const name of ['hall.db', 'keyring.json']) copyFileSync(join(other.dir, name), join(dir, name));
      },
    ],
  ])('from %s is the backup and the passphrase; what was there is set aside', async (_what, hurt) => {
    const dir = copyProfile(killed.dir);
    rmSync(join(dir, 'hall.db-wal'));
    hurt(dir);
    const name = listBackups(dir)[0]?.name ?? '';
    const key = value(await keyOfBackup(dir, name, vaults));
    const { setAsideDir } = value(
      restoreBackup({ driver: databaseDriver, dir, key, clock: systemClock }, name),
    );
    expect(existsSync(setAsideDir)).toBe(true);
    const store = value(open(dir, await keyOf(dir)));
    expect(names(store)).toEqual(SETTLED);
    expect(logWasLost(store.read)).toBe(false);
    store.close();
  });
});

it.skipIf(process.getuid?.() === 0)('a file that may only be read is refused and left alone', () => {
  const dir = copyProfile(killed.dir);
  chmodSync(join(dir, 'hall.db'), 0o400);
  expect(code(open(dir, killed.key))).toBe('STORE_UNWRITABLE');
});
