// Starts the workstation (or any app) so that Playwright can drive it; used by the demo, the benchmark and the tests.
import path from 'node:path';
import { _electron } from 'playwright';

/** Starts the app once Playwright has attached; see there. */
const heldAppDir = path.join(import.meta.dirname, 'held-app');
const launchLimitMs = 30_000;

/**
 * @param {{ executable: string, args: string[], appDir: string, env?: Record<string, string> }} plan
 *   `args` name `appDir` where Electron expects the app.
 * @returns {Promise<import('playwright').ElectronApplication>}
 */
export function launchDriven({ executable, args, appDir, env }) {
  return _electron.launch({
    executablePath: executable,
    args: [...args.map((argument) => (argument === appDir ? heldAppDir : argument)), `--app-dir=${appDir}`],
    ...(env ? { env } : {}),
    timeout: launchLimitMs,
  });
}
