import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { coreAnswers } from '../support/core-state';
import { launchHall } from '../support/electron-app';
import { hall as hallCommand } from '../support/hall-command';
import { isAlive } from '../support/process-tree';

const PASSPHRASE = 'window A01 opens with this';

it('offers its backups where the store is damaged, and goes on by itself with one of them', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'hall-restore-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const profileDir = path.join(dir, 'profile');
  const passphrasePath = path.join(dir, 'passphrase');
  writeFileSync(passphrasePath, PASSPHRASE);
  const made = await hallCommand([
    'store',
    'backup',
    '--profile',
    profileDir,
    '--passphrase-file',
    passphrasePath,
  ]);
  expect(made.code).toBe(0);
  writeFileSync(path.join(profileDir, 'hall.db'), 'no store any more');

  const hall = await launchHall({ profileDir });
  onTestFinished(async () => {
    if (isAlive(hall.shellPid)) await hall.close();
  });
  const { page } = hall;
  await coreAnswers(page);
  await page.getByText('请输入工作站口令').first().waitFor();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByText('恢复所选备份').waitFor();
  expect(await page.getByRole('radio').count()).toBe(1);
  expect(await page.getByRole('radio').isChecked()).toBe(true);

  await page.keyboard.type('not the one');
  await page.keyboard.press('Enter');
  await page.getByText('工作站口令不对').waitFor();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByText('登录工作台').waitFor();

  const aside = readdirSync(profileDir).find((name) => name.startsWith('set-aside-')) ?? '';
  expect(readFileSync(path.join(profileDir, aside, 'hall.db'), 'utf8')).toBe('no store any more');
});
