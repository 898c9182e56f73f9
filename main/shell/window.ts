import { existsSync, watch } from 'node:fs';
import type { BrowserWindow } from 'electron';
import type { Clock } from '../contract/ports/clock';
import type { ShellLog } from './log';
import { HALL_URL } from './page-files';
import { RestartBudget } from './restart-budget';

export interface WindowOptions {
  readonly preloadPath: string;
  readonly dev: boolean;
  readonly clock: Clock;
  readonly log: ShellLog;
  /** The page is loaded, for the first time or again. */
  onLoaded(): void;
}

const TITLE = '免证窗';
/** The page's own ground, so that nothing flashes before its first paint. */
const BACKGROUND = '#f2f4f7';

export function openWindow(Window: typeof BrowserWindow, options: WindowOptions): BrowserWindow {
  const window = new Window({
    width: 1366,
    height: 768,
    // A screen of 1366x768 at 125 % has 1093x614 of these.
    minWidth: 1024,
    minHeight: 560,
    title: TITLE,
    backgroundColor: BACKGROUND,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: options.dev,
    },
  });
  const contents = window.webContents;
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  contents.on('did-finish-load', options.onLoaded);
  contents.on('did-fail-load', (_event, code) => options.log('page-load-failed', { code }));
  contents.on('unresponsive', () => options.log('page-unresponsive'));
  reloadAfterCrash(window, options);
  void window.loadURL(HALL_URL).catch(() => undefined);
  return window;
}

/** The page is a view of what the core keeps: loading it again loses nothing. */
function reloadAfterCrash(window: BrowserWindow, { clock, log }: WindowOptions): void {
  const budget = new RestartBudget(clock);
  window.webContents.on('render-process-gone', (_event, details) => {
    log('page-gone', { reason: details.reason, exitCode: details.exitCode });
    const delay = details.reason === 'clean-exit' ? null : budget.next();
    if (delay === null) return;
    clock.after(delay, () => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  });
}

/** `--dev`: the build touches `dist/.reload` when the page has changed. */
export function reloadOnBuild(window: BrowserWindow, distDir: string): void {
  if (!existsSync(distDir)) return;
  const watcher = watch(distDir, (_event, name) => {
    if (name === '.reload' && !window.isDestroyed()) window.webContents.reloadIgnoringCache();
  });
  window.once('closed', () => watcher.close());
}
