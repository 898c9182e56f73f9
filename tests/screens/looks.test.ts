import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import { type Clerk, openWindow, signPledge, tooWide, visibleText } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

/** A word in Latin letters or a raw code. Shorter runs are numbers of windows, licences and identity cards. */
const LATIN = /[A-Za-z]{3,}|[A-Z]+_[A-Z]+|\bNaN\b|undefined|null|\[object/;

/** A foreigner's own name stands in Latin letters on their card, and their number begins with the country's code. */
const FOREIGN_NAMES = new Set(
  people.filter(({ card }) => card?.document.startsWith('foreign-')).map(({ name }) => name),
);
const FOREIGN_NUMBER = /^[A-Z]{3}\*+\d{2}$/;

function isStray(text: string): boolean {
  return LATIN.test(text) && !FOREIGN_NAMES.has(text) && !FOREIGN_NUMBER.test(text);
}

async function check(clerk: Clerk, where: string): Promise<void> {
  // Lists come a moment after their screen; nothing may still be on its way.
  await clerk.page.getByText(/^正在读取/).waitFor({ state: 'detached' });
  expect((await visibleText(clerk.page)).filter(isStray), where).toEqual([]);
  expect(await tooWide(clerk.page), where).toEqual([]);
}

/** Every screen in turn, along one case. */
async function walk(clerk: Clerk): Promise<void> {
  await clerk.sees('登录工作台');
  await check(clerk, 'sign-in');
  await clerk.signIn();
  await check(clerk, 'identify, no item');
  await clerk.type('医疗机构');
  await clerk.sees(/找到/);
  await check(clerk, 'identify, searching');
  await clerk.press('Control+A', 'Backspace');
  await clerk.chooseItem(319);
  await clerk.sees('通用表单');
  await check(clerk, 'identify, item without a form of its own');
  await clerk.page.getByRole('button', { name: '更换事项' }).click();
  await clerk.type('一件事');
  await clerk.sees(/一件事，含/);
  await check(clerk, 'identify, themes');
  await clerk.press('Control+A', 'Backspace');
  await clerk.chooseItem(37);
  await check(clerk, 'identify, item chosen');
  await clerk.press('F10');
  await clerk.sees('以下人员与企业均为虚构');
  await check(clerk, 'training panel');
  await clerk.press('Escape');
  await clerk.receive('阿卜杜热西提');
  await clerk.sees('请核对取得的证照');
  await check(clerk, 'licences');
  await clerk.press('F8');
  await clerk.sees('请核对表单');
  await clerk.page.locator('.savings-line').click();
  await check(clerk, 'form');
  await clerk.press('F8', 'Enter');
  await signPledge(clerk);
  await check(clerk, 'pledge');
  await clerk.press('F8');
  await clerk.sees('已全部填好');
  await clerk.press('F8');
  await clerk.sees('受理通知书已签章');
  await clerk.sees(/省平台回执号/);
  await clerk.page.getByRole('button', { name: '验证' }).last().click();
  await clerk.sees('验证通过，文件完整且签章有效');
  await check(clerk, 'receipt');
  await clerk.page.getByRole('button', { name: '查看通知书' }).click();
  await clerk.sees('申请材料办理方式');
  await check(clerk, 'receipt, as a sheet');
  await clerk.press('Escape', 'F8');
  await clerk.sees('请选择事项');
  for (const [key, title] of [
    ['F4', '已签章的受理通知书由后台自动送达'],
    ['F6', '设备与连接'],
    ['F7', '操作记录'],
    ['F1', '跳到下一处待填'],
  ] as const) {
    await clerk.press(key);
    await clerk.sees(title);
    await check(clerk, key);
  }
  await clerk.press('Escape');
}

describe('every screen', () => {
  it.each([
    { width: 1366, height: 768 },
    // The large screen of a hall, 1920 x 1080; without a window manager a window stays one pixel short of it.
    { width: 1919, height: 1079 },
  ])('speaks Chinese only and fits $width x $height', async (size) => {
    await walk(await windowFor(size));
  });

  it('keeps to the page’s security policy, from the first paint on', async () => {
    const clerk = await openWindow();
    const complaints: string[] = [];
    clerk.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    clerk.page.on('pageerror', (error) => complaints.push(error.message));
    await clerk.page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        // biome-ignore lint/suspicious/noConsole: the way out of the page for the test.
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await clerk.page.reload();
    await walk(clerk);
    expect(complaints).toEqual([]);
    // The listening itself works: an inline style is refused, and heard of.
    await clerk.page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'a{}';
      document.head.append(style);
    });
    await expect.poll(() => complaints.some((text) => text.includes('style-src'))).toBe(true);
  });
});
