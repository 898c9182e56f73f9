import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../main/core/store/migrate';
import { MIGRATIONS } from '../../main/core/store/migrations';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const upTo = (number: number) => MIGRATIONS.filter((migration) => migration.number <= number);
const VERIFIER = `'01', '窗口人员', 'supervisor', zeroblob(16), zeroblob(32), '{}', 7`;

function before() {
  const file = value(databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }));
  value(migrate(file, upTo(90), 1));
  return file;
}

it('keeps the clerks who may sign in offline, and gives them a limit', () => {
  const file = before();
  file.exec(`INSERT INTO clerk_verifier VALUES (${VERIFIER})`);
  value(migrate(file, upTo(100), 2));
  expect(file.all('SELECT account, role, valid_until, offline_left FROM clerk_verifier')).toEqual([
    { account: '01', role: 'supervisor', valid_until: 7, offline_left: 20 },
  ]);
  file.close();
});

it('takes the new roles and no other, and no limit below nought', () => {
  const file = before();
  value(migrate(file, upTo(100), 2));
  const insert = (account: string, role: string, left: number) =>
    file.exec(
      `INSERT INTO clerk_verifier VALUES ('${account}', 'n', '${role}', zeroblob(16), zeroblob(32), '{}', 7, ${left})`,
    );
  insert('95', 'it', 20);
  insert('96', 'kiosk', 0);
  expect(() => insert('97', 'director', 20)).toThrow(/constraint failed/);
  expect(() => insert('98', 'clerk', -1)).toThrow(/constraint failed/);
  expect(() => file.exec(`INSERT INTO clerk_attempt VALUES ('01', 0, 1)`)).toThrow(/constraint failed/);
  file.close();
});
