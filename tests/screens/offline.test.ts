/** 断网受理 at the window: taken in while the province is away, looked at and settled when it is back. */
import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HallWindow } from '../support/core-state';
import { pdfText } from '../support/pdf-text';
import { type Clerk, signPledge, tooWide } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

const picturesDir = process.env.HALL_PICTURES;

async function picture(clerk: Clerk, name: string): Promise<void> {
  if (picturesDir === undefined) return;
  mkdirSync(picturesDir, { recursive: true });
  await clerk.page.screenshot({ path: `${picturesDir}/${name}.png` });
}

/** The line to the province is cut, or mended. */
async function line(clerk: Clerk, isCut: boolean): Promise<void> {
  const url = await clerk.page.evaluate(async () => {
    const settings = await (window as unknown as HallWindow).hall.settings.read();
    return settings.ok ? settings.value.provinceUrl : '';
  });
  const order = isCut
    ? { method: 'POST', body: JSON.stringify({ mode: 'drop-before', count: 10_000 }) }
    : { method: 'DELETE' };
  const headers: Record<string, string> = isCut ? { 'content-type': 'application/json' } : {};
  expect((await fetch(`${url}/admin/faults`, { ...order, headers })).status).toBe(204);
}

interface PrintingWindow extends Window {
  sentToPrinter?: number;
}

/**
 * What comes out of the printer says what the list says that the core composes: Chromium lays the page on paper, and only its
 * dialog, which nobody is here to answer, does not come up.
 */
async function printsTheList({ hall, page }: Clerk): Promise<void> {
  await page.evaluate(() => {
    const printer = window as PrintingWindow;
    printer.sentToPrinter = 0;
    window.print = () => {
      printer.sentToPrinter = (printer.sentToPrinter ?? 0) + 1;
    };
  });
  await page.getByRole('button', { name: '打印清单' }).click();
  await page.waitForFunction(() => (window as PrintingWindow).sentToPrinter === 1);
  const paper = await hall.app.evaluate(
    async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({}))?.toString('base64') ?? '',
  );
  const [composed, entry] = await page.evaluate(async () => {
    const { offline } = (window as unknown as HallWindow).hall;
    const [pdf, list] = [await offline.listPdf(), await offline.list({ limit: 1 })];
    return [pdf.ok ? pdf.value.pdf : '', list.ok ? list.value[0] : undefined] as const;
  });
  const [printed, wanted] = [paper, composed].map((pdf) => pdfText(Buffer.from(pdf, 'base64')));
  for (const part of ['断网受理回访清单', '用后请销毁', entry?.receiptNumber ?? '', '13800000000']) {
    expect(printed, part).toContain(part);
    expect(wanted, part).toContain(part);
  }
  // Of the screen around it there is nothing on the paper, and of the paper nothing on the screen.
  expect(printed).not.toContain('打印清单');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.locator('.call-back-sheet').waitFor({ state: 'detached' });
}

/** What the applicant says; the rest of the form in any acceptable way. */
async function fill(clerk: Clerk, told: Record<string, string>): Promise<void> {
  await clerk.page.evaluate(async (said) => {
    const { hall } = window as unknown as HallWindow;
    for (const [key, value] of Object.entries(said)) await hall.case.editField({ key, value });
    const now = await hall.station.snapshot();
    for (const field of (now.ok && now.value.case?.form?.fields) || []) {
      const value = field.options[0]?.value ?? '37019919530412981X';
      if (field.problem !== null && !field.hidden) await hall.case.editField({ key: field.key, value });
    }
  }, told);
}

describe.each([
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
])('a province that is away, at %o', (size) => {
  it('is told of when it is back, and a clerk settles what differs', async () => {
    const clerk = await windowFor(size);
    const at = String(size.width);
    await clerk.signIn();
    await line(clerk, true);
    await clerk.chooseItem(37);
    await clerk.receive('周明远');
    const offline = clerk.page.getByRole('button', { name: '断网受理' });
    await offline.waitFor();
    expect(await tooWide(clerk.page)).toEqual([]);
    await picture(clerk, `offline-offered-${at}`);
    await offline.click();
    await clerk.page.getByLabel('回访电话').fill('13800000000');
    await clerk.press('F8');
    await clerk.sees('请先取得申请人同意');
    await clerk.page.getByText('申请人已阅读并同意').click();
    await picture(clerk, `offline-consent-${at}`);
    await clerk.press('F8');
    await clerk.sees('断网受理中');
    await fill(clerk, { bankName: '别的银行' });
    expect(await tooWide(clerk.page)).toEqual([]);
    await clerk.press('F8', 'Enter');
    await signPledge(clerk);
    await clerk.press('F8');
    await clerk.sees('待联网核验');
    await picture(clerk, `offline-form-${at}`);
    await clerk.sees('已全部填好');
    await clerk.press('F8');
    await clerk.sees('暂收件，待联网核验后生效');
    await picture(clerk, `offline-receipt-${at}`);
    await clerk.press('F8');
    await clerk.until((now) => now.case === null && now.callBacks.toCheck === 1, 'the call-back list');

    await line(clerk, false);
    await clerk.until((now) => now.province.state === 'reachable', 'the province');
    await clerk.page.locator('.top-room', { hasText: '待送' }).click();
    await clerk.page.getByRole('tab', { name: /断网受理回访/ }).click();
    await clerk.page.getByRole('button', { name: '处理' }).waitFor();
    expect(await tooWide(clerk.page)).toEqual([]);
    await picture(clerk, `offline-list-${at}`);
    await printsTheList(clerk);
    await clerk.page.getByRole('button', { name: '处理' }).click();
    await clerk.sees('别的银行');
    await picture(clerk, `offline-differences-${at}`);
    for (
      let left = await clerk.page.getByRole('button', { name: '采用省平台' }).count();
      left > 0;
      left -= 1
    ) {
      await clerk.page
        .locator('.difference:not(:has(.difference-done))')
        .getByRole('button', { name: '采用省平台' })
        .first()
        .click();
      await clerk.page.locator('.difference-done').nth(-1).waitFor();
    }
    await clerk.page.getByRole('button', { name: '出具正式通知书' }).click();
    await clerk.sees('核验更正，已正式受理');
    await clerk.until((now) => now.callBacks.forClerk === 0, 'the entry being closed');
    expect(await tooWide(clerk.page)).toEqual([]);
    await picture(clerk, `offline-closed-${at}`);
  });
});
