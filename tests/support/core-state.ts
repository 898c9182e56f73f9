import type { Page } from 'playwright';
import type { Facade } from '../../main/contract/calls';

declare global {
  interface Window {
    /** States of the core in the order in which the page heard of them; see watchCore. */
    heardOfCore?: string[];
  }
}

/** Runs in the page: its `window.hall`, typed. */
export type HallWindow = Window & { readonly hall: Facade };

/** Begins to note the core's states in the page. */
export async function watchCore(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = [];
    window.heardOfCore = heard;
    (window as unknown as HallWindow).hall.events.on('core', ({ state }) => heard.push(state));
  });
}

export function coreStates(page: Page): Promise<string[]> {
  return page.evaluate(() => window.heardOfCore ?? []);
}

/** Waits until the core answers calls, whatever its answer. */
export async function coreAnswers(page: Page): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const code = await page.evaluate(async () => {
      const answer = await (window as unknown as HallWindow).hall.station.snapshot();
      return answer.ok ? null : answer.failure.code;
    });
    if (code !== 'CORE_GONE') return;
    if (Date.now() > deadline) throw new Error('the core has not answered for 30 s');
    await page.waitForTimeout(50);
  }
}
