import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { coreAnswers, type HallWindow } from '../support/core-state';
import { launchHall } from '../support/electron-app';
import { isAlive } from '../support/process-tree';

const APPLICANTS = ['p01', 'p02', 'p07'];
const TYPED_PHONE = '13812345678';
const ABOUT_NOBODY = ['中国', '汉族', '无'];

/** Every file the program wrote; what the pretend province and devices keep is theirs, as in life. */
function filesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.split(path.sep)[0] !== 'world')
    .map((name) => path.join(dir, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** What is known of this applicant and must lie nowhere in plain. */
function valuesOf(id: string): string[] {
  const person = people.find((each) => each.id === id);
  if (!person?.card) throw new Error('the person has no card');
  const licences = person.licences.flatMap(({ number, elements }) => [number, ...Object.values(elements)]);
  return [person.name, person.number, person.card.address, ...licences].filter(
    // Dates, words of choice and names of authorities are said of many.
    (value) =>
      value.length > 2 && !ABOUT_NOBODY.includes(value) && !/^[\d-]{1,10}$|[局院厅会市省]$/.test(value),
  );
}

/** From the card to the sealed receipt, as the window's own page does it, with what it shows on the way. */
async function takeIn(page: Page, personId: string): Promise<void> {
  await page.evaluate(async (id) => {
    const { hall: bridge } = window as unknown as HallWindow;
    await bridge.case.chooseItem({ seq: 37 });
    await bridge.training.layCard({ personId: id });
  }, personId);
  await page.getByText('请核对取得的证照').waitFor();
  await page.keyboard.press('F8');
  await page.getByText('请核对表单').waitFor();
  await page.evaluate(async (phone) => {
    const { hall: bridge } = window as unknown as HallWindow;
    const now = await bridge.station.snapshot();
    const form = now.ok ? now.value.case?.form : null;
    for (const field of form?.fields ?? []) {
      if (field.hidden || (field.problem === null && field.type !== 'phone')) continue;
      await bridge.case.editField({ key: field.key, value: field.options[0]?.value ?? phone });
    }
    for (const { key, settled, settlement } of form?.materials ?? []) {
      if (settled) continue;
      if (settlement === 'pledge') await bridge.case.pledge({ key, agreed: true });
      else await bridge.case.acceptPaper({ key, reason: '申请人当场提交' });
    }
  }, TYPED_PHONE);
  await page.getByText('材料待定').waitFor({ state: 'detached' });
  await page.keyboard.press('F8');
  await page.getByText('受理通知书已签章').waitFor();
}

it('leaves no personal value readable in any file after three cases: profile, the page’s own, temporary files, logs', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'hall-private-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const [profileDir, ownTmpDir] = [path.join(dir, 'profile'), path.join(dir, 'tmp')];
  for (const folder of [profileDir, ownTmpDir]) mkdirSync(folder);
  const hall = await launchHall({ profileDir, training: true, env: { TMPDIR: ownTmpDir } });
  onTestFinished(async () => {
    if (isAlive(hall.shellPid)) await hall.close();
  });
  const { page } = hall;
  page.setDefaultTimeout(30_000);
  await coreAnswers(page);
  await page.getByText('已填入训练账号').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('请选择事项').waitFor();
  for (const personId of APPLICANTS) {
    await takeIn(page, personId);
    // The sealed file itself passes through the page.
    await page.getByRole('button', { name: '查看回执' }).click();
    await page.locator('.sheet').waitFor();
    await page.keyboard.press('Escape');
    const size = await page.evaluate(async () => {
      const { hall: bridge } = window as unknown as HallWindow;
      const list = await bridge.receipt.list({ limit: 1 });
      const pdf = list.ok && list.value[0] ? await bridge.receipt.pdf({ id: list.value[0].id }) : null;
      await bridge.case.close();
      return pdf?.ok ? pdf.value.pdf.length : 0;
    });
    expect(size).toBeGreaterThan(10_000);
    await page.getByText('请选择事项').waitFor();
  }
  await hall.close();

  const needles = [TYPED_PHONE, ...APPLICANTS.flatMap(valuesOf)].flatMap((value) => [
    Buffer.from(value, 'utf8'),
    Buffer.from(value, 'utf16le'),
  ]);
  expect(needles.length).toBeGreaterThan(40);
  const files = filesOf(dir.concat(path.sep, 'profile')).concat(filesOf(ownTmpDir));
  const folders = new Set(files.flatMap((file) => path.relative(dir, file).split(path.sep)));
  // The page's own keeping was among what was looked at.
  for (const name of ['chromium', 'Local Storage', 'Cache', 'logs']) expect([...folders]).toContain(name);
  const leaks = files.filter((file) => {
    const content = readFileSync(file);
    return content.includes('%PDF-') || needles.some((needle) => content.includes(needle));
  });
  expect(leaks).toEqual([]);
});
