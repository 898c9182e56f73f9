import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { must, openTestOffice, sealedAndDelivered, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

async function sealed(hall: TestOffice): Promise<string> {
  return (await sealedAndDelivered(hall)).number;
}

const lostLines = (hall: TestOffice) =>
  hall.office.auditLines(200).filter((line) => line.action === 'store-log-lost');

describe('a window whose store has lost the log of its last run', () => {
  it.each([
    ['its first receipt', 0],
    ['a later one', 1],
  ])('with %s in it: gives no number twice, has it on record, and works', async (_what, before) => {
    const province = await startProvince({ admin: true });
    onTestFinished(() => province.stop());
    const dir = tempDir();
    const key = systemIds.bytes(32);
    const hall = await openTestOffice({ dir, key, provinceUrl: province.url });
    const numbers: string[] = [];
    for (let at = 0; at < before; at += 1) {
      numbers.push(await sealed(hall));
      must(hall.office.cases.close());
    }
    numbers.push(await sealed(hall));

    // As after a kill and a tidy-up, or where somebody copies the database only.
    const left = tempDir();
    copyFileSync(join(dir, 'hall.db'), join(left, 'hall.db'));
    const after = await openTestOffice({ dir: left, key, provinceUrl: province.url });
    expect(lostLines(after)).toMatchObject([
      {
        facts: {
          numbersSkipped: expect.toSatisfy((skipped: number) => skipped >= 1_000 && skipped < 10_000),
        },
      },
    ]);
    if (after.office.cases.view()) must(after.office.cases.abandon('重新办理'));
    numbers.push(await sealed(after));
    must(after.office.cases.close());

    expect(new Set(numbers).size).toBe(before + 2);
    expect(numbers).toEqual(numbers.toSorted());
    const received = (await (await fetch(`${province.url}/admin/receipts`)).json()) as { number: string }[];
    expect(received.map(({ number }) => number).sort()).toEqual(numbers);

    await expect.poll(async () => (await after.office.checkAudit()).verdict).toBe('restored');
    expect(await after.office.checkAudit()).toMatchObject({
      restorings: [{ backup: '', signed: true }],
      onlyProvince: [{ number: numbers[before] }],
    });

    await after.close();
    const again = await openTestOffice({ dir: left, key, provinceUrl: province.url });
    expect(lostLines(again)).toHaveLength(1);
  });
});
