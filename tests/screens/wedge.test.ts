import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { type Clerk, freshCode, openWindow, tooWide } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

const MARKS: Readonly<Record<string, string>> = {
  '.': 'Period',
  '-': 'Minus',
  _: 'Minus',
  '/': 'Slash',
  ':': 'Semicolon',
};
const PACE_MS = 10;
const SHIFT = 8;

/**
 * As a scanner in keyboard mode types, with the time of each press as its keyboard would give it. `inputMethod`: one has
 * composed this and takes the keys too, so that they bring no characters; the first six reach its text while it
 * has a field to compose in.
 */
async function type(clerk: Clerk, text: string, end: 'Enter' | '', inputMethod = ''): Promise<void> {
  const cdp = await clerk.page.context().newCDPSession(clerk.page);
  // The presses lie in the past, and behind those of the clerk.
  await clerk.page.waitForTimeout((text.length + 5) * PACE_MS);
  let at = Date.now() - (text.length + 1) * PACE_MS;
  const sent: Promise<unknown>[] = [];
  for (const character of [...text, ...(end ? [end] : [])]) {
    at += PACE_MS;
    const letter = /^[A-Za-z]$/.test(character);
    const key = {
      code: /^\d$/.test(character)
        ? `Digit${character}`
        : letter
          ? `Key${character.toUpperCase()}`
          : (MARKS[character] ?? character),
      modifiers: /^[A-Z_:]$/.test(character) ? SHIFT : 0,
      timestamp: at / 1000,
    };
    const plain =
      character === 'Enter'
        ? { type: 'keyDown' as const, key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }
        : { type: 'keyDown' as const, key: character, text: character };
    const composed = inputMethod && sent.length < 12 ? inputMethod + text.slice(0, sent.length / 2 + 1) : '';
    sent.push(
      cdp.send('Input.dispatchKeyEvent', {
        ...(inputMethod
          ? { type: 'rawKeyDown' as const, key: 'Process', windowsVirtualKeyCode: 229 }
          : plain),
        ...key,
      }),
      ...(composed
        ? [
            cdp.send('Input.imeSetComposition', {
              text: composed,
              selectionStart: composed.length,
              selectionEnd: composed.length,
            }),
          ]
        : [cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })]),
    );
  }
  await Promise.all(sent);
  await cdp.detach();
}

const scan = (clerk: Clerk, code: string) => type(clerk, code, 'Enter');

const search = (page: Page) =>
  page.getByRole('combobox', { name: '搜索事项名称、拼音首字母、部门、证照或序号' });

/** What IT has taken over from a maker's manual; here a picture 290 wide. */
async function keepSetupCode(clerk: Clerk, name: string): Promise<void> {
  const dir = join(clerk.profileDir, 'scanner-setup');
  mkdirSync(dir);
  const clip = { x: 0, y: 0, width: 290, height: 120 };
  writeFileSync(join(dir, name), await clerk.page.screenshot({ clip }));
}

describe('a scanner in keyboard mode', () => {
  it('is heard wherever the focus is, and leaves nothing in the field', async () => {
    const clerk = await windowFor({ width: 1366, height: 768 });
    await clerk.signIn();
    await clerk.type('低保');
    await scan(clerk, await freshCode(clerk, 'p01'));
    await clerk.until((now) => now.case?.credential != null, 'the credential');
    expect(await search(clerk.page).inputValue()).toBe('低保');
    expect((await clerk.until(() => true, 'anything')).case).toMatchObject({
      item: null,
      credential: { kind: 'code', format: 'resident-code' },
    });
    await keepSetupCode(clerk, '05e0-1.png');
    await clerk.press('F6');
    await clerk.sees('扫码器处于键盘模式，可以使用，建议改为串口模式');
    await clerk.sees(/^扫描“USB 串口/);
    await clerk.page.getByText('新大陆', { exact: true }).click();
    await clerk.sees(/^扫描“启动设置”/);
    await clerk.sees(/请扫描“新大陆”说明书上该型号的设置码/);
    await clerk.page.getByText('Zebra', { exact: true }).click();
    await clerk.sees(/^请依次扫描下列设置码/);
    const shown = clerk.page.getByRole('img', { name: '设置码 1' });
    expect(await shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(290);
    expect(await tooWide(clerk.page)).toEqual([]);
  });

  it('lets a half-typed value of the form be, and is no part of it', async () => {
    const clerk = await windowFor();
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('周明远');
    await clerk.sees('请核对取得的证照');
    await clerk.press('F8');
    await clerk.sees('请核对表单');
    const phone = clerk.page.locator('#field-phone');
    await phone.focus();
    await clerk.type('138053');
    await clerk.press('ArrowLeft', 'ArrowLeft');
    await scan(clerk, 'LT1.abcdefghijklmnop');
    await clerk.type('9');
    expect(await phone.inputValue()).toBe('1380953');
    await clerk.until(
      (now) => now.case?.form?.fields.find((field) => field.key === 'phone')?.value === '1380953',
      'the value without the scan',
    );
  });

  it('is understood through an input method, whose half-typed text stays', async () => {
    const clerk = await windowFor();
    await clerk.signIn();
    const code = await freshCode(clerk, 'p01');
    const cdp = await clerk.page.context().newCDPSession(clerk.page);
    await search(clerk.page).focus();
    await cdp.send('Input.imeSetComposition', { text: 'zhou', selectionStart: 4, selectionEnd: 4 });
    expect(await search(clerk.page).inputValue()).toBe('zhou');
    await type(clerk, code, 'Enter', 'zhou');
    await clerk.until((now) => now.case?.credential != null, 'the credential');
    expect(await search(clerk.page).inputValue()).toBe('zhou');
    expect(await search(clerk.page).evaluate((field) => field === document.activeElement)).toBe(true);
    await clerk.press('Backspace');
    expect(await search(clerk.page).inputValue()).toBe('zho');
  });

  it('reads on when two codes come one after the other, and shows its mode where a code is awaited', async () => {
    // The window remembers that a scanner has typed: this one has seen none.
    const clerk = await openWindow({ width: 1366, height: 768 });
    await clerk.signIn();
    await clerk.chooseItem(37);
    await scan(clerk, 'https://example.com/1');
    await scan(clerk, 'https://example.com/2');
    await clerk.sees('不是办事使用的二维码');
    await clerk.sees('扫码器处于键盘模式，可以使用，建议改为串口模式');
    expect(await tooWide(clerk.page)).toEqual([]);
    await scan(clerk, await freshCode(clerk, 'p01'));
    await clerk.sees('请核对取得的证照');
  });

  it('is not taken for a quick hand: a short burst is given back, Enter included', async () => {
    const clerk = await windowFor();
    await clerk.signIn();
    await type(clerk, '0037', '');
    await expect.poll(() => search(clerk.page).inputValue()).toBe('0037');
    await clerk.press('Control+A', 'Backspace');
    await type(clerk, '216', 'Enter');
    await clerk.sees('请申请人表明身份');
    expect((await clerk.until((now) => now.case?.item != null, 'the item')).case?.item?.seq).toBe(216);
  });

  it('is a keyboard like any other until a clerk has signed in', async () => {
    const clerk = await windowFor();
    await clerk.sees('已填入训练账号');
    const secret = clerk.page.locator('input[type=password]');
    await secret.focus();
    await clerk.press('Control+A', 'Backspace');
    await type(clerk, 'badge-123456', '');
    await clerk.page.waitForTimeout(300);
    expect(await secret.inputValue()).toBe('badge-123456');
  });
});
