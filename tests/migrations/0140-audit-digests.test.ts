import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../main/core/store/migrate';
import { MIGRATIONS } from '../../main/core/store/migrations';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const upTo = (number: number) => MIGRATIONS.filter((migration) => migration.number <= number);

function before() {
  const file = value(databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }));
  value(migrate(file, upTo(130), 1));
  return file;
}

it('leaves the lines there are as they are, and has a place for one key', () => {
  const file = before();
  const zeros = '0'.repeat(64);
  file.exec(
    `INSERT INTO audit_line VALUES (1, 1, '01', 'grant-obtained', 'c', '{"holder":"370"}', '${zeros}', '${zeros}')`,
  );
  value(migrate(file, upTo(140), 2));
  expect(file.all('SELECT seq, facts FROM audit_line')).toEqual([{ seq: 1, facts: '{"holder":"370"}' }]);
  file.exec('INSERT INTO audit_key VALUES (1, zeroblob(32))');
  expect(() => file.exec('INSERT INTO audit_key VALUES (2, zeroblob(32))')).toThrow(/constraint failed/);
  file.close();
});
