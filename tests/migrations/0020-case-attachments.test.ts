import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../main/core/store/migrate';
import { foundation } from '../../main/core/store/migrations/0010-foundation';
import { caseAttachments } from '../../main/core/store/migrations/0020-case-attachments';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const ID = '11111111-1111-4111-8111-111111111111';
const CASE = '22222222-2222-4222-8222-222222222222';

function built() {
  const file = value(databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }));
  value(migrate(file, [foundation, caseAttachments], 1));
  file.exec(`INSERT INTO case_file VALUES ('${CASE}', 'Identifying', 'c', NULL, '{}', 1, 1, NULL)`);
  return file;
}

it('takes an attachment of a case, and finds those of a case through an index', () => {
  const file = built();
  file.exec(`INSERT INTO case_attachment VALUES ('${ID}', '${CASE}', x'00', 1)`);
  const plan = file.all<{ detail: string }>(
    'EXPLAIN QUERY PLAN SELECT * FROM case_attachment WHERE case_id = ?',
    CASE,
  );
  expect(plan.map((row) => row.detail).join()).toContain('USING INDEX case_attachment_case');
  file.close();
});

it.each([
  ['of no case', `INSERT INTO case_attachment VALUES ('${ID}', '${ID}', x'00', 1)`],
  ['without bytes', `INSERT INTO case_attachment VALUES ('${ID}', '${CASE}', x'', 1)`],
  ['without a proper id', `INSERT INTO case_attachment VALUES ('1', '${CASE}', x'00', 1)`],
])('refuses an attachment %s', (_what, sql) => {
  const file = built();
  expect(() => file.exec(sql)).toThrow(/constraint failed/);
  file.close();
});
