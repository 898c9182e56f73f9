import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshStore, temporaryDir, value } from './profile';

it('opening takes away what kills left half-made, and nothing else', () => {
  const dir = temporaryDir();
  const backups = join(dir, 'backups');
  mkdirSync(backups);
  const half = ['hall.db.new', 'hall.db.restoring', 'hall.db.rekey-journal', 'keyring.json.0190.tmp'];
  const kept = ['config.json', 'power-cut-rehearsal.log', 'hall.db.mine'];
  for (const name of [...half, ...kept]) writeFileSync(join(dir, name), 'x');
  writeFileSync(join(backups, 'hall-20260101T000000Z.db.part'), 'half');
  writeFileSync(join(backups, 'hall-20260101T000000Z.json.new.tmp'), 'half');
  writeFileSync(join(backups, 'notes.txt'), 'not ours');
  freshStore(dir).close();
  expect(readdirSync(dir)).toEqual(expect.arrayContaining(kept));
  expect(readdirSync(dir).filter((name) => half.includes(name))).toEqual([]);
  expect(readdirSync(backups)).toEqual(['notes.txt']);
});

it('a copy that never got its manifest goes with the next backup, not before', async () => {
  const dir = temporaryDir();
  const backups = join(dir, 'backups');
  mkdirSync(backups);
  writeFileSync(join(dir, 'keyring.json'), 'a keyring');
  writeFileSync(join(backups, 'hall-20260101T000000Z.db'), 'whole or half, nobody knows');
  const store = freshStore(dir);
  expect(readdirSync(backups)).toEqual(['hall-20260101T000000Z.db']);
  const { name } = value(await store.backUp(7));
  expect(readdirSync(backups).sort()).toEqual([`${name}.db`, `${name}.json`]);
  store.close();
});
