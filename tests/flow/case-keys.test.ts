import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { completeForm, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const PERSONAL = 37;
const TYPED = '仅此一处的手填内容';

async function readyHall() {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const dir = tempDir();
  const key = systemIds.bytes(32);
  return { dir, key, hall: await openTestOffice({ dir, key, provinceUrl: province.url }) };
}

/** The whole database file without its encryption: rows, free pages and what is left between them. */
function plainFile(dir: string, key: Uint8Array): Buffer {
  const copyPath = join(tempDir(), 'plain.db');
  copyFileSync(join(dir, 'hall.db'), copyPath);
  const database = new Database(copyPath);
  database.pragma(`cipher='sqlcipher'`);
  database.pragma('legacy=4');
  database.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
  database.pragma('journal_mode=DELETE');
  database.pragma(`rekey=''`);
  database.close();
  const bytes = readFileSync(copyPath);
  expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
  return bytes;
}

async function filledCase(hall: TestOffice): Promise<string[]> {
  must(hall.office.cases.chooseItem(PERSONAL));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  const free = hall.view().form?.fields.find((field) => field.type === 'text' && !field.locked);
  must(hall.office.cases.editField(free?.key ?? '', TYPED));
  // The window is shown some of them in part; what was fetched is the whole.
  const held = new Map(people.find(({ id }) => id === 'p01')?.licences.map((each) => [each.licenceId, each]));
  const fetched = (hall.view().grant?.licences ?? []).flatMap(({ licenceId, elements }) =>
    Object.keys(elements).map((element) => held.get(licenceId)?.elements[element] ?? ''),
  );
  return [...fetched.filter((text) => text.length >= 6), TYPED];
}

const found = (file: Buffer, values: readonly string[]) => values.filter((text) => file.includes(text));

describe("a case's own key", () => {
  it('leaves nothing readable of an abandoned case, on any page of the file', async () => {
    const { dir, key, hall } = await readyHall();
    const values = await filledCase(hall);
    const caseId = hall.view().id;
    expect(values.length).toBeGreaterThan(5);

    must(hall.office.cases.abandon('申请人改日再来'));
    expect(statSync(join(dir, 'hall.db-wal')).size).toBe(0);
    await hall.close();

    const file = plainFile(dir, key);
    // The search itself finds what is there.
    expect(found(file, [caseId])).toEqual([caseId]);
    expect(found(file, values)).toEqual([]);
  });

  it('leaves of a closed and delivered case only the receipt, digests and the record of use', async () => {
    const { dir, key, hall } = await readyHall();
    const values = await filledCase(hall);
    completeForm(hall.office);
    must(await hall.office.cases.submit());
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    const number = hall.view().receipt?.number ?? '';
    must(hall.office.cases.close());
    await hall.close();

    const file = plainFile(dir, key);
    expect(found(file, [number])).toEqual([number]);
    expect(found(file, values)).toEqual([]);
  });

  it('writes an open case under its key only, and reads it again after a restart', async () => {
    const { dir, key, hall } = await readyHall();
    const values = await filledCase(hall);
    const before = hall.view();
    await hall.close();
    expect(found(plainFile(dir, key), values)).toEqual([]);

    const again = await openTestOffice({ dir, key, provinceUrl: 'http://127.0.0.1:9' });
    expect(again.view()).toEqual(before);
  });

  it('puts the destruction of the key on record, without the key', async () => {
    const { hall } = await readyHall();
    await filledCase(hall);
    must(hall.office.cases.abandon('申请人改日再来'));
    const line = hall.office.auditLines(5).find((each) => each.action === 'case-abandoned');
    expect(line?.facts.key).toMatch(/^[0-9a-f]{64}$/);
  });
});
