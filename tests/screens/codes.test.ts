/** A number is called, a code is confirmed, an enterprise's permits are brought up: at the window, with the training panel. */
import { expect, it } from 'vitest';
import type { HallWindow } from '../support/core-state';
import { type Clerk, openWindow, tooWide } from './clerk';

const shot = process.env.SHOTS;
async function look(clerk: Clerk, name: string): Promise<void> {
  if (shot) await clerk.page.screenshot({ path: `${shot}/codes-${name}.png` });
  expect(await tooWide(clerk.page)).toEqual([]);
}

function show(clerk: Clerk, holderId: string): Promise<void> {
  return clerk.page.evaluate(async (id) => {
    await (window as unknown as HallWindow).hall.training.showCode({ holderId: id });
  }, holderId);
}

/** The next one is called, and somebody who shows a code in between is served instead. */
function callInVain(clerk: Clerk): Promise<void> {
  return clerk.page.evaluate(async () => {
    const { hall } = window as unknown as HallWindow;
    const queue = { hallCode: '370102', group: 'A' };
    await hall.training.takeTicket({ holderId: 'p02', itemSeq: null, ...queue });
    const calling = hall.queue.next();
    await hall.device.wedgeCode({ text: `LT1.${'a'.repeat(80)}` });
    await calling;
  });
}

it('a number is taken and called, a code confirmed, and permits brought up (R36, R43, R41)', async () => {
  const clerk = await openWindow({ width: 1366, height: 768 });
  await clerk.signIn();
  await clerk.press('Control+g');
  await clerk.sees('现在没有人等候');

  await clerk.press('F10');
  await clerk.sees('以下人员与企业均为虚构');
  await clerk.type('周明远');
  await clerk.page.getByRole('button', { name: '取号' }).first().click();
  await clerk.sees(/已取号 A001/);
  await look(clerk, 'training');
  await clerk.press('Escape', 'Control+g');
  await clerk.sees(/已叫 A001 号，身份和所选事项已带来/);
  await clerk.sees('经济困难老年人补贴');
  await look(clerk, 'called');
  await clerk.page.getByRole('button', { name: '所需电子证照' }).click();
  await clerk.page.getByRole('button', { name: /^居民身份证/ }).click();
  await clerk.page.getByRole('combobox', { name: '发证地区' }).click();
  await clerk.sees('济南市历下区');
  // Esc closes the list first; what was filled in stays.
  await clerk.press('Escape');
  await clerk.sees('按申请人所说填写');
  await clerk.press('Escape');
  await clerk.page.locator('dialog').waitFor({ state: 'hidden' });
  await clerk.press('F8');
  await clerk.sees('请核对取得的证照');
  await clerk.page.getByRole('button', { name: '放弃本件' }).click();
  await clerk.page.getByText('申请人改日再办').click();
  await clerk.press('F8');
  await clerk.sees('请选择事项');

  await callInVain(clerk);
  await clerk.sees('已叫 A002 号，还没有开始办理');
  await look(clerk, 'standing-served');
  await clerk.page.getByRole('button', { name: '放弃本件' }).click();
  await clerk.page.getByText('申请人改日再办').click();
  await clerk.press('F8');
  await clerk.page.getByRole('button', { name: '接着办 A002 号' }).waitFor();
  await look(clerk, 'standing');
  await clerk.page.getByRole('button', { name: '过号' }).click();
  await clerk.sees('A002 号已过号');
  await clerk.page.getByRole('button', { name: '叫号' }).waitFor();

  await clerk.press('Control+y');
  await clerk.sees('请对方出示码');
  await look(clerk, 'confirm-waiting');
  await show(clerk, 'p01');
  await clerk.sees('周**');
  await look(clerk, 'confirm-yes');
  await clerk.page.getByText('看病就医').click();
  await clerk.sees('是否持有有效的医保电子凭证');
  await show(clerk, 'p01');
  await clerk.page.locator('.confirm-no').waitFor();
  await look(clerk, 'confirm-no');
  await clerk.press('Escape');
  await clerk.until((now) => now.confirm === null && now.case === null, 'nothing being kept');
  await clerk.page.getByText('请对方出示码').waitFor({ state: 'hidden' });
  await clerk.page.locator('dialog').waitFor({ state: 'hidden' });

  await clerk.chooseItem(448);
  await clerk.press('F10');
  await clerk.type('济南明湖样例食品');
  await clerk.page.getByLabel('出示哪种码').click();
  await clerk.page.getByTitle('出示电子营业执照').click();
  await clerk.page.getByRole('button', { name: '出示电子营业执照' }).first().click();
  await clerk.sees('请核对取得的证照');
  await clerk.page.getByRole('button', { name: '名下许可' }).click();
  await clerk.sees('已授权调取');
  await look(clerk, 'permits');
});
