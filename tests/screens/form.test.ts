import { describe, expect, it } from 'vitest';
import { type Clerk, visibleText } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

async function formOf(name: string): Promise<Clerk> {
  const clerk = await windowFor();
  await clerk.signIn();
  await clerk.chooseItem(37);
  await clerk.receive(name);
  await clerk.sees('请核对取得的证照');
  await clerk.press('F8');
  await clerk.sees('请核对表单');
  return clerk;
}

const field = (now: Awaited<ReturnType<Clerk['until']>>, key: string) =>
  now.case?.form?.fields.find((one) => one.key === key);

describe('the form', () => {
  it('keeps what is typed through a kill of the core, the half-typed field included', async () => {
    const clerk = await formOf('周明远');
    const corePid = await clerk.hall.corePid();
    if (corePid === undefined) throw new Error('no core is running');
    const phone = clerk.page.locator('#field-phone');
    await phone.focus();
    await clerk.type('138053');
    // Watched for from before the kill: the core may be back before the last key is typed.
    const noticed = clerk.sees('后台服务正在恢复');
    process.kill(corePid, 'SIGKILL');
    await clerk.type('12345');
    await noticed;
    expect(await phone.inputValue()).toBe('13805312345');
    const after = await clerk.until(
      (now) => field(now, 'phone')?.value === '13805312345',
      'the typed number',
    );
    expect(field(after, 'phone')?.source?.from).toBe('clerk');
    expect(await clerk.hall.corePid()).not.toBe(corePid);
    await clerk.page.getByText('后台服务正在恢复').waitFor({ state: 'detached' });
    expect(await phone.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('says what is wrong with a field in Chinese, beside it, and forgets it once put right', async () => {
    const clerk = await formOf('周明远');
    await clerk.page.locator('#field-phone').focus();
    await clerk.type('138');
    await clerk.press('Enter');
    await clerk.sees('请填 11 位手机号码');
    await clerk.press('F3');
    expect(await clerk.page.evaluate(() => document.activeElement?.id)).toBe('field-phone');
    await clerk.press('Control+A');
    await clerk.type('13805312345');
    await clerk.press('Tab');
    await clerk.page.getByText('请填 11 位手机号码').waitFor({ state: 'detached' });
    expect(await clerk.page.locator('#field-phone').inputValue()).toBe('138 0531 2345');
  });

  it('lights the evidence of a field, and the fields of an evidence', async () => {
    const clerk = await formOf('周明远');
    await clerk.page.locator('#field-bankName').hover();
    await clerk.page.locator('.card-lit', { hasText: '社会保障卡' }).waitFor();
    await clerk.page.locator('.card', { hasText: '老年人优待证' }).hover();
    await clerk.page.locator('.field-lit', { hasText: '老年人优待证编号' }).waitFor();
    expect(await clerk.page.locator('.field-lit', { hasText: '社保卡开户银行' }).count()).toBe(0);
  });

  it('is out of sight while the window is locked, and back with the clerk', async () => {
    const clerk = await formOf('周明远');
    await clerk.page.locator('#field-phone').focus();
    await clerk.type('13805312345');
    await clerk.press('Control+L');
    await clerk.sees('登录工作台');
    expect((await visibleText(clerk.page)).join(' ')).not.toContain('周明远');
    await clerk.sees('已填入训练账号');
    await clerk.press('Enter');
    await clerk.sees('请核对表单');
    expect(await clerk.page.locator('#field-phone').inputValue()).toBe('138 0531 2345');
  });

  it('stays as it is when a dialog is left with Esc', async () => {
    const clerk = await formOf('周明远');
    await clerk.page.getByRole('button', { name: '放弃本件' }).focus();
    await clerk.press('Enter');
    await clerk.sees('放弃本件业务');
    // Keys do not fall through to the form behind.
    await clerk.press('F9');
    await clerk.press('Escape');
    await clerk.page.getByText('放弃本件业务').waitFor({ state: 'detached' });
    await clerk.sees('请核对表单');
    expect((await clerk.until(() => true, 'anything')).case?.state).toBe('ReviewingForm');
  });
});
