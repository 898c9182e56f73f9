import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import { coreAnswers } from '../support/core-state';
import { type Hall, launchHall } from '../support/electron-app';
import { isAlive } from '../support/process-tree';

const PASSPHRASE = 'window A01 opens with this';

/** A window that is not in training mode, against a province of the test's own. */
async function realWindow(): Promise<{ open: () => Promise<Hall>; province: Province; profileDir: string }> {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-first-'));
  onTestFinished(() => rmSync(profileDir, { recursive: true, force: true }));
  const open = async () => {
    const hall = await launchHall({ profileDir, provinceUrl: province.url });
    onTestFinished(async () => {
      if (isAlive(hall.shellPid)) await hall.close();
    });
    await coreAnswers(hall.page);
    return hall;
  };
  return { open, province, profileDir };
}

const sees = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

async function signIn(page: Page, province: Province): Promise<void> {
  await sees(page, '登录工作台');
  await page.keyboard.type(province.account.account);
  await page.keyboard.press('Tab');
  await page.keyboard.type(province.account.secret);
  await page.keyboard.press('Enter');
  await sees(page, '请选择事项');
}

it('asks for a passphrase at the first start, keeps the store shut without it, and opens with it', async () => {
  const { open, province, profileDir } = await realWindow();
  const first = await open();
  await sees(first.page, '首次启用，请设定工作站口令');
  await first.page.keyboard.type(PASSPHRASE);
  await first.page.keyboard.press('Tab');
  await first.page.keyboard.type(PASSPHRASE);
  await first.page.keyboard.press('Enter');
  await signIn(first.page, province);
  expect(await first.page.getByText('训练模式').count()).toBe(0);
  await first.close();
  expect(readFileSync(path.join(profileDir, 'hall.db')).subarray(0, 15).toString('latin1')).not.toBe(
    'SQLite format 3',
  );

  const second = await open();
  await sees(second.page, '请输入工作站口令');
  await second.page.keyboard.type('not the one');
  await second.page.keyboard.press('Enter');
  await sees(second.page, '工作站口令不对');
  await second.page.keyboard.press('Control+A');
  await second.page.keyboard.type(PASSPHRASE);
  await second.page.keyboard.press('Enter');
  await signIn(second.page, province);
});

it('signs nobody in with a wrong secret, and says so in words', async () => {
  const { open, province } = await realWindow();
  const { page } = await open();
  await sees(page, '首次启用，请设定工作站口令');
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await sees(page, '登录工作台');
  await page.keyboard.type(province.account.account);
  await page.keyboard.press('Tab');
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await sees(page, '工号或口令不对');
  expect(await page.getByText('请选择事项').count()).toBe(0);
});
