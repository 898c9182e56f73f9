import { describe, expect, it } from 'vitest';
import { type Clerk, tooWide } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

/** A registration with regions, references, conditions, rows and a file. */
const ITEM = 439;
const FIRM = '济南明湖样例食品有限公司';

async function formOf(size?: { width: number; height: number }): Promise<Clerk> {
  const clerk = await windowFor(size);
  await clerk.signIn();
  await clerk.chooseItem(ITEM);
  await clerk.receive(FIRM);
  await clerk.sees('请核对取得的证照');
  await clerk.press('F8');
  await clerk.sees('请核对表单');
  return clerk;
}

const formNow = async (clerk: Clerk) => (await clerk.until(() => true, 'the form')).case?.form;
const field = (clerk: Clerk, key: string) => clerk.page.locator(`[id="field-${key}"]`);
const held = (clerk: Clerk, key: string, test: (value: string) => boolean) =>
  clerk.until(
    (now) => test(now.case?.form?.fields.find((one) => one.key === key)?.value ?? ''),
    `a value of ${key}`,
  );

describe('the finer parts of a form, by keyboard', () => {
  it('corrects a sourced value with a reason, and shows that it was corrected', async () => {
    const clerk = await formOf();
    await clerk.page.getByRole('button', { name: '更正企业名称' }).focus();
    await clerk.press('Enter');
    await clerk.sees('更正取得的数据');
    await clerk.press('F8');
    await clerk.sees('请填写原因');
    await clerk.type('济南明湖样例饮品有限公司');
    await clerk.press('Tab');
    await clerk.type('原件不符');
    await clerk.press('F8');
    await clerk.sees('已更正');
    const name = (await formNow(clerk))?.fields.find((one) => one.key === 'enterpriseName');
    expect(name).toMatchObject({
      value: '济南明湖样例饮品有限公司',
      deviation: { reason: '原件不符', former: { value: FIRM } },
    });
  });

  it('asks for what a choice makes necessary, finds a region by a part of its name, and takes a person in two halves', async () => {
    const clerk = await formOf();
    expect(await field(clerk, 'newRepresentative').count()).toBe(0);
    const kinds = (await formNow(clerk))?.fields.find((one) => one.key === 'applyKind')?.options ?? [];
    const legal = kinds.find((kind) => kind.value === 'legal')?.label ?? '';
    await field(clerk, 'newRegion').focus();
    await clerk.type('历下');
    await clerk.press('Enter');
    await held(clerk, 'newRegion', (value) => value === '370102');
    await field(clerk, 'applyKind').click();
    await clerk.page.getByTitle(legal).click();
    await field(clerk, 'newRepresentative').focus();
    await clerk.type('周明远');
    await clerk.press('Tab');
    await clerk.type('37019919530412981');
    await clerk.press('Tab');
    await clerk.sees('请填写姓名和正确的身份证号码');
    // What was typed into a part that is out of sight now is still there.
    await held(clerk, 'newRegion', (value) => value === '370102');
    expect(await field(clerk, 'newRegion').count()).toBe(0);
  });

  it('adds rows and takes them out without losing what stands in the others', async () => {
    const clerk = await formOf();
    const add = clerk.page.getByRole('button', { name: '添加一行股东出资情况' });
    await add.focus();
    await clerk.press('Enter');
    const isFocused = (row: number) =>
      clerk.page.locator(`[id="field-shareholders.${row}.shareholder"]:focus`).waitFor({ state: 'attached' });
    await isFocused(1);
    await add.focus();
    await clerk.press('Enter');
    await isFocused(2);
    await clerk.type('样例投资');
    await clerk.page.getByRole('button', { name: '移除股东出资情况 1' }).focus();
    await clerk.press('Enter');
    await field(clerk, 'shareholders.1.shareholder').waitFor({ state: 'detached' });
    expect(await field(clerk, 'shareholders.2.shareholder').inputValue()).toBe('样例投资');
    await clerk.page.getByRole('group', { name: '股东出资情况 1' }).waitFor();
    expect(await add.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('takes a photograph of full size, and refuses a program that calls itself one', async () => {
    const clerk = await formOf();
    const chooser = clerk.page.locator('input[type=file]').first();
    const photo = Buffer.alloc(4 * 1024 * 1024 - 10, 7);
    Buffer.from('89504e470d0a1a0a', 'hex').copy(photo);
    await chooser.setInputFiles({ name: '决议.png', mimeType: 'image/png', buffer: photo });
    await clerk.sees('决议.png');
    const program = Buffer.from('MZ this program cannot be run');
    await chooser.setInputFiles({ name: '决议.jpg', mimeType: 'image/jpeg', buffer: program });
    await clerk.sees('不是可以接收的文件');
    await clerk.page.getByRole('button', { name: '移除附件决议.png' }).click();
    await clerk.page.getByText('决议.png').waitFor({ state: 'detached' });
    expect((await formNow(clerk))?.materials.flatMap((material) => material.attachments)).toEqual([]);
  });

  it.each([
    { width: 1366, height: 768 },
    { width: 1919, height: 1079 },
  ])('fits $width x $height with all of it open, and the page itself never scrolls', async (size) => {
    const clerk = await formOf(size);
    for (let count = 0; count < 3; count += 1) {
      await clerk.page.getByRole('button', { name: '添加一行股东出资情况' }).click();
      await field(clerk, `shareholders.${count + 1}.shareholder`).waitFor();
    }
    await clerk.press('F3', 'F3', 'F3', 'F3', 'F3', 'F3');
    expect(await tooWide(clerk.page)).toEqual([]);
    expect(await clerk.page.evaluate(() => document.documentElement.scrollTop)).toBe(0);
  });
});
