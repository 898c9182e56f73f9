import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../main/core/store/migrate';
import { MIGRATIONS } from '../../main/core/store/migrations';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
const upTo = (number: number) => MIGRATIONS.filter((migration) => migration.number <= number);
const errand = (last: number, state: string, body: string) =>
  `INSERT INTO errand VALUES ('${id(last)}', 'pledge', '${id(0)}', 37, 'material:income', '收入证明', '民政局', '${state}', 0,
     NULL, ${state === 'asked' ? `'V-${last}'` : "''"}, ${body}, 1, 2, 3, NULL, 4, 5, 'PROVINCE_REFUSED')`;

function before() {
  const file = value(databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }));
  value(migrate(file, upTo(210), 1));
  return file;
}

it('keeps every errand as it is', () => {
  const file = before();
  for (const [last, state] of ['to-send', 'asked', 'failed', 'withdrawn'].entries())
    file.exec(errand(last, state, state === 'to-send' ? `'{}'` : 'NULL'));
  const kept = file.all('SELECT * FROM errand');
  expect(kept).toHaveLength(4);
  value(migrate(file, upTo(220), 2));
  expect(file.all('SELECT * FROM errand')).toEqual(kept);
  file.close();
});

it('lets what was refused keep what it asks, or not; nothing that was asked or answered does', () => {
  const file = before();
  value(migrate(file, upTo(220), 2));
  file.exec(errand(1, 'failed', `'{}'`));
  file.exec(errand(2, 'failed', 'NULL'));
  for (const state of ['asked', 'answered', 'withdrawn'])
    expect(() => file.exec(errand(3, state, `'{}'`))).toThrow(/constraint failed/);
  expect(() => file.exec(errand(4, 'to-send', 'NULL'))).toThrow(/constraint failed/);
  file.close();
});
