/** What is left on the disk of fifty cases at the real window: everything the program and Chromium wrote, searched for who came. */
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { people } from '../../fixtures/people';
import { coreAnswers, coreStates, type HallWindow, watchCore } from '../support/core-state';
import { type Hall, launchHall } from '../support/electron-app';
import { filesIn, filesWith, spellings } from '../support/left-behind';
import { pdfText } from '../support/pdf-text';
import { isAlive } from '../support/process-tree';
import { type PageCase, takeIn } from './page-case';

const CASES = 50;
const BY_HAND = 2;
const ITEM = 37;
const TYPED_PHONE = '13812345678';

/** Holders of identity cards whose subsidy nothing stands in the way of. */
const COMING = ['p01', 'p02', 'p03', 'p04', 'p05', 'p06', 'p07', 'p16', 'p17', 'p18', 'p19', 'p22'];
const holders = people.filter(({ id }) => COMING.includes(id));
const [first] = holders;

/** What of the page's and the program's own keeping must be among what is searched. */
const ALWAYS_THERE = ['Cache', 'Code Cache', 'GPUCache', 'Local Storage', 'Session Storage', 'logs'];
const OWN_FOLDERS = ['profile', 'tmp', 'home', 'run'];

const caseOf = (holder: (typeof holders)[number], upTo: PageCase['upTo']): PageCase => ({
  personId: holder.id,
  name: holder.name,
  idNumber: holder.number,
  seq: ITEM,
  phone: TYPED_PHONE,
  upTo,
});

/** One case with the keys of the keyboard, the receipt looked at; printed the way Chromium lays it on paper. */
async function takeInByHand({ app, page }: Hall, holder: (typeof holders)[number]): Promise<string> {
  await page.evaluate(
    async ({ id, seq }) => {
      const { hall: bridge } = window as unknown as HallWindow;
      await bridge.case.chooseItem({ seq });
      await bridge.training.layCard({ personId: id });
    },
    { id: holder.id, seq: ITEM },
  );
  await page.getByText('请核对取得的证照').waitFor();
  await page.keyboard.press('F8');
  await page.getByText('请核对表单').waitFor();
  expect(await page.evaluate(takeIn, caseOf(holder, 'form'))).toBe('');
  await page.getByText('材料待定').waitFor({ state: 'detached' });
  await page.keyboard.press('F8');
  await page.getByText('受理通知书已签章').waitFor();
  await page.getByRole('button', { name: '查看通知书' }).click();
  await page.locator('.sheet').waitFor();
  const printed = await app.evaluate(
    async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({}))?.toString('base64') ?? '',
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('F8');
  await page.getByText('请选择事项').waitFor();
  return pdfText(Buffer.from(printed, 'base64'));
}

/** Ends the core as a fault in a native module would, with a person's form open; returns the folder it ran in. */
async function crashCore(hall: Hall): Promise<string> {
  const pid = await hall.corePid();
  if (pid === undefined) throw new Error('no core is running');
  const workDir = readlinkSync(`/proc/${pid}/cwd`);
  await watchCore(hall.page);
  process.kill(pid, 'SIGSEGV');
  await expect
    .poll(() => coreStates(hall.page), { timeout: 20_000, interval: 50 })
    .toEqual(['restarting', 'ready']);
  await coreAnswers(hall.page);
  return workDir;
}

async function crashPage({ app, page }: Hall): Promise<void> {
  const crashed = new Promise<void>((resolve) => page.once('crash', () => resolve()));
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await crashed;
}

/** A hall whose every file is below `dir`: profile, temporary files, home and session. */
async function hallIn(dir: string): Promise<Hall> {
  for (const name of OWN_FOLDERS) mkdirSync(path.join(dir, name), { mode: 0o700 });
  const [profileDir = '', tmp = '', home = '', session = ''] = OWN_FOLDERS.map((name) =>
    path.join(dir, name),
  );
  // Corrections and paper are taken by one clerk alone.
  writeFileSync(path.join(profileDir, 'config.json'), JSON.stringify({ secondPersonFor: ['export'] }));
  const env = { TMPDIR: tmp, HOME: home, XDG_RUNTIME_DIR: session };
  const hall = await launchHall({ profileDir, training: true, env });
  onTestFinished(async () => {
    if (isAlive(hall.shellPid)) await hall.close();
  });
  for (const name of ['temp', 'home', 'userData', 'crashDumps'] as const) {
    expect(await hall.app.evaluate(({ app }, which) => app.getPath(which), name)).toContain(dir);
  }
  return hall;
}

it(`leaves none of over twenty known values in any file after ${CASES} cases, a print, a crashed core and a crashed page`, {
  timeout: 240_000,
}, async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'hall-private-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const hall = await hallIn(dir);
  const { page } = hall;
  page.setDefaultTimeout(30_000);
  await coreAnswers(page);
  await page.getByText('已填入训练账号').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('请选择事项').waitFor();

  let workDir = '';
  for (let at = 0; at < CASES; at += 1) {
    const holder = holders[at % holders.length];
    if (!holder) throw new Error('nobody comes');
    if (at < BY_HAND) {
      // What is laid on paper names them.
      expect(await takeInByHand(hall, holder)).toContain(holder.name);
      continue;
    }
    if (at === BY_HAND) {
      expect(await page.evaluate(takeIn, caseOf(holder, 'form'))).toBe('');
      workDir = await crashCore(hall);
    }
    expect(await page.evaluate(takeIn, caseOf(holder, 'end')), `case ${at} of ${holder.id}`).toBe('');
  }
  if (first) expect(await page.evaluate(takeIn, caseOf(first, 'form'))).toBe('');
  await crashPage(hall);
  await hall.close();

  const values = [
    TYPED_PHONE,
    ...holders.flatMap(({ name, number, card }) => [name, number, card?.address ?? '']),
  ].filter((value) => value.length > 2);
  expect(values.length).toBeGreaterThan(20);
  const needles = values.flatMap(spellings);
  // That the search finds what is there, wherever it is, is shown first.
  const planted = OWN_FOLDERS.map((name) => path.join(dir, name, 'planted')).sort();
  for (const file of planted) writeFileSync(file, Buffer.from(`x${values.at(-1)}`, 'utf16le'));
  expect(
    filesWith(filesIn(dir), needles)
      .filter((file) => planted.includes(file))
      .sort(),
  ).toEqual(planted);
  for (const file of planted) rmSync(file);
  // What the pretend province and devices keep is theirs, as in life.
  const files = filesIn(dir).filter((file) => !file.startsWith(path.join(dir, 'profile', 'world')));
  const names = files.map((file) => path.relative(dir, file));
  const folders = new Set(names.flatMap((name) => path.dirname(name).split(path.sep)));
  expect(ALWAYS_THERE.filter((folder) => !folders.has(folder))).toEqual([]);
  expect(filesWith(files, needles)).toEqual([]);
  expect(filesWith(files, [Buffer.from('%PDF-')])).toEqual([]);
  // No dump of what was in memory: neither Chromium's nor, in the folder where the core ran, the system's.
  expect(names.filter((name) => name.endsWith('.dmp'))).toEqual([]);
  expect(readdirSync(workDir).filter((name) => /^core(\.\d+)?$/.test(name))).toEqual([]);
});
