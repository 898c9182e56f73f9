/** Devices that come and go, and what a clerk sees of them meanwhile. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPty, type Simulator, startSimulator } from '../../fixtures/devices';
import { people } from '../../fixtures/people';
import type { HallWindow } from '../support/core-state';
import { tempDir } from '../support/temp-dir';
import { type Clerk, openWindow, tooWide } from './clerk';

const SIZE = { width: 1366, height: 768 };
/** The line is gone first, then the port; which of the two is on show is a matter of a moment. */
const GONE = /设备连接中断|没有找到设备/;
const REMEDY = /检查连线；插回后会自动恢复|检查设备是否插好/;

/** Devices of the test's own in place of those of the training world: these can be unplugged. */
async function plugIn(clerk: Clerk) {
  const dir = tempDir();
  const links = { idCardPort: join(dir, 'card'), qrPort: join(dir, 'scan') };
  const plug = async (): Promise<Simulator> => {
    const simulator = await startSimulator({ driver: 'id-card', link: links.idCardPort });
    onTestFinished(() => simulator.stop());
    return simulator;
  };
  const reader = await plug();
  const scanner = await openPty(links.qrPort);
  onTestFinished(() => scanner.close());
  let heard = '';
  scanner.onBytes((bytes) => {
    heard += Buffer.from(bytes).toString('hex');
  });
  await clerk.becomes('it');
  const saved = await clerk.page.evaluate(async (ports) => {
    const { settings } = (window as unknown as HallWindow).hall;
    const now = await settings.read();
    return now.ok ? (await settings.save({ ...now.value, ...ports })).ok : false;
  }, links);
  expect(saved).toBe(true);
  await clerk.becomes('clerk');
  await state(clerk, 'id-card', 'ready');
  await state(clerk, 'qr', 'ready');
  return { reader, plug, scanner, heard: () => heard };
}

const state = (clerk: Clerk, id: string, wanted: string) =>
  clerk.until(
    (now) => now.devices.find((device) => device.id === id)?.state === wanted,
    `${id} being ${wanted}`,
  );

const card = (() => {
  const found = people.find(({ id }) => id === 'p01')?.card;
  if (!found) throw new Error('p01 has no card');
  return found;
})();

describe('the devices of the window', () => {
  it('come and go on “devices” with their state, remedy and identity, and leave the focus where it is', async () => {
    const clerk = await openWindow(SIZE);
    await clerk.signIn();
    const { reader, plug } = await plugIn(clerk);
    await clerk.press('F6');
    const box = clerk.page.locator('article.device', { hasText: '身份证读卡器' });
    await box.getByText('就绪').waitFor();
    await box.getByText('05.01-20260105-0000000001-0000000001').waitFor();
    await box.getByText('115200 波特').waitFor();
    // A card that is laid brings its case to the front.
    reader.lay(card);
    await clerk.sees(card.name);
    await clerk.press('F6');
    await box.getByText('已放卡').waitFor();
    const again = clerk.page.locator('article.device', { hasText: '扫码器' }).getByRole('button');
    await again.focus();

    await reader.stop();
    await box.getByText('连接中断').first().waitFor();
    await box.getByText(GONE).waitFor();
    await box.getByText(REMEDY).waitFor();
    expect(await box.getByText('0000000001').count()).toBe(0);
    expect(await again.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await tooWide(clerk.page)).toEqual([]);

    await plug();
    await box.getByText('就绪').waitFor();
    await box.getByText('05.01-20260105-0000000001-0000000001').waitFor();
    expect(await box.getByRole('alert').count()).toBe(0);
    expect(await again.evaluate((button) => button === document.activeElement)).toBe(true);
    await clerk.page.getByText('未安装照片解码组件，不显示照片').waitFor();
  });

  it('come and go on “identify” without touching what is typed, and leave no card behind', async () => {
    const clerk = await openWindow(SIZE);
    await clerk.signIn();
    const { reader, scanner, plug } = await plugIn(clerk);
    reader.lay(card);
    await clerk.sees('未安装照片解码组件，不显示照片');
    const name = clerk.page.locator('.strip-identity .strip-main');
    expect(await name.textContent()).toBe(card.name);
    await clerk.page.evaluate(() =>
      (window as unknown as HallWindow).hall.case.abandon({ reason: '申请人改日再办' }),
    );
    await clerk.until((now) => now.case === null, 'the case being given up');

    await reader.stop();
    await state(clerk, 'id-card', 'lost');
    const empty = await plug();
    await state(clerk, 'id-card', 'ready');
    expect((await clerk.until(() => true, 'anything')).case).toBeNull();
    expect(await name.count()).toBe(0);

    await clerk.page.getByRole('combobox').focus();
    await clerk.chooseItem(37);
    const manual = clerk.page.getByLabel('手工录入');
    await manual.focus();
    await clerk.type('LT1');
    await empty.stop();
    await clerk.sees(new RegExp(`身份证读卡器：(${GONE.source})`));
    await scanner.close();
    await clerk.sees('读卡器与扫码器都不可用，请改用手工录入');
    expect(await tooWide(clerk.page)).toEqual([]);
    const back = await plug();
    await clerk.page.getByText(/身份证读卡器：/).waitFor({ state: 'detached' });
    expect(await manual.inputValue()).toBe('LT1');
    expect(await manual.evaluate((field) => field === document.activeElement)).toBe(true);
    back.lay(card);
    await clerk.sees('请核对取得的证照');
  });

  it('are started from the window where they can be, by button and by key', async () => {
    const clerk = await openWindow(SIZE, [], { qrProfile: 'newland' });
    await clerk.signIn();
    const { scanner, heard } = await plugIn(clerk);
    const start = '7e00080100020102da';
    const search = clerk.page.getByRole('combobox');
    await search.focus();
    await clerk.press('Control+B');
    await expect.poll(() => heard()).toBe(start);
    expect(await search.inputValue()).toBe('');
    await clerk.chooseItem(37);
    const button = clerk.page.getByRole('button', { name: /^扫码 Ctrl/ });
    await button.click();
    await expect.poll(() => heard()).toBe(start.repeat(2));
    // One at a time: a press while the one before is under way starts nothing.
    await clerk.page.locator('button[aria-busy=false]', { hasText: '扫码' }).waitFor();
    await clerk.press('Control+B');
    await expect.poll(() => heard()).toBe(start.repeat(3));
    await scanner.close();
    await button.waitFor({ state: 'detached' });
  });
});
