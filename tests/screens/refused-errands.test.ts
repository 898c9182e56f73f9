/** At a window whose gateway has a mind of its own: what the clerk sees of it, and what they can do about it. */
import { expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import type { HallWindow } from '../support/core-state';
import { gatewayBefore } from '../support/gateway';
import { type Clerk, closeWindow, signPledge, startWindow, tooWide } from './clerk';

/** One pledge, nothing to wait for. */
const ITEM = 37;

const shot = process.env.SHOTS;
async function look(clerk: Clerk, name: string): Promise<void> {
  if (shot) await clerk.page.screenshot({ path: `${shot}/${name}.png` });
}

it('a clerk signs in offline past a gateway that refuses everything, is told so, and sends again what it refused', async () => {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const gateway = await gatewayBefore(province.url);
  const clerk = await startWindow({ size: { width: 1366, height: 768 }, provinceUrl: gateway.url });
  onTestFinished(() => closeWindow(clerk));
  const { page } = clerk;
  const signIn = async () => {
    await page.evaluate(async (who) => {
      await (window as unknown as HallWindow).hall.clerk.signIn(who);
    }, province.account);
    await clerk.sees('请选择事项');
  };
  await clerk.until((now) => now.station.seal.state === 'ready', 'the seal');
  await clerk.until((now) => now.devices.every(({ state }) => state === 'ready'), 'the devices');
  await signIn();

  gateway.refused = '/v1/pledges';
  await clerk.chooseItem(ITEM);
  await clerk.receive('周明远');
  await clerk.sees('请核对取得的证照');
  await clerk.press('F8');
  await clerk.sees('请核对表单');
  await page.getByRole('button', { name: '承诺', exact: false }).first().click();
  await signPledge(clerk);
  await clerk.press('F8');
  await page.locator('.pledge-text').waitFor({ state: 'detached' });
  await clerk.press('F8');
  await clerk.until((now) => now.errands.failed === 1, 'the refused registration');
  await clerk.press('F8', 'Control+e');
  await page.getByRole('tab', { name: '核验与异议' }).click();
  await clerk.sees('未办成');
  await look(clerk, 'refused-errand');
  expect(await tooWide(page)).toEqual([]);
  gateway.refused = '';
  const again = page.getByRole('button', { name: /^重新送出/ });
  await again.click();
  await clerk.sees('待核查');
  expect(await again.count()).toBe(0);

  gateway.refused = '*';
  await clerk.until((now) => now.province.state === 'unreachable', 'the gateway to be noticed');
  await page.evaluate(() => (window as unknown as HallWindow).hall.clerk.signOut());
  await clerk.sees(/仍可用原工号和口令离线登录/);
  await look(clerk, 'sign-in-away');
  expect(await tooWide(page)).toEqual([]);
  await signIn();
  await clerk.sees('离线登录：省平台没有接受这次请求');
  await look(clerk, 'signed-in-offline');
  expect(await tooWide(page)).toEqual([]);
});
