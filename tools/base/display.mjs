// A screen to draw on where the machine has none. Xvfb picks a free number itself, so several runs at a time do
// not get in each other's way, and there is no wrapper script that could leave it behind.
import { spawn } from 'node:child_process';
import { ToolFailure } from './failure.mjs';
import { killTree, track } from './run.mjs';

const startLimitMs = 20_000;

/** @param {NodeJS.ProcessEnv} [env] */
export function hasDisplay(env = process.env) {
  if (process.platform !== 'linux') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2048x1280x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const release = track(child, { outlivesSignal: true });
    const stop = () => {
      release();
      killTree(child.pid, 'SIGTERM');
    };
    const fail = (/** @type {string} */ what) => {
      clearTimeout(limit);
      stop();
      reject(new ToolFailure('XVFB_FAILED', `Xvfb ${what}`, 'npm run setup, or set DISPLAY'));
    };
    const limit = setTimeout(() => fail('did not start in time'), startLimitMs);
    child.on('error', (error) => fail(`does not start: ${error.message}`));
    child.on('exit', (code) => fail(`ended at once (code ${code})`));
    const numbers = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    let text = '';
    numbers.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(limit);
      child.removeAllListeners('exit');
      child.on('exit', release);
      // Nothing here waits for it: it ends when its user ends.
      child.unref();
      numbers.destroy();
      resolve({ display: `:${text.trim()}`, stop });
    });
  });
}
