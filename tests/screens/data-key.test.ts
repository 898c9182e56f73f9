/** What IT does about the data key at the window, and the way back in with the recovery key. */
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { coreAnswers } from '../support/core-state';
import { launchHall } from '../support/electron-app';
import { isAlive } from '../support/process-tree';
import { openWindow, tooWide } from './clerk';

const NEW = 'window A01 opens with this now';
const picturesDir = process.env.HALL_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (picturesDir === undefined) return;
  mkdirSync(picturesDir, { recursive: true });
  await page.screenshot({ path: `${picturesDir}/data-key-${name}.png` });
}

it('shows the recovery key once; with it the store opens where its passphrase is not known', async () => {
  const clerk = await openWindow();
  await clerk.becomes('it');
  await clerk.press('F7');
  await clerk.sees('未生成');
  await picture(clerk.page, 'none');
  await clerk.page.getByRole('button', { name: '生成恢复密钥' }).click();
  await clerk.sees('恢复密钥只显示这一次');
  await clerk.sees('免证窗工作站恢复密钥');
  const printed = (await clerk.page.locator('.recovery-key > span').allTextContents()).join('-');
  expect(printed).toMatch(/^(\w{4}-){7}\w{4}$/);
  await picture(clerk.page, 'sheet');
  await clerk.page.emulateMedia({ media: 'print' });
  await picture(clerk.page, 'paper');
  await clerk.page.emulateMedia({ media: 'screen' });
  // Nothing was printed yet: the first Esc says what it would cost.
  await clerk.press('Escape');
  await clerk.sees('尚未打印');
  await clerk.page.getByRole('button', { name: '已打印封存，关闭' }).click();
  await clerk.sees('已生成');
  expect(await clerk.page.content()).not.toContain(printed.slice(0, 4));
  await clerk.page.getByRole('button', { name: '下次启动时更换' }).click();
  await clerk.sees('下次启动时更换数据密钥');
  expect(await tooWide(clerk.page)).toEqual([]);
  await picture(clerk.page, 'due');
  await clerk.page.getByRole('button', { name: '撤回' }).click();
  await clerk.until((now) => now.station.keyChange?.due === false, 'the change taken back');
  await clerk.page.getByRole('button', { name: '重新生成' }).click();
  await clerk.sees('原来封存的恢复密钥作废');
  await picture(clerk.page, 'again');
  await clerk.press('Escape');
  await clerk.hall.close();

  const hall = await launchHall({ profileDir: clerk.profileDir, size: { width: 1366, height: 768 } });
  onTestFinished(async () => {
    if (isAlive(hall.shellPid)) await hall.close();
  });
  const { page } = hall;
  await coreAnswers(page);
  const sees = (text: string) => page.getByText(text).first().waitFor();
  await sees('请输入工作站口令');
  await picture(page, 'locked');
  await page.getByRole('button', { name: '用恢复密钥打开' }).click();
  await page.getByLabel('恢复密钥').fill(`${printed.slice(0, -1)}${printed.endsWith('0') ? '1' : '0'}`);
  await page.getByLabel('新工作站口令').fill(NEW);
  await page.getByLabel('再输一次').fill('something else');
  await page.keyboard.press('Enter');
  await sees('两次输入不一致');
  await page.getByLabel('再输一次').fill(NEW);
  await page.keyboard.press('Enter');
  await sees('恢复密钥不对');
  await picture(page, 'wrong');
  await page.getByLabel('恢复密钥').fill(printed.toLowerCase());
  await page.keyboard.press('Enter');
  await sees('登录工作台');
});
