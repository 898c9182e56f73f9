/** A clerk at the real window, in training mode: what they do with the keyboard, and what they see. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { onTestFinished } from 'vitest';
import type { Snapshot } from '../../main/contract/calls';
import { coreAnswers, type HallWindow } from '../support/core-state';
import { type Hall, launchHall } from '../support/electron-app';
import { isAlive } from '../support/process-tree';

const STEP_LIMIT_MS = 30_000;

export interface Clerk {
  readonly hall: Hall;
  readonly page: Page;
  /** Gone when the test is over. */
  readonly profileDir: string;
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Waits until the window shows this text. */
  sees(text: string | RegExp): Promise<void>;
  /** Waits until what stands behind the window is so. */
  until(test: (now: Snapshot) => boolean, what: string): Promise<Snapshot>;
  signIn(): Promise<void>;
  /** As another account of the training world, over the window's own bridge; whoever was signed in is not any more. */
  becomes(role: 'clerk' | 'supervisor' | 'it'): Promise<void>;
  chooseItem(seq: number): Promise<void>;
  /** The applicant of this name comes to the window, played from the training panel. */
  receive(name: string): Promise<void>;
}

interface WindowOptions {
  readonly size?: { width: number; height: number };
  readonly chromium?: readonly string[];
  /** What an administrator has set by hand. */
  readonly equipment?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the profile is made; default: where the system keeps temporary files. */
  readonly inDir?: string;
  /** Another province than the training world's. */
  readonly provinceUrl?: string;
}

/** Opens the window on a profile of its own; both are gone when the test is over. */
export async function openWindow(
  size?: { width: number; height: number },
  chromium: readonly string[] = [],
  equipment: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Clerk> {
  const clerk = await startWindow({ chromium, equipment, env, ...(size ? { size } : {}) });
  onTestFinished(() => closeWindow(clerk));
  return clerk;
}

/** The same, for who closes it. */
export async function startWindow({
  equipment = {},
  inDir = tmpdir(),
  ...options
}: WindowOptions = {}): Promise<Clerk> {
  const profileDir = mkdtempSync(path.join(inDir, 'hall-screen-'));
  // This hall has decided that corrections and paper are taken by one clerk alone.
  const config = { secondPersonFor: ['export', 'manual-identity'], ...equipment };
  writeFileSync(path.join(profileDir, 'config.json'), JSON.stringify(config));
  const hall = await launchHall({ profileDir, training: true, ...options });
  await coreAnswers(hall.page);
  return clerkAt(hall, profileDir);
}

export async function closeWindow({ hall, profileDir }: Clerk): Promise<void> {
  if (isAlive(hall.shellPid)) await hall.close();
  rmSync(profileDir, { recursive: true, force: true });
}

function clerkAt(hall: Hall, profileDir: string): Clerk {
  const { page } = hall;
  page.setDefaultTimeout(STEP_LIMIT_MS);
  const clerk: Clerk = {
    hall,
    page,
    profileDir,
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    // Chinese comes from an input method, a word at a time; keys at the pace of a person: what comes faster is a scanner's.
    type: (text) =>
      /^[ -~]*$/.test(text) ? page.keyboard.type(text, { delay: 60 }) : page.keyboard.insertText(text),
    sees: (text) => page.getByText(text).first().waitFor(),
    async until(test, what) {
      const deadline = Date.now() + STEP_LIMIT_MS;
      for (;;) {
        const answer = await page.evaluate(() => (window as unknown as HallWindow).hall.station.snapshot());
        if (answer.ok && test(answer.value)) return answer.value;
        if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
        await page.waitForTimeout(30);
      }
    },
    async signIn() {
      await clerk.until(
        (now) =>
          now.station.seal.state === 'ready' && now.devices.every((device) => device.state === 'ready'),
        'devices and seal',
      );
      await clerk.sees('已填入训练账号');
      await clerk.press('Enter');
      await clerk.sees('请选择事项');
    },
    async becomes(role) {
      await page.evaluate(async (wanted) => {
        const { training, clerk: desk } = (window as unknown as HallWindow).hall;
        const accounts = await training.accounts();
        const found = accounts.ok ? accounts.value.find((each) => each.role === wanted) : undefined;
        if (found) await desk.signIn({ account: found.account, secret: found.secret });
      }, role);
      await clerk.until((now) => now.clerk?.role === role, `${role} being signed in`);
    },
    async chooseItem(seq) {
      await clerk.type(String(seq));
      await clerk.press('Enter');
      await clerk.sees('请申请人表明身份');
    },
    async receive(name) {
      await clerk.press('F10');
      await clerk.sees('以下人员与企业均为虚构');
      await clerk.type(name);
      await clerk.sees(name);
      await clerk.press('Enter');
    },
  };
  return clerk;
}

/** Reads the open pledge to its end and signs it, as an applicant would with the mouse. */
export async function signPledge({ page, sees }: Clerk): Promise<void> {
  await sees('告知承诺书');
  const pad = page.locator('canvas[aria-label="手写签名区"]');
  const text = page.locator('.pledge-large');
  // Short texts are at their end at once.
  for (let turns = 0; turns < 20 && !(await pad.isVisible()); turns += 1) {
    await text.evaluate((element) => element.scrollBy({ top: 200 }));
    await page.waitForTimeout(50);
  }
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is no place to sign');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  for (const [from, to] of [
    [at(0.2, 0.3), at(0.4, 0.7)],
    [at(0.5, 0.6), at(0.8, 0.3)],
  ] as const) {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 12 });
    await page.mouse.up();
  }
}

/** A fresh code of the training province, as on the phone of its holder. */
export async function freshCode(clerk: Clerk, personId: string): Promise<string> {
  const url = await clerk.page.evaluate(async () => {
    const settings = await (window as unknown as HallWindow).hall.settings.read();
    return settings.ok ? settings.value.provinceUrl : '';
  });
  const answer = await fetch(`${url}/admin/codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ personId, ttlMs: 600_000 }),
  });
  return ((await answer.json()) as { code: string }).code;
}

/** Every text in sight, except keys on buttons and the small grey codes for the hot-line. */
export function visibleText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!parent || text === '' || parent.closest('kbd, .code, script, style')) continue;
      if (parent.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) texts.push(text);
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
      texts.push(field.placeholder);
    }
    for (const named of document.querySelectorAll('[aria-label], [title]')) {
      texts.push(named.getAttribute('aria-label') ?? '', named.getAttribute('title') ?? '');
    }
    return texts.filter((text) => text !== '');
  });
}

/** What is wider than its place; empty when nothing scrolls sideways. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, .scroll, .foot, .top, .station-head, .actions, .steps')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(
        (element) =>
          `${element.tagName} ${element.className} ${element.scrollWidth} > ${element.clientWidth}`,
      ),
  );
}
