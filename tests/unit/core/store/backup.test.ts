import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sha256, silentLog, systemIds } from '../../../../main/core/base';
import {
  type Backup,
  clearRestored,
  keyOfBackup,
  listBackups,
  type OpenStore,
  openKeyring,
  openStore,
  passphraseVault,
  restoreBackup,
  restoredFrom,
} from '../../../../main/core/store';
import { foundation } from '../../../../main/core/store/migrations/0010-foundation';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { code, KEY, setClock, temporaryDir, value } from './profile';

const DAY = 86_400_000;

/** A profile whose clock is set, with a keyring of any content: the key is given. */
function profile(dir = temporaryDir(), key: Uint8Array = KEY) {
  const clock = setClock(Date.UTC(2026, 10, 22, 3, 4, 5));
  writeFileSync(join(dir, 'keyring.json'), 'a keyring');
  const place = { driver: databaseDriver, dir, key, clock };
  const open = () => {
    const opened = openStore({ ...place, log: silentLog, startBackup });
    if (opened.ok) onTestFinished(() => quietly(opened.value.close));
    return opened;
  };
  return { dir, clock, place, open };
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // closed by the test itself
  }
}

function put(store: OpenStore, name: string): void {
  store.transaction((tx) => tx.run('INSERT INTO station_secret VALUES (?, ?)', name, Buffer.from(name)));
}

const names = (store: OpenStore) =>
  store.read.all<{ name: string }>('SELECT name FROM station_secret ORDER BY name').map((row) => row.name);

/** What a closed profile consists of, made once. */
let made: Promise<{ backup: Backup; files: Map<string, Buffer> }> | undefined;
async function makeBackedUp() {
  const { dir, open } = profile();
  const store = value(open());
  put(store, 'before');
  const backup = value(await store.backUp(7));
  put(store, 'later');
  store.close();
  const files = ['hall.db', `backups/${backup.name}.db`, `backups/${backup.name}.json`];
  return { backup, files: new Map(files.map((name) => [name, readFileSync(join(dir, name))])) };
}

/** Two entries, and a backup from between them. */
async function backedUp() {
  made ??= makeBackedUp();
  const { backup, files } = await made;
  const fresh = profile();
  mkdirSync(join(fresh.dir, 'backups'));
  for (const [name, bytes] of files) writeFileSync(join(fresh.dir, name), bytes);
  return { ...fresh, backup, copyPath: join(fresh.dir, 'backups', `${backup.name}.db`) };
}

function flipByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}

describe('a backup', () => {
  it('is whole, encrypted, and listed with what it is', async () => {
    const { dir, backup, copyPath } = await backedUp();
    expect(backup.name).toBe('hall-20261122T030405Z');
    expect(listBackups(dir)).toEqual([backup]);
    const bytes = readFileSync(copyPath);
    expect(bytes.length).toBe(backup.size);
    expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    expect(bytes.includes('before')).toBe(false);
  });

  it('goes when there are newer ones enough', async () => {
    const { dir, clock, open } = profile();
    const store = value(open());
    for (let day = 0; day < 4; day += 1) {
      clock.at += DAY;
      value(await store.backUp(2));
    }
    expect(listBackups(dir).map((each) => each.name)).toEqual([
      'hall-20261126T030405Z',
      'hall-20261125T030405Z',
    ]);
    expect(readdirSync(join(dir, 'backups'))).toHaveLength(4);
  });

  it('killed half-way is none', async () => {
    const { dir, backup } = await backedUp();
    const folder = join(dir, 'backups');
    writeFileSync(join(folder, 'hall-20261123T030405Z.db'), 'no manifest yet');
    writeFileSync(join(folder, 'hall-20261124T030405Z.db.part'), 'half');
    writeFileSync(join(folder, 'hall-20261125T030405Z.json'), '{"version":1}');
    expect(listBackups(dir)).toEqual([backup]);
  });

  it('that cannot be written is a failure and leaves nothing', async () => {
    const { dir, open } = profile();
    const store = value(open());
    writeFileSync(join(dir, 'backups'), 'a file where the folder should be');
    expect(code(await store.backUp(3))).toBe('STORE_UNWRITABLE');
    rmSync(join(dir, 'backups'));
    rmSync(join(dir, 'keyring.json'));
    expect(code(await store.backUp(3))).toBe('STORE_UNWRITABLE');
    expect(listBackups(dir)).toEqual([]);
  });
});

describe('restoring', () => {
  it.each([
    ['flipped bytes', (path: string) => flipByte(path, 5_000)],
    ['a header that is gone', (path: string) => flipByte(path, 3)],
    ['nothing at all', (path: string) => writeFileSync(path, '')],
    ['a plain SQLite file', (path: string) => writeFileSync(path, 'SQLite format 3\0 and so on')],
    ['a text', (path: string) => writeFileSync(path, 'x'.repeat(20_000))],
  ])('takes the place of a store with %s, which is set aside and not lost', async (_what, damage) => {
    const { dir, open, place, backup } = await backedUp();
    damage(join(dir, 'hall.db'));
    const damaged = readFileSync(join(dir, 'hall.db'));
    const { setAsideDir } = value(restoreBackup(place, backup.name));
    expect(readFileSync(join(setAsideDir, 'hall.db'))).toEqual(damaged);

    const store = value(open());
    expect(names(store)).toEqual(['before']);
    expect(restoredFrom(store.read)).toBe(backup.name);
    store.transaction(clearRestored);
    expect(restoredFrom(store.read)).toBeNull();
  });

  it('never leaves the log of the old store beside the new one', async () => {
    const { dir, open, place, backup } = await backedUp();
    writeFileSync(join(dir, 'hall.db-wal'), 'what a crash left');
    const { setAsideDir } = value(restoreBackup(place, backup.name));
    expect(readFileSync(join(setAsideDir, 'hall.db-wal'), 'utf8')).toBe('what a crash left');
    expect(names(value(open()))).toEqual(['before']);
  });

  it('goes on where a kill left nothing in the place of the store', async () => {
    const { dir, open, place, backup } = await backedUp();
    rmSync(join(dir, 'hall.db'));
    writeFileSync(join(dir, 'hall.db.restoring'), 'half');
    value(restoreBackup(place, backup.name));
    expect(names(value(open()))).toEqual(['before']);
  });

  it('brings a backup of an older release up to date', async () => {
    const { dir, open, place, backup, copyPath } = await backedUp();
    rmSync(copyPath);
    const old = value(databaseDriver.open({ path: copyPath, key: KEY, create: true }));
    old.exec(
      'CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied_at INTEGER NOT NULL) STRICT',
    );
    old.exec(foundation.sql);
    old.exec(`INSERT INTO schema_migration VALUES (10, 'foundation', 1); PRAGMA user_version = 10`);
    old.exec(`INSERT INTO station_secret VALUES ('ancient', x'01')`);
    old.close();
    const bytes = readFileSync(copyPath);
    const manifestPath = join(dir, 'backups', `${backup.name}.json`);
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, unknown>;
    manifest.sha256 = sha256(bytes);
    writeFileSync(manifestPath, JSON.stringify({ ...manifest, size: bytes.length, schemaVersion: 10 }));
    value(restoreBackup(place, backup.name));
    expect(names(value(open()))).toEqual(['ancient']);
  });

  it.each([
    ['a backup that nobody made', 'hall-20200101T000000Z'],
    ['a name that leads elsewhere', '../../etc/passwd'],
    ['no name', ''],
  ])('refuses %s and touches nothing', async (_what, name) => {
    const { open, place } = await backedUp();
    expect(code(restoreBackup(place, name))).toBe('STORE_BACKUP_UNKNOWN');
    expect(names(value(open()))).toEqual(['before', 'later']);
  });

  it('refuses a damaged backup and touches nothing', async () => {
    const { open, place, backup, copyPath } = await backedUp();
    flipByte(copyPath, 9_000);
    expect(code(restoreBackup(place, backup.name))).toBe('STORE_DAMAGED');
    expect(names(value(open()))).toEqual(['before', 'later']);
  });

  it('refuses a backup under another key and touches nothing', async () => {
    const { open, place, backup } = await backedUp();
    expect(code(restoreBackup({ ...place, key: new Uint8Array(32).fill(9) }, backup.name))).toBe(
      'STORE_WRONG_KEY',
    );
    expect(names(value(open()))).toEqual(['before', 'later']);
  });

  it('refuses while the store is in use', async () => {
    const { open, place, backup } = await backedUp();
    const store = value(open());
    expect(code(restoreBackup(place, backup.name))).toBe('STORE_IN_USE');
    expect(names(store)).toEqual(['before', 'later']);
  });

  it('needs nothing but the backups and the passphrase on another machine', async () => {
    const dir = temporaryDir();
    const vaults = [passphraseVault('一个足够长的口令', { ids: systemIds })];
    const key = value(await openKeyring({ dir, vaults, ids: systemIds, clock: setClock(1) }));
    const keyring = readFileSync(join(dir, 'keyring.json'));
    const first = profile(dir, key);
    writeFileSync(join(dir, 'keyring.json'), keyring);
    const store = value(first.open());
    put(store, 'before');
    const { name } = value(await store.backUp(7));
    store.close();

    const elsewhere = temporaryDir();
    mkdirSync(join(elsewhere, 'backups'));
    for (const file of readdirSync(join(dir, 'backups')))
      writeFileSync(join(elsewhere, 'backups', file), readFileSync(join(dir, 'backups', file)));
    const unwrapped = value(await keyOfBackup(elsewhere, name, vaults));
    value(restoreBackup({ ...first.place, dir: elsewhere, key: unwrapped }, name));
    expect(value(await openKeyring({ dir: elsewhere, vaults, ids: systemIds, clock: setClock(1) }))).toEqual(
      unwrapped,
    );
    const there = value(
      openStore({ ...first.place, dir: elsewhere, key: unwrapped, log: silentLog, startBackup }),
    );
    expect(names(there)).toEqual(['before']);
    there.close();
  });
});
