// A running window: started by a plan, stopped as a whole.
import { spawn } from 'node:child_process';
import { hasDisplay, startVirtualDisplay } from '../base/display.mjs';
import { rootDir } from '../base/paths.mjs';
import { planLaunch } from './launch-plan.mjs';

/**
 * @param {import('../electron-runtime.mjs').ElectronRuntime} runtime
 * @param {string[]} appArgs
 */
export async function prepareWindow(runtime, appArgs) {
  const virtual = hasDisplay() ? undefined : await startVirtualDisplay();
  const plan = planLaunch({
    runtime,
    isRoot: process.getuid?.() === 0,
    virtualDisplay: virtual !== undefined,
    appDir: rootDir,
    appArgs,
  });
  for (const notice of plan.notices) process.stderr.write(`${notice}\n`);
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...(virtual ? { DISPLAY: virtual.display } : {}) };
  // Set by tools that run Electron as plain Node; here it would open no window.
  delete env.ELECTRON_RUN_AS_NODE;
  return {
    start: () => spawn(plan.command, plan.args, { env, stdio: 'inherit' }),
    release: () => virtual?.stop(),
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
