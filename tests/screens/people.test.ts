/** Who may be at the window, what they see of it, and what it shows to nobody. */
import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HallWindow } from '../support/core-state';
import { type Clerk, tooWide, visibleText } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const picturesDir = process.env.HALL_PICTURES;

async function picture(clerk: Clerk, name: string): Promise<void> {
  if (picturesDir === undefined) return;
  mkdirSync(picturesDir, { recursive: true });
  await clerk.page.screenshot({ path: `${picturesDir}/${name}.png` });
}

const rooms = (clerk: Clerk) => clerk.page.locator('.top-room > span:first-child').allTextContents();

describe('a locked window', () => {
  it('shows nothing of the case, opens with the PIN, and shows the case again', async () => {
    const clerk = await windowFor(SIZES[0]);
    await clerk.signIn();
    await clerk.press('F7');
    await clerk.page.locator('#setting-pin').fill('482913');
    await clerk.press('Enter');
    await clerk.sees('已设定');
    await clerk.press('F2');
    await clerk.chooseItem(37);
    await clerk.receive('周明远');
    await clerk.sees('请核对取得的证照');
    await clerk.press('Control+L');
    await clerk.sees('工作台已锁定');
    expect((await visibleText(clerk.page)).join(' ')).not.toMatch(/周明远|老年人补贴/);
    expect((await clerk.until((now) => now.lock != null, 'the lock')).case).toBeNull();
    await picture(clerk, 'lock-1366');
    await clerk.type('111111');
    await clerk.press('Enter');
    await clerk.sees('解锁码不对');
    await clerk.type('482913');
    await clerk.press('Enter');
    await clerk.sees('请核对取得的证照');
    await clerk.sees('周明远');
  });

  it('is what is left behind when the computer is locked or put to sleep', async () => {
    const clerk = await windowFor(SIZES[0]);
    await clerk.signIn();
    for (const event of ['lock-screen', 'suspend'] as const) {
      // What the system tells Electron when somebody locks the session or shuts the lid.
      await clerk.hall.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
      const { lock, clerk: atWork } = await clerk.until((now) => now.lock != null, `a lock by ${event}`);
      expect([lock?.why, atWork]).toEqual(['left', null]);
      await clerk.sees('工作台已锁定');
      await clerk.becomes('clerk');
      await clerk.sees('请选择事项');
    }
  });
});

describe('a card on the reader of a window where nobody is at work', () => {
  it('names a supervisor, who types the secret, and signs a clerk in by itself', async () => {
    const clerk = await windowFor(SIZES[0]);
    await clerk.sees('在本窗口登录过的工作人员，放上本人身份证即可登录');
    await picture(clerk, 'card-way-1366');
    await clerk.page.getByRole('button', { name: '值班主管' }).click();
    await clerk.page.getByRole('button', { name: '放上这位人员的证件' }).click();
    await clerk.sees('已读到 值班培训员 的证件，请输入口令');
    await picture(clerk, 'card-confirm-1366');
    await clerk.page.getByRole('button', { name: '窗口人员' }).click();
    await clerk.page.getByRole('button', { name: '放上这位人员的证件' }).click();
    await clerk.sees('请选择事项');
    const { clerk: signedIn } = await clerk.until((now) => now.clerk !== null, 'the clerk');
    expect(signedIn?.account).toBe('370102-01');
  });
});

describe('the rooms of the window', () => {
  it('are those of the role: the record for a supervisor, the machine for IT, the case for a clerk', async () => {
    const clerk = await windowFor(SIZES[0]);
    await clerk.signIn();
    expect(await rooms(clerk)).toEqual(expect.arrayContaining(['办理', '待送', '设备', '记录', '设置']));
    await clerk.press('Control+J');
    await clerk.sees('当前没有正在办理的业务');
    expect(await clerk.page.getByText('校验操作记录').count()).toBe(0);
    await clerk.press('F7');
    await clerk.sees('只有值班主管和运维人员可以修改设置');
    expect(await clerk.page.locator('#setting-provinceUrl').isDisabled()).toBe(true);
    const refused = await clerk.page.evaluate(async () => {
      const answer = await (window as unknown as HallWindow).hall.audit.list({ limit: 1 });
      return answer.ok ? 'ok' : answer.failure.code;
    });
    expect(refused).toBe('CLERK_NOT_ALLOWED');
    await clerk.becomes('it');
    expect(await rooms(clerk)).not.toContain('办理');
    expect(await clerk.page.locator('#setting-provinceUrl').isDisabled()).toBe(false);
  });

  it.each(SIZES)('show a supervisor the record, filtered and verified, at $width', async (size) => {
    const clerk = await windowFor(size);
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('周明远');
    await clerk.sees('请核对取得的证照');
    await clerk.press('Control+J');
    await clerk.sees('调取证照');
    expect(await tooWide(clerk.page)).toEqual([]);
    await picture(clerk, `slip-${size.width}`);
    await clerk.becomes('supervisor');
    await clerk.page.getByRole('tab', { name: '操作记录' }).click();
    await clerk.page.getByRole('button', { name: '校验操作记录' }).click();
    await clerk.sees(/校验通过，共/);
    await clerk.sees('省平台尚未留存本窗口的核对点');
    await clerk.page.getByRole('button', { name: '本件' }).first().click();
    await clerk.sees('取用证照');
    expect(await tooWide(clerk.page)).toEqual([]);
    await picture(clerk, `records-${size.width}`);
    await clerk.page.getByRole('button', { name: '导出表格' }).click();
    await clerk.sees('请第二人确认');
    await picture(clerk, `second-${size.width}`);
    await clerk.press('Escape');
    await clerk.sees('这一步需要第二人在场确认');
    await clerk.press('F7');
    await clerk.sees(/锁定.*双人确认/);
    await picture(clerk, `settings-${size.width}`);
  });

  it('export with a second person, who goes on record', async () => {
    const clerk = await windowFor(SIZES[0]);
    await clerk.signIn();
    await clerk.becomes('supervisor');
    await clerk.press('Control+J');
    await clerk.page.getByRole('button', { name: '导出表格' }).click();
    await clerk.sees('请第二人确认');
    const account = await clerk.page.evaluate(async () => {
      const accounts = await (window as unknown as HallWindow).hall.training.accounts();
      return accounts.ok ? accounts.value.find(({ role }) => role === 'it') : undefined;
    });
    await clerk.page.getByLabel('第二人工号').fill(account?.account ?? '');
    await clerk.page.getByLabel('第二人口令').fill(account?.secret ?? '');
    await clerk.press('F8');
    await clerk.sees(/已导出 \d+ 条/);
    await clerk.sees(`第二人 ${account?.account}`);
  });
});
