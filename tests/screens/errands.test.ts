/** The office's own list: a case that waits for a department, an objection, a pledge signed by hand. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { FAILURE_WORDS } from '../../main/contract/failures/words.zh-CN';
import type { HallWindow } from '../support/core-state';
import { type Clerk, signPledge, tooWide } from './clerk';
import { oneWindow } from './one-window';
import { takeIn } from './page-case';

const windowFor = oneWindow();

/** One pledge, one proof that the police confirm. */
const ITEM = 13;

async function admin(clerk: Clerk, path: string, method: string, body?: unknown): Promise<void> {
  const url = await clerk.page.evaluate(async () => {
    const settings = await (window as unknown as HallWindow).hall.settings.read();
    return settings.ok ? settings.value.provinceUrl : '';
  });
  const answer = await fetch(`${url}/admin/${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  expect(answer.ok).toBe(true);
}

/** The form of somebody, at a window whose departments answer only when told to. */
async function formOf(size?: { width: number; height: number }): Promise<Clerk> {
  const clerk = await windowFor(size);
  await clerk.signIn();
  await admin(clerk, 'policy', 'PUT', { verification: { mode: 'manual' } });
  await clerk.chooseItem(ITEM);
  await clerk.receive('阿卜杜热西提');
  await clerk.sees('请核对取得的证照');
  await clerk.press('F8');
  await clerk.sees('请核对表单');
  await clerk.sees(/已请公安部门核验/);
  return clerk;
}

const shot = process.env.SHOTS;
async function look(clerk: Clerk, name: string): Promise<void> {
  if (shot) await clerk.page.screenshot({ path: `${shot}/${name}.png` });
}

describe('the office’s own list', () => {
  it.each([
    { width: 1366, height: 768 },
    { width: 1919, height: 1079 },
  ])(
    'fits $width x $height: a case is put to wait, the window is free, and what waits stands on the list',
    async (size) => {
      const clerk = await formOf(size);
      expect(await tooWide(clerk.page)).toEqual([]);
      await clerk.page.getByText(/已请公安部门核验/).scrollIntoViewIfNeeded();
      await look(clerk, `form-${size.width}`);
      await clerk.page.getByRole('button', { name: '承诺', exact: false }).first().click();
      await clerk.sees('告知承诺书');
      // The arrow keys read on at once.
      await clerk.page.locator('.pledge-large:focus').waitFor();
      // What is in sight as a whole needs no scrolling.
      if (size.height > 1000) await clerk.page.locator('canvas[aria-label="手写签名区"]').waitFor();
      await look(clerk, `pledge-text-${size.width}`);
      await signPledge(clerk);
      await look(clerk, `pledge-${size.width}`);
      expect(await tooWide(clerk.page)).toEqual([]);
      await clerk.press('F8');
      await clerk.until(
        (now) => now.case?.form?.materials.some(({ pledge }) => pledge?.method === 'signed') ?? false,
        'the signed pledge',
      );
      await clerk.page.getByRole('button', { name: '先办下一位' }).click();
      await clerk.until((now) => now.case === null && now.errands.waiting === 1, 'the waiting case');
      await clerk.press('Control+e');
      await clerk.sees('等待 1 项答复');
      await look(clerk, `waiting-${size.width}`);
      expect(await tooWide(clerk.page)).toEqual([]);
      await clerk.page.getByRole('tab', { name: '核验与异议' }).click();
      await clerk.sees('父母户口登记信息');
      await look(clerk, `errands-${size.width}`);
      await clerk.page.getByRole('tab', { name: '部门答复情况' }).click();
      await clerk.sees('公安部门');
      await look(clerk, `scores-${size.width}`);
      expect(await tooWide(clerk.page)).toEqual([]);
      await clerk.page.getByRole('tab', { name: '等待核验的业务' }).click();
      await clerk.page.getByRole('button', { name: '继续办理' }).click();
      await clerk.sees('请核对表单');
    },
  );

  it('raises an objection to a fetched value, and shows that it is under way', async () => {
    const clerk = await formOf();
    await clerk.page
      .getByRole('button', { name: /^对.*提出异议$/ })
      .first()
      .click();
    await clerk.sees('对取得的数据提出异议');
    await clerk.press('F8');
    await clerk.sees('请填写原因');
    await clerk.page.getByRole('button', { name: '信息已变更' }).click();
    await look(clerk, 'objection');
    await clerk.press('F8');
    await clerk.sees('异议处理中');
  });
});

describe('a parcel that the province refuses for good', () => {
  it('is shown to the clerk and to IT with code, words and remedy, and arrives when it is queued again', async () => {
    const clerk = await windowFor();
    const { page } = clerk;
    await clerk.signIn();
    await admin(clerk, 'faults', 'POST', { mode: 'drop-before', path: '/v1/receipts', count: 10_000 });
    const { name = '', number = '' } = people.find(({ id }) => id === 'p02') ?? {};
    const asked = { personId: 'p02', name, idNumber: number, seq: 37, phone: '13800000000' };
    expect(await page.evaluate(takeIn, { ...asked, upTo: 'end' as const })).toBe('');
    const parcel = await page.evaluate(async () => {
      const list = await (window as unknown as HallWindow).hall.outbox.list({ limit: 200 });
      return list.ok ? list.value.find(({ state }) => state !== 'acknowledged') : undefined;
    });
    // The province has taken that number for something else; only its own people can put that right.
    const province = new DatabaseSync(path.join(clerk.profileDir, 'world', 'province', 'province.db'));
    onTestFinished(() => province.close());
    province.prepare('INSERT INTO attempts VALUES (?, 1)').run(parcel?.receiptId ?? '');
    await admin(clerk, 'faults', 'DELETE');
    await page.evaluate(() => (window as unknown as HallWindow).hall.outbox.drain());
    await clerk.until((now) => now.outbox.parked === 1, 'the parked parcel');

    const row = page.locator('.parcels tr', { hasText: parcel?.receiptNumber ?? '' });
    for (const role of ['clerk', 'it'] as const) {
      await clerk.becomes(role);
      await page.locator('.top-room', { hasText: '待送' }).click();
      await clerk.sees('1 件搁置，需要处理');
      const said = (await row.textContent()) ?? '';
      for (const part of ['搁置', 'PROVINCE_CONFLICT', ...Object.values(FAILURE_WORDS.PROVINCE_CONFLICT)])
        expect(said, role).toContain(part);
      expect(await tooWide(page)).toEqual([]);
      await look(clerk, `parked-${role}`);
    }

    province.prepare('DELETE FROM attempts WHERE receipt_id = ?').run(parcel?.receiptId ?? '');
    await row.getByRole('button', { name: '重新排队' }).click();
    await row.getByText('已送达').waitFor();
    await clerk.until((now) => now.outbox.parked === 0, 'an empty queue');
    await look(clerk, 'parked-no-more');
  });
});
