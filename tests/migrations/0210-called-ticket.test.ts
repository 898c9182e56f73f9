import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../main/core/store/migrate';
import { MIGRATIONS } from '../../main/core/store/migrations';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const ID = '00000000-0000-4000-8000-000000000001';
const upTo = (number: number) => MIGRATIONS.filter((migration) => migration.number <= number);

it('comes to a station at work and holds one call, whole, or none', () => {
  const file = value(databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }));
  value(migrate(file, upTo(190), 1));
  file.run(
    `INSERT INTO case_file (id, state, clerk, item_seq, body, opened_at, updated_at, closed_at)
     VALUES (?, 'Identifying', 'c', NULL, '{}', 1, 2, NULL)`,
    ID,
  );
  value(migrate(file, upTo(210), 2));
  expect(file.all('SELECT id FROM case_file')).toEqual([{ id: ID }]);
  expect(file.all('SELECT * FROM called_ticket')).toEqual([]);
  const call = (one: number, id: string, day: string) =>
    file.run(`INSERT INTO called_ticket VALUES (?, ?, '370102', 'A', 'A08', 'c', 'A001', ?)`, one, id, day);
  call(1, ID, '2026-11-22');
  expect(() => call(1, ID, '2026-11-22')).toThrow(/UNIQUE/);
  expect(() => call(2, ID, '2026-11-22')).toThrow(/constraint failed/);
  file.exec('DELETE FROM called_ticket');
  expect(() => call(1, 'short', '2026-11-22')).toThrow(/constraint failed/);
  expect(() => call(1, ID, 'today')).toThrow(/constraint failed/);
  file.close();
});
