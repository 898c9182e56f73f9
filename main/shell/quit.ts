import type { App, BrowserWindow } from 'electron';
import type { ShellLog } from './log';

/** What the clerk closes is gone from the screen at once; what runs behind it finishes first, within `deadlineMs`. */
export function drainBeforeQuit(
  app: App,
  windows: () => BrowserWindow[],
  stop: (ms: number) => Promise<void>,
  log: ShellLog,
): void {
  let draining = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (draining) return;
    draining = true;
    log('quit');
    for (const window of windows()) window.hide();
    void stop(DRAIN_MS).finally(() => {
      log('quit-done');
      app.exit(0);
    });
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
}

/** 5 s in all; the rest is for the processes that have to be ended, and for leaving. */
const DRAIN_MS = 4000;
