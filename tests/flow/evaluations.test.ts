/** 好差评: who holds the receipt can rate, once; nothing that stays at the window lets anybody else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBase64, sha256 } from '../../main/core/base';
import { databaseDriver } from '../../native/database';
import { completeButVerified, formOf, profileAt, provinceThat } from '../support/departments';
import { must } from '../support/office';
import { pdfText } from '../support/pdf-text';

describe('a rating', () => {
  it('is given with the code printed on the receipt, which is kept nowhere else', async () => {
    const province = await provinceThat({ mode: 'automatic', delayMs: 0 });
    const profile = profileAt(province);
    const hall = await profile.open();
    await formOf(hall, 13, 'p01');
    completeButVerified(hall);
    await hall.until((view) => view?.form?.materials.every((each) => each.settled || each.hidden) ?? false);
    const { id: caseId, receipt } = must(await hall.office.cases.submit());
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    const text = pdfText(fromBase64(must(hall.office.receiptFile(receipt?.id ?? '')).pdf));
    const token = /评价码：([\w-]{24})/.exec(text)?.[1] ?? '';
    expect(token).toHaveLength(24);

    const rate = async (with_: string) => {
      const body = JSON.stringify({ caseId, token: with_, stars: 5, tags: [], comment: '' });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${province.url}/v1/evaluations`, { method: 'POST', headers, body })).status;
    };
    expect(await rate(sha256(token))).toBeGreaterThanOrEqual(400);
    expect(await rate(token)).toBe(201);
    expect(await rate(token)).toBeGreaterThanOrEqual(400);

    expect(JSON.stringify(hall.office.auditLines(200))).not.toContain(token);
    expect(readFileSync(join(profile.dir, 'core.log'), 'utf8')).not.toContain(token);
    must(hall.office.cases.close());
    await hall.close();
    const file = must(
      databaseDriver.open({ path: join(profile.dir, 'hall.db'), key: profile.key, create: false }),
    );
    const tables = file.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`);
    const holds = tables.filter(({ name }) =>
      JSON.stringify(file.all(`SELECT * FROM "${name}"`)).includes(token),
    );
    file.close();
    expect(holds).toEqual([]);
  });
});
