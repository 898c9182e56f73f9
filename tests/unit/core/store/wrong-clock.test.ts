/** What a clock that was wrong and is put right, or stands still, must not cost. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../main/core/base';
import { listBackups, openStore, restoreBackup } from '../../../../main/core/store';
import { writeBackup } from '../../../../main/core/store/backup';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { code, KEY, setClock, temporaryDir, value } from './profile';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 3, 4, 5);

function profile() {
  const dir = temporaryDir();
  writeFileSync(join(dir, 'keyring.json'), 'a keyring');
  const clock = setClock(NOW);
  const place = { driver: databaseDriver, dir, key: KEY, clock };
  const store = value(openStore({ ...place, log: silentLog, startBackup }));
  const backUp = (createdAt: number, keep: number) =>
    value(writeBackup(databaseDriver, { dir, key: KEY, createdAt, keep }, () => false)).name;
  return { dir, place, store, backUp };
}
const listed = (dir: string) => listBackups(dir).map(({ name }) => name);

/** As a release left it that did not count yet. */
function uncount(dir: string, name: string): void {
  const path = join(dir, 'backups', `${name}.json`);
  const { seq, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as { seq: number };
  expect(seq).toBeGreaterThan(0);
  writeFileSync(path, JSON.stringify(manifest));
}

describe('backups of a clock that was ahead', () => {
  it('do not push out those made since it was put right', () => {
    const { dir, store, backUp } = profile();
    const ahead = [1, 2, 3].map((day) => backUp(NOW + 365 * DAY + day * DAY, 3));
    expect(listed(dir)).toEqual(ahead.toReversed());
    const right = [0, 1, 2].map((day) => {
      const name = backUp(NOW + day * DAY, 3);
      expect(listed(dir)[0]).toBe(name);
      return name;
    });
    expect(listed(dir)).toEqual(right.toReversed());
    expect(readdirSync(join(dir, 'backups'))).toHaveLength(6);
    store.close();
  });

  it('do not, either, where an older release had made them', () => {
    const { dir, store, backUp } = profile();
    const ahead = [1, 2].map((day) => backUp(NOW + 365 * DAY + day * DAY, 3));
    for (const name of ahead) uncount(dir, name);
    expect(listed(dir)).toEqual(ahead.toReversed());
    const first = backUp(NOW, 2);
    expect(listed(dir)).toEqual([first, ahead[1]]);
    const second = backUp(NOW + DAY, 2);
    expect(listed(dir)).toEqual([second, first]);
    store.close();
  });

  it('take unfinished copies with them, whatever day they are named after', () => {
    const { dir, store, backUp } = profile();
    mkdirSync(join(dir, 'backups'));
    writeFileSync(join(dir, 'backups', 'hall-20301231T000000Z.db'), 'never finished');
    const name = backUp(NOW, 3);
    expect(readdirSync(join(dir, 'backups')).sort()).toEqual([`${name}.db`, `${name}.json`]);
    store.close();
  });
});

it('two stores set aside within a second, or at the same moment of a clock that went back, are both kept', () => {
  const { dir, place, store, backUp } = profile();
  const name = backUp(NOW, 3);
  store.close();
  const asides: string[] = [];
  for (const damaged of ['one', 'two', 'three']) {
    writeFileSync(join(dir, 'hall.db'), damaged);
    asides.push(value(restoreBackup(place, name)).setAsideDir);
  }
  expect(asides.map((aside) => readFileSync(join(aside, 'hall.db'), 'utf8'))).toEqual([
    'one',
    'two',
    'three',
  ]);
  const stem = join(dir, 'set-aside-20261122T030405Z');
  expect(asides).toEqual([stem, `${stem}-2`, `${stem}-3`]);
  writeFileSync(`${stem}-4`, 'a file of that name');
  expect(code(restoreBackup(place, name))).toBe('ok');
});
