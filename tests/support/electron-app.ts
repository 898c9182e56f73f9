/** The real workstation on the real runtime, driven by Playwright. Needs a built `dist/` and a display (xvfb-run). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { launchDriven } from '../../tools/drive/launch.mjs';
import { resolveElectron } from '../../tools/electron-runtime.mjs';
import { descendants, isAlive } from './process-tree';

export interface HallOptions {
  /** Kept after close(); the caller removes it. */
  readonly profileDir: string;
  readonly training?: boolean;
  readonly provinceUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Window size in px; default 1366x768. The display must be larger: GTK keeps a window one px below its size. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Further options for Chromium, `--name=value`. */
  readonly chromium?: readonly string[];
  /** The built app; default: this checkout. */
  readonly appDir?: string;
}

export interface Hall {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Of Electron's main process. */
  readonly shellPid: number;
  /** Undefined while no core runs. */
  corePid(): Promise<number | undefined>;
  worldPid(): Promise<number | undefined>;
  /** Quits as a clerk would; resolves when the program has left. */
  close(): Promise<void>;
}

const rootDir = path.resolve(import.meta.dirname, '..', '..');

/** Command and arguments that start the workstation, for tests that start it themselves. */
export async function hallCommand(options: HallOptions): Promise<{ executable: string; args: string[] }> {
  const appDir = options.appDir ?? rootDir;
  for (const part of ['shell/index.cjs', 'preload/index.cjs', 'renderer/index.html']) {
    if (!existsSync(path.join(appDir, 'dist', part))) {
      throw new Error(`dist/${part} is missing: build first (node tools/build.mjs)`);
    }
  }
  const { executable } = await resolveElectron();
  const args = [
    // Chromium refuses its own sandbox to root; the page's isolation does not depend on it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    ...(options.chromium ?? []),
    appDir,
    `--profile=${options.profileDir}`,
    ...(options.training ? ['--training'] : []),
    ...(options.provinceUrl ? [`--province=${options.provinceUrl}`] : []),
  ];
  return { executable, args };
}

export async function launchHall(options: HallOptions): Promise<Hall> {
  const { executable, args } = await hallCommand(options);
  const appDir = options.appDir ?? rootDir;
  const app = await launchDriven({ executable, args, appDir, env: hallEnv(options.env) });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  if (options.size) await resize({ app, page }, options.size);
  const shellPid = await app.evaluate(() => process.pid);
  return {
    app,
    page,
    shellPid,
    corePid: () => childPid(app, shellPid, 'core'),
    worldPid: () => childPid(app, shellPid, 'world'),
    async close() {
      await app.close();
      if (isAlive(shellPid)) throw new Error('the shell is still there after close()');
    },
  };
}

export function hallEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE' && name !== 'NODE_OPTIONS') env[name] = value;
  }
  return { ...env, ...extra };
}

export async function resize(
  { app, page }: Pick<Hall, 'app' | 'page'>,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width, height });
  }, size);
  await page.waitForFunction(
    ({ width, height }) => window.innerWidth === width && window.innerHeight === height,
    size,
    { timeout: 5000 },
  );
}

/** A forked child is found by its file; one in a utility process only Electron itself can name. */
async function childPid(
  app: ElectronApplication,
  shellPid: number,
  part: 'core' | 'world',
): Promise<number | undefined> {
  const file = part === 'core' ? '/dist/core/node.mjs' : '/dist/world/main.mjs';
  const forked = descendants(shellPid).find(
    (entry) => entry.parent === shellPid && entry.command.includes(file),
  );
  if (forked) return forked.pid;
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics());
  return metrics.find((metric) => metric.name === `hall-${part}`)?.pid;
}
