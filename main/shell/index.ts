/**
 * shell: the Electron main process. Owns the window, what a page may do, the messages, and the processes behind it.
 * May import: main/contract, electron, node:. The core only as a built file path. Imported by: nobody (entry of the app).
 */
import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron';
import { EVENTS } from '../contract/calls';
import { createRouter } from './calls';
import { answerCalls, sendEvent } from './checked-ipc';
import { createChildHost } from './child-host';
import { systemClock } from './clock';
import { createDriverProcesses } from './driver-processes';
import { openLines, openShellLog, type ShellLog } from './log';
import { parseOptions, type ShellOptions } from './options';
import { restrictContents, restrictSession } from './policy';
import { startProcesses } from './processes';
import { declareHallScheme, serveHall } from './protocol';
import { drainBeforeQuit } from './quit';
import { openOsVault } from './vault';
import { openWindow, reloadOnBuild } from './window';

const EXIT_USAGE = 2;

function main(): void {
  app.commandLine.appendSwitch('lang', 'zh-CN');
  const parsed = parseOptions(process.argv, app.getPath('userData'), process.cwd());
  if (!parsed.ok) {
    refuse(
      `参数有误：${parsed.failure.details.option ?? ''}。用法：[--profile 目录] [--province 网址] [--training] [--dev]`,
    );
    return;
  }
  const options = parsed.value;
  app.setPath('userData', chromiumDirFor(options.profileDir));
  // The lock lies in userData: one instance for each profile.
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(`免证窗已经打开（${options.profileDir}），已切换到原来的窗口。\n`);
    app.exit(0);
    return;
  }
  declareHallScheme(protocol);
  const log = openShellLog(path.join(options.profileDir, 'logs'), systemClock);
  log('start', { electron: process.versions.electron, training: options.training, dev: options.dev });
  recordFaults(log);
  restrictContents(app, log);
  Menu.setApplicationMenu(null);
  void app.whenReady().then(() => run(options, log));
}

function run(options: ShellOptions, log: ShellLog): void {
  const appDir = app.getAppPath();
  const distDir = path.join(appDir, 'dist');
  const logsDir = path.join(options.profileDir, 'logs');

  restrictSession(session.defaultSession, options.dev, log);
  serveHall(protocol, path.join(distDir, 'renderer'));

  const window = openWindow(BrowserWindow, {
    preloadPath: path.join(distDir, 'preload', 'index.cjs'),
    dev: options.dev,
    clock: systemClock,
    log,
    onLoaded: () => sendEvent(window, 'core', processes.coreState()),
  });

  const host = createChildHost(appDir, utilityProcess, log);
  const processes = startProcesses({
    appDir,
    options,
    host,
    vault: openOsVault(safeStorage, process.platform),
    drivers:
      host.kind() === 'utility'
        ? createDriverProcesses(appDir, utilityProcess, () => new MessageChannelMain())
        : null,
    onCoreState: (state, failure) => sendEvent(window, 'core', { state, failure }),
    // The state of the core is the shell's to tell.
    onCoreEvent: (name, payload) => {
      if (name !== 'core' && Object.hasOwn(EVENTS, name)) sendEvent(window, name, payload);
    },
    outputOf: (name) => openLines(logsDir, name),
    clock: systemClock,
    log,
  });

  const route = createRouter({
    processes,
    coreHost: host.kind,
    quit: () => app.quit(),
    versions: { electron: process.versions.electron, chrome: process.versions.chrome },
    log,
  });
  answerCalls(window, route, log);
  // Whoever locks the computer or shuts its lid has left the window too.
  const left = () => void processes.callCore('clerk.lock', { why: 'left' });
  powerMonitor.on('lock-screen', left);
  powerMonitor.on('suspend', left);
  drainBeforeQuit(app, () => BrowserWindow.getAllWindows(), processes.stop, log);

  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  if (options.dev) reloadOnBuild(window, distDir);
}

/** Keeps Electron from showing a clerk an English stack trace. Messages may hold values; kind and place are enough. */
function recordFaults(log: ShellLog): void {
  const record = (error: unknown): void => {
    const at = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : '';
    log('fault', { error: error instanceof Error ? error.name : typeof error, at });
  };
  process.on('uncaughtException', record);
  process.on('unhandledRejection', record);
}

/**
 * The page's own files lie in the profile. Where nothing can be written there (a disk that is read-only, no right to it),
 * Chromium would take that for a second start; it gets a place for this run, and the window opens and says what is wrong.
 */
function chromiumDirFor(profileDir: string): string {
  const chromiumDir = path.join(profileDir, 'chromium');
  try {
    mkdirSync(chromiumDir, { recursive: true, mode: 0o700 });
    accessSync(chromiumDir, constants.W_OK);
    return chromiumDir;
  } catch {
    // Left to the system's cleaning: Chromium writes there until after this process's last word. Nothing of a person is in it.
    return mkdtempSync(path.join(app.getPath('temp'), 'mianzheng-'));
  }
}

/** Before `ready`, Electron shows this as a dialog or, on Linux, on stderr. */
function refuse(message: string): void {
  dialog.showErrorBox('免证窗不能启动', message);
  app.exit(EXIT_USAGE);
}

main();
