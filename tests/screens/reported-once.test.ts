/** What a clerk and a visitor see of the published rules, the way of a case, the holder's file and what was reported before. */
import { expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import type { HallWindow } from '../support/core-state';
import { type Clerk, freshCode, openWindow, tooWide } from './clerk';

const SHOP = 'e01';
/** Two departments; both ask for bank and account (R05). */
const STABLE_JOBS = 148;
const BIRTH_ALLOWANCE = 428;

async function comes(clerk: Clerk): Promise<void> {
  const code = await freshCode(clerk, SHOP);
  await clerk.page.evaluate(
    (text) => (window as unknown as HallWindow).hall.device.wedgeCode({ text }),
    code,
  );
  await clerk.sees('请核对取得的证照');
}

/** Runs in the page: something acceptable in what is open, paper where nothing else settles, then the seal. */
async function finish(idNumber: string): Promise<string> {
  const { case: desk, station } = (window as unknown as HallWindow).hall;
  await desk.fillForm();
  const words: Record<string, string> = {
    ...{ phone: '13800000000', number: '12', date: '2026-10-08' },
    'id-number': idNumber,
  };
  for (let pass = 0; pass < 3; pass += 1) {
    const now = await station.snapshot();
    const form = now.ok ? now.value.case?.form : null;
    for (const field of form?.fields.filter(({ problem, hidden }) => problem !== null && !hidden) ?? []) {
      const value = field.options[0]?.value ?? words[field.type] ?? '见申请书';
      await desk.editField({ key: field.key, value });
    }
    for (const { key } of form?.materials.filter(({ settled, hidden }) => !settled && !hidden) ?? [])
      await desk.acceptPaper({ key, reason: '申请人当场提交' });
  }
  const done = await desk.submit();
  return done.ok ? '' : JSON.stringify(done.failure);
}

it('shows the rules to everybody, and to the clerk who handles a case, the holder’s file and what was reported before', async () => {
  const clerk = await openWindow({ width: 1366, height: 768 });
  const { page } = clerk;
  const fits = async (where: string) => expect(await tooWide(page), where).toEqual([]);

  await clerk.sees('已填入训练账号');
  await page.getByRole('button', { name: '证照应用清单' }).click();
  await clerk.sees('接受的证照');
  // On paper the long list begins at its beginning.
  await page.emulateMedia({ media: 'print' });
  expect((await page.locator('.rules h1').boundingBox())?.y).toBeGreaterThanOrEqual(0);
  await page.emulateMedia({ media: null });
  await page.getByLabel('输入证照、事项、部门或材料的名称').fill('结婚证');
  await clerk.sees('接受的证照（1 种）');
  await fits('rules');
  await clerk.press('Escape');
  await page.locator('.sign-in input').last().focus();

  await clerk.signIn();
  await clerk.chooseItem(STABLE_JOBS);
  await clerk.sees('承办部门 济南市历下区人力资源和社会保障局');
  await comes(clerk);
  expect(await page.evaluate(finish, people[0]?.number ?? '')).toBe('');
  await clerk.sees(/已转 济南市历下区人力资源和社会保障局/);
  await fits('receipt');
  await page.evaluate(() => (window as unknown as HallWindow).hall.case.close());

  await clerk.sees('请选择事项');
  await clerk.chooseItem(BIRTH_ALLOWANCE);
  await comes(clerk);
  await page.getByRole('button', { name: '证照和办件档案' }).click();
  await clerk.sees('一企一档');
  await clerk.sees('已转部门');
  await fits('file');
  await clerk.press('Escape');
  await clerk.press('F8');
  await clerk.sees('此前已报');
  await clerk.sees(/已报，.*〔\d{4}〕/);
  await fits('form');
});
