/** A disk that fails, or takes nothing, under the real window: said at once with a remedy, and over when the disk is well again. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { requireNodeRuntime } from '../../tools/base/node-runtime.mjs';
import { coreAnswers, type HallWindow } from '../support/core-state';
import { launchHall } from '../support/electron-app';
import { hall as hallCommand } from '../support/hall-command';
import { isAlive } from '../support/process-tree';
import { buildSickDisk, canBuildSickDisk } from '../support/sick-disk';
import { fillDisk } from '../support/small-disk';
import { closeWindow, openWindow, startWindow } from './clerk';
import { takeIn } from './page-case';

const PASSPHRASE = 'window A01 opens with this';
const SIZE = { width: 1366, height: 768 };
const picturesDir = process.env.HALL_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (picturesDir === undefined) return;
  mkdirSync(picturesDir, { recursive: true });
  await page.screenshot({ path: `${picturesDir}/${name}.png` });
}

/** Types into the first field for a phone number over the window's own bridge; returns the code of the refusal, or nothing. */
function editOpenField(page: Page, value: string): Promise<string> {
  return page.evaluate(async (typed) => {
    const { case: desk, station } = (window as unknown as HallWindow).hall;
    const now = await station.snapshot();
    const fields = (now.ok && now.value.case?.form?.fields) || [];
    const field = fields.find(({ type, hidden }) => type === 'phone' && !hidden);
    const done = await desk.editField({ key: field?.key ?? '', value: typed });
    return done.ok ? '' : done.failure.code;
  }, value);
}

/** A Node for the core with the failing disk under it; the shell looks there first. */
function sickNode(): { flagPath: string; env: Record<string, string> } {
  const dir = mkdtempSync(path.join(tmpdir(), 'hall-sick-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const { flagPath, env } = buildSickDisk(dir);
  const nodePath = path.join(dir, 'node');
  const set = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(nodePath, `#!/bin/sh\n${set.join(' ')} exec '${requireNodeRuntime()}' "$@"\n`);
  chmodSync(nodePath, 0o700);
  return { flagPath, env: { HALL_NODE: nodePath } };
}

it.skipIf(!canBuildSickDisk)(
  'says that the disk fails with what to do, keeps what was there, and goes on by itself when it is well',
  async () => {
    const { flagPath, env } = sickNode();
    const clerk = await openWindow(SIZE, [], {}, env);
    const { page } = clerk;
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('周明远');
    await clerk.sees('请核对取得的证照');

    writeFileSync(`${flagPath}.flush`, '');
    await clerk.press('F8');
    const bar = page.locator('.core-bar');
    await bar.getByText('磁盘读写出错').waitFor();
    expect(await bar.textContent()).toContain('STORE_IO_ERROR');
    expect(await bar.textContent()).toContain('请信息人员检查磁盘');
    expect(await bar.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    // Once: the bar says it, and the step that failed does not say it again.
    await page.locator('.ant-btn-loading').waitFor({ state: 'detached' });
    expect(await page.getByText('磁盘读写出错').count()).toBe(1);
    await picture(page, 'sick-disk');
    // Nothing moved on that could not be written down.
    await clerk.sees('请核对取得的证照');
    await clerk.until((now) => now.case?.state === 'ReviewingLicences', 'the case where it was');

    rmSync(`${flagPath}.flush`);
    await bar.waitFor({ state: 'detached' });
    expect(await page.getByText('磁盘读写出错').count()).toBe(0);
    await clerk.press('F8');
    await clerk.sees('请核对表单');
    await picture(page, 'sick-disk-well');

    // The system has set the disk to read-only under the running window: what is typed is refused, and asked for again.
    const typeIn = (value: string) => editOpenField(page, value);
    writeFileSync(`${flagPath}.read-only`, '');
    expect(await typeIn('13800000000')).toBe('STORE_IO_ERROR');
    await bar.getByText('磁盘读写出错').waitFor();
    expect(await page.getByText('磁盘读写出错').count()).toBe(1);
    await picture(page, 'read-only-in-use');
    rmSync(`${flagPath}.read-only`);
    await bar.waitFor({ state: 'detached' });
    expect(await typeIn('13800000000')).toBe('');
    const { case: view } = await clerk.until((now) => now.case?.state === 'ReviewingForm', 'the form');
    expect(view?.form?.fields.find(({ type }) => type === 'phone')?.problem).toBeNull();
  },
);

const run = (...words: string[]) => spawnSync(words[0] ?? '', words.slice(1)).status === 0;
const mayMount = process.getuid?.() === 0 && run('unshare', '-m', 'true');
if (!mayMount) process.stdout.write('own disk: skipped, this account may not mount a file system\n');

/** A disk of 64 MB, gone when the test is over; `dir` is the folder that it is mounted in. */
function ownDisk(): { dir: string; disk: string } {
  const dir = mkdtempSync(path.join(tmpdir(), 'hall-disk-'));
  const disk = path.join(dir, 'disk');
  mkdirSync(disk);
  expect(run('mount', '-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk)).toBe(true);
  onTestFinished(() => {
    run('umount', '-l', disk);
    rmSync(dir, { recursive: true, force: true });
  });
  return { dir, disk };
}

/** A profile with a store on a disk of its own. */
async function profileOnOwnDisk(): Promise<{ disk: string; profileDir: string }> {
  const { dir, disk } = ownDisk();
  const profileDir = path.join(disk, 'profile');
  const passphrasePath = path.join(dir, 'passphrase');
  writeFileSync(passphrasePath, PASSPHRASE);
  const words = ['store', 'backup', '--profile', profileDir, '--passphrase-file', passphrasePath];
  expect((await hallCommand(words)).code).toBe(0);
  return { disk, profileDir };
}

it.skipIf(!mayMount)(
  'opens on a disk that is read-only, says so, and opens the store once it may be written on',
  async () => {
    const { disk, profileDir } = await profileOnOwnDisk();
    expect(run('mount', '-o', 'remount,ro', disk)).toBe(true);
    const hall = await launchHall({ profileDir, size: SIZE, env: { TMPDIR: path.dirname(disk) } });
    onTestFinished(async () => {
      if (isAlive(hall.shellPid)) await hall.close();
    });
    const { page } = hall;
    const unlock = async () => {
      await page.getByText('请输入工作站口令').first().waitFor();
      await page.keyboard.type(PASSPHRASE);
      await page.keyboard.press('Enter');
    };
    await coreAnswers(page);
    await unlock();
    await page.getByText('数据目录不能写入').waitFor();
    expect(await page.locator('.sign-in-card').textContent()).toContain('STORE_UNWRITABLE');
    expect(await page.getByText('恢复所选备份').count()).toBe(0);
    await picture(page, 'read-only-disk');

    expect(run('mount', '-o', 'remount,rw', disk)).toBe(true);
    await page.getByRole('button', { name: '重试' }).click();
    await unlock();
    await page.getByText('登录工作台').waitFor();
  },
);

it.skipIf(!mayMount)(
  'says once that the disk is full, and takes in, seals and delivers without loss when there is room again',
  async () => {
    const { dir, disk } = ownDisk();
    const clerk = await startWindow({ size: SIZE, inDir: disk, env: { TMPDIR: dir } });
    onTestFinished(() => closeWindow(clerk));
    const { page } = clerk;
    const bar = page.locator('.core-bar');
    const full = async () => {
      const makeRoom = fillDisk(disk, 0);
      await clerk.press('F8');
      await bar.getByText('磁盘空间不足').waitFor();
      expect(await bar.textContent()).toContain('STORE_DISK_FULL');
      expect(await bar.textContent()).toContain('请清理磁盘');
      await page.locator('.ant-btn-loading').waitFor({ state: 'detached' });
      expect(await page.getByText('磁盘空间不足').count()).toBe(1);
      return async () => {
        makeRoom();
        await bar.waitFor({ state: 'detached' });
        expect(await page.getByText('磁盘空间不足').count()).toBe(0);
      };
    };
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('许静兰');
    await clerk.sees('请核对取得的证照');
    const makeRoom = await full();
    await picture(page, 'full-disk');
    await clerk.until((now) => now.case?.state === 'ReviewingLicences', 'the case where it was');
    await makeRoom();

    const { name = '', number = '' } = people.find(({ id }) => id === 'p02') ?? {};
    const asked = { personId: 'p02', name, idNumber: number, seq: 37, phone: '13800000000' };
    expect(await page.evaluate(takeIn, { ...asked, upTo: 'form' as const })).toBe('');
    await clerk.sees('已全部填好');
    const filled = (await clerk.until((now) => now.case?.form != null, 'the form')).case?.form;
    const makeRoomAgain = await full();
    const { case: still } = await clerk.until((now) => now.case?.state === 'ReviewingForm', 'the form still');
    expect([still?.receipt, still?.form]).toEqual([null, filled]);
    await makeRoomAgain();
    await clerk.press('F8');
    await clerk.sees('受理通知书已签章');
    await clerk.until((now) => now.case?.receipt?.delivery === 'acknowledged', 'the delivery');
    expect((await clerk.until(({ outbox }) => outbox.acknowledged > 0, 'the queue')).outbox).toMatchObject({
      waiting: 0,
      parked: 0,
      acknowledged: 1,
    });
  },
);
