import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../../main/core/base';
import { migrate } from '../../../../main/core/store/migrate';
import { MIGRATIONS } from '../../../../main/core/store/migrations';
import { databaseDriver } from '../../../../native/database';
import { canMount, fillDisk, smallDisk } from '../../../support/small-disk';
import { code, freshStore, KEY, temporaryDir, tryStore, value, withFile } from './profile';

/** SHA-256 of each released migration's SQL. A line is added with a release and never changed: released files exist. */
const PINNED: Record<string, string> = {
  '0010-foundation': '363181344bc5e898bf5c974d74cb3290889ce974b45f2dd2df51b6fc361054e0',
  '0020-case-attachments': '73891078f5cd749849149bb0ae7bda380747fb4d702c8797f5a8b896abfbee49',
  '0030-case-keys': '3279fe8ca1557f84ea0e4b54cb30add44fd66b8a2a7215c2fe87f280bdc52593',
  '0040-case-figures': 'e0ce0b4bfa36da77626d63e4ddbcd206a886f3e82bdba65256407ec040af6a84',
  '0050-audit-checkpoints': 'e680a2f4ac873a5abf41da796113e8d576ee795df55e58988183ba3bf1fe14e4',
  '0060-queue-at-scale': 'cb9988f650974fd39516aa045d8370a0d1446000ba30207ac232cb5a00ce52c1',
  '0070-store-marks': '77208d0f9ee142ae4269c74c93d39df5a863e71c5f7984ede04da8e5e8849b13',
  '0080-client-credential': '364e5eb2789c3e77169295e87f8021e0db079ba13ef768ff6f9fc427f289b20f',
  '0090-errands': 'c9d9fad499f5388b6a8681f91b5a4dfc344ffb16511866d691041d22882acd82',
  '0100-people-and-rights': '560a48124a258c163b9187d95c41463edb46ee88d6a6b4b47afd9c16f4734388',
  '0110-offline-entries': 'd35a963d63e75de322aba189a3594ac8bfc9214d01cc95af70b7960306099aac',
  '0120-parcel-bodies': 'f95ebb4ed7f97882bd610a3e9fcea73fa5259bb65d3fe207b2a497062957d41a',
  '0140-audit-digests': '178ae5aaee5bf8168d64e454932235d451c1889f3eceea7f2f3bd8fe191d552f',
  '0150-receipt-files': '2602f9cc97595e85d8378f8e0248788ee00b002a2b3364ce4c681ba99b0493bb',
  '0180-licence-quality': '67d03da92861a26feed3393df90c85323d1e975efd03f7326d04aace6b14231f',
  '0190-reported-and-backfilled': '93385530d644f5b821ab44f5763aabdc059c059f940dad6b70a296a747a19e10',
  '0210-called-ticket': 'd1af03e74882a235ea0d5d340c29f2e8d87823fc1d90dd4d6af20422ef7a7a7e',
  '0200-lean-enqueue': 'a0113cd5b305f3d1e9975c18a72fefd44096247b020efd1419c3e5db64e97b4c',
  '0220-kept-errands': '35d8eed50799bbbe33307b5e61c8ec8a355a715928ffc625405f30ff76b8f899',
};

const first = { number: 10, name: 'one', sql: 'CREATE TABLE one (a TEXT) STRICT;' };
const second = {
  number: 20,
  name: 'two',
  sql: 'CREATE TABLE two (a TEXT) STRICT; INSERT INTO two VALUES (1);',
};
const broken = {
  number: 30,
  name: 'three',
  sql: 'CREATE TABLE three (a TEXT) STRICT; INSERT INTO nowhere VALUES (1);',
};

function connection() {
  return value(databaseDriver.open({ path: join(temporaryDir(), 'm.db'), key: KEY, create: true }));
}

describe('migrations', () => {
  it('are as they were released', () => {
    const names = MIGRATIONS.map(({ number, name }) => `${String(number).padStart(4, '0')}-${name}`);
    expect(Object.fromEntries(MIGRATIONS.map((migration, at) => [names[at], sha256(migration.sql)]))).toEqual(
      PINNED,
    );
  });

  it('go up, in tens', () => {
    const numbers = MIGRATIONS.map((migration) => migration.number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(numbers.filter((number) => number % 10 !== 0)).toEqual([]);
  });

  it('apply once, in order, with their bookkeeping', () => {
    const file = connection();
    expect(migrate(file, [first], 5)).toEqual({ ok: true, value: { version: 10, applied: 1 } });
    expect(migrate(file, [first, second], 6)).toEqual({ ok: true, value: { version: 20, applied: 1 } });
    expect(migrate(file, [first, second], 7)).toEqual({ ok: true, value: { version: 20, applied: 0 } });
    expect(file.all('SELECT * FROM schema_migration')).toEqual([
      { number: 10, name: 'one', applied_at: 5 },
      { number: 20, name: 'two', applied_at: 6 },
    ]);
    expect(file.pragma('user_version')).toBe(20);
    file.close();
  });

  it('leave nothing behind when one fails half-way', () => {
    const file = connection();
    expect(() => migrate(file, [first, second, broken], 5)).toThrow(/nowhere/);
    expect(file.pragma('user_version')).toBe(20);
    expect(file.all('SELECT number FROM schema_migration')).toEqual([{ number: 10 }, { number: 20 }]);
    expect(file.get('SELECT 1 FROM sqlite_schema WHERE name = ?', 'three')).toBeUndefined();
    expect(migrate(file, [first, second], 6)).toMatchObject({ ok: true });
    file.close();
  });

  it.runIf(canMount)('call a full disk by its name, and leave the file to a disk with room', () => {
    const dir = smallDisk();
    const path = join(dir, 'hall.db');
    const file = value(databaseDriver.open({ path, key: KEY, create: true }));
    const filled = `CREATE TABLE bytes AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
      SELECT randomblob(100000) AS body FROM n;`;
    value(migrate(file, [{ number: 10, name: 'bytes', sql: filled }], 1));
    file.pragma('wal_checkpoint(TRUNCATE)');
    const makeRoom = fillDisk(dir, 500_000);
    const copied = { number: 20, name: 'copied', sql: 'CREATE TABLE more AS SELECT body FROM bytes' };
    const history = [{ number: 10, name: 'bytes', sql: filled }, copied];
    expect(() => migrate(file, history, 2)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'STORE_DISK_FULL' }) }),
    );
    expect(file.pragma('user_version')).toBe(10);
    makeRoom();
    expect(migrate(file, history, 3)).toEqual({ ok: true, value: { version: 20, applied: 1 } });
    file.close();
  });

  it('refuse a file from the future and leave it as it is', () => {
    const dir = temporaryDir();
    freshStore(dir).close();
    withFile(dir, (file) => {
      file.run('INSERT INTO schema_migration VALUES (9990, ?, 1)', 'things-to-come');
      file.pragma('user_version = 9990');
    });
    expect(tryStore(dir)).toMatchObject({
      failure: {
        code: 'STORE_FROM_FUTURE',
        details: { fileVersion: 9990, ownVersion: MIGRATIONS.at(-1)?.number },
      },
    });
    withFile(dir, (file) => expect(file.pragma('user_version')).toBe(9990));
  });

  it('refuse a file whose history does not fit', () => {
    const dir = temporaryDir();
    freshStore(dir).close();
    withFile(dir, (file) =>
      file.run('UPDATE schema_migration SET name = ? WHERE number = 10', 'something-else'),
    );
    expect(code(tryStore(dir))).toBe('STORE_DAMAGED');
    withFile(dir, (file) => {
      file.run('UPDATE schema_migration SET name = ? WHERE number = 10', 'foundation');
      file.pragma('user_version = 5');
    });
    expect(code(tryStore(dir))).toBe('STORE_DAMAGED');
    withFile(dir, (file) => file.pragma(`user_version = ${MIGRATIONS.at(-1)?.number}`));
    freshStore(dir);
  });
});
