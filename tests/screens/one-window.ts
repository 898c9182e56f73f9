/** One window for all the tests of a file: each finds it as after a start, with nobody at work and no case on the table. */
import { afterAll, onTestFailed } from 'vitest';
import type { HallWindow } from '../support/core-state';
import { resize } from '../support/electron-app';
import { type Clerk, closeWindow, startWindow } from './clerk';

const USUAL = { width: 1366, height: 768 };

/** Returns what each test begins with; the window is started for the first of them, and anew after one that failed. */
export function oneWindow(): (size?: { width: number; height: number }) => Promise<Clerk> {
  let clerk: Clerk | null = null;
  const close = async () => {
    if (clerk) await closeWindow(clerk);
    clerk = null;
  };
  afterAll(close);
  return async (size = USUAL) => {
    onTestFailed(close);
    if (clerk) await leave(clerk);
    else clerk = await startWindow();
    await resize(clerk.hall, size);
    return clerk;
  };
}

/** What a clerk does at the end of a shift: gives up or hands over what lies open, and signs out. */
async function leave(clerk: Clerk): Promise<void> {
  // An open dialog would keep the keys to itself.
  while ((await clerk.page.locator('dialog[open], .training').count()) > 0) await clerk.press('Escape');
  await clerk.becomes('clerk');
  await clerk.page.evaluate(async () => {
    const { hall } = window as unknown as HallWindow;
    await hall.confirm.end();
    await hall.training.liftCard();
    const given = await hall.case.abandon({ reason: '申请人改日再办' });
    // One that is sealed can only be handed over.
    if (!given.ok) await hall.case.close();
    await hall.clerk.signOut();
  });
  await clerk.until((now) => now.case === null && now.clerk === null, 'an empty window');
  await clerk.sees('登录工作台');
}
