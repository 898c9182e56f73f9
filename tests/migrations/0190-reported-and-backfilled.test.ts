import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../main/core/store/migrate';
import { MIGRATIONS } from '../../main/core/store/migrations';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const ID = '00000000-0000-4000-8000-000000000001';
const upTo = (number: number) => MIGRATIONS.filter((migration) => migration.number <= number);
const errand = (id: string, kind: string, ref: string) =>
  `INSERT INTO errand VALUES ('${id}', '${kind}', '${ID}', 37, 'material:income', '收入证明', '民政局', 'asked', 1, NULL, '${ref}',
     NULL, 1, 2, 3, NULL, 4, 5, 'PROVINCE_BUSY')`;

function before() {
  const file = value(databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }));
  value(migrate(file, upTo(180), 1));
  return file;
}

it('keeps every errand as it is, and takes the new kinds and no other', () => {
  const file = before();
  file.exec(errand(ID, 'verification', 'V-1'));
  const kept = file.all('SELECT * FROM errand');
  expect(kept).toHaveLength(1);
  value(migrate(file, upTo(190), 2));
  expect(file.all('SELECT * FROM errand')).toEqual(kept);
  file.exec(errand(ID.replace(/1$/, '2'), 'backfill', 'B-1'));
  file.exec(errand(ID.replace(/1$/, '5'), 'issue', 'B-2'));
  expect(() => file.exec(errand(ID.replace(/1$/, '3'), 'backfill', 'B-1'))).toThrow(/UNIQUE/);
  expect(() => file.exec(errand(ID.replace(/1$/, '4'), 'gossip', 'G-1'))).toThrow(/constraint failed/);
  file.close();
});

it('counts nothing as reported before in the figures of former cases', () => {
  const file = before();
  file.exec(
    `INSERT INTO case_figure (case_id, day, window_no, item_seq, item_name, department, outcome, fields, fields_shared,
       fields_corrected, materials, materials_shared, materials_pledged, materials_paper, licences, licences_replaced) VALUES ('${ID}', '2026-11-22', 'A08', 37, '补贴', '省民政厅', 'accepted', 9, 5, 1, 2, 1, 0, 1, 1, 1)`,
  );
  value(migrate(file, upTo(190), 2));
  expect(file.all('SELECT fields, fields_reported, fields_asked_again FROM case_figure')).toEqual([
    { fields: 9, fields_reported: 0, fields_asked_again: 0 },
  ]);
  expect(() => file.exec('UPDATE case_figure SET fields_asked_again = 1')).toThrow(/constraint failed/);
  file.close();
});
