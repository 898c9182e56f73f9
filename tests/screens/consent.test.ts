import { describe, expect, it, onTestFinished } from 'vitest';
import type { HallWindow } from '../support/core-state';
import { type Clerk, freshCode, tooWide } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

async function provinceUrl(clerk: Clerk): Promise<string> {
  return clerk.page.evaluate(async () => {
    const settings = await (window as unknown as HallWindow).hall.settings.read();
    return settings.ok ? settings.value.provinceUrl : '';
  });
}

async function tellProvince(clerk: Clerk, method: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const url = `${await provinceUrl(clerk)}${path}`;
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
}

async function fits(clerk: Clerk, where: string): Promise<void> {
  expect(await tooWide(clerk.page), where).toEqual([]);
}

/** Runs in the page: types something acceptable into what is still open, takes paper where nothing else settles. */
async function fillWhatIsOpen(): Promise<void> {
  const desk = (window as unknown as HallWindow).hall.case;
  const { form } = await (window as unknown as HallWindow).hall.station
    .snapshot()
    .then((now) => (now.ok && now.value.case) || { form: null });
  const words: Record<string, string> = { phone: '13800000000', number: '12', date: '2026-10-08' };
  for (const field of form?.fields.filter(({ problem, hidden }) => problem !== null && !hidden) ?? []) {
    const value = field.options[0]?.value ?? words[field.type] ?? '见申请书';
    await desk.editField({ key: field.key, value });
  }
  for (const { key } of form?.materials.filter(({ settled, hidden }) => !settled && !hidden) ?? [])
    await desk.acceptPaper({ key, reason: '申请人当场提交' });
}

describe('asking the holder, at the window', () => {
  it.each([
    { width: 1366, height: 768 },
    { width: 1919, height: 1079 },
  ])('shows whom it waits for, what is asked, and what came of it, at $width x $height', async (size) => {
    const clerk = await windowFor(size);
    await clerk.signIn();
    await clerk.chooseItem(37);
    await tellProvince(clerk, 'PUT', '/admin/policy', { consent: { mode: 'manual' } });
    onTestFinished(() => tellProvince(clerk, 'PUT', '/admin/policy', {}));
    const code = await freshCode(clerk, 'p01');
    await clerk.page.evaluate(
      (text) => (window as unknown as HallWindow).hall.device.wedgeCode({ text }),
      code,
    );
    await clerk.sees('正在等待申请人确认授权');
    await clerk.sees('请申请人在手机上查看并确认以下证照');
    await fits(clerk, 'pending');
    const { case: asked } = await clerk.until((now) => now.case?.consent?.consentRef != null, 'the question');
    await tellProvince(clerk, 'POST', `/admin/consents/${asked?.consent?.consentRef}/decide`, {
      decision: 'grant',
      allowed: [{ typeSeq: 1, elements: ['name', 'number', 'address'] }],
    });
    await clerk.sees('请核对取得的证照');
    await clerk.sees('请申请人再次出示鲁通码，重新征求授权');
    await clerk.page.locator('.licence-table .card-fold').first().click();
    await fits(clerk, 'granted-in-part');
  });

  it.each([
    { width: 1366, height: 768 },
    { width: 1919, height: 1079 },
  ])('turns the screen to the applicant, who ticks, at $width x $height', async (size) => {
    const clerk = await windowFor(size);
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('赵玉芬');
    await clerk.sees('请核对取得的证照');
    await clerk.page.getByRole('button', { name: '重新征求' }).click();
    await clerk.sees('请您选择同意使用的证照');
    const card = clerk.page.getByRole('checkbox', { name: /社会保障卡/ });
    expect(await card.isChecked()).toBe(false);
    await card.check();
    await fits(clerk, 'applicant-screen');
    await clerk.press('F8');
    await clerk.sees('申请人屏上确认授权');
    expect(await clerk.page.getByText('未授权').count()).toBe(0);
    await clerk.page.locator('.licence-table .card-fold').last().click();
    await fits(clerk, 'ticked');
    await clerk.page.getByRole('button', { name: '谁看过我' }).click();
    await clerk.sees('取用证照内容');
    await fits(clerk, 'access-log');
  });

  it('takes two cards where somebody acts for the holder', async () => {
    const clerk = await windowFor({ width: 1366, height: 768 });
    await clerk.signIn();
    await clerk.chooseItem(37);
    await fits(clerk, 'acting-self');
    await clerk.page.getByText('监护人代办').click();
    await clerk.sees('请监护人刷身份证');
    await fits(clerk, 'acting-first');
    await clerk.receive('何志远');
    await clerk.sees('请再刷被监护人的身份证');
    await fits(clerk, 'acting-second');
    await clerk.receive('何一诺');
    await clerk.sees('请核对取得的证照');
    await clerk.sees('监护人代为授权');
    await fits(clerk, 'acting-granted');
  });

  it('shows at handing over what may come next, and begins it on a yes only', async () => {
    const clerk = await windowFor({ width: 1366, height: 768 });
    await clerk.signIn();
    await clerk.chooseItem(337);
    await clerk.receive('周明远');
    await clerk.sees('请核对取得的证照');
    await clerk.press('F8');
    await clerk.sees('请核对表单');
    await clerk.page.evaluate(fillWhatIsOpen);
    await clerk.sees('已全部填好');
    await clerk.press('F8');
    await clerk.sees('申请人可能还可以办理');
    await fits(clerk, 'next-items');
    expect((await clerk.until((now) => now.case !== null, 'the case')).case?.item?.seq).toBe(337);
    await clerk.page.getByRole('button', { name: '申请人同意，接着办理' }).click();
    const next = await clerk.until((now) => now.case?.item?.seq === 37, 'the next item');
    expect(next.case).toMatchObject({ state: 'Identifying', grant: null, credential: null });
  });
});
