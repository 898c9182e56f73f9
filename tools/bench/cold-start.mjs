// Cold start to interactive: from starting the program until the page has an input that takes text. The workstation
// in training mode (province, devices and store come up beside it) against an empty Electron window, in turns.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootDir } from '../base/paths.mjs';
import { launchDriven } from '../drive/launch.mjs';
import { planLaunch } from '../start/launch-plan.mjs';

const ROUNDS = 7;
const runtime = JSON.parse(process.env.HALL_BENCH_ELECTRON ?? '{}');

/**
 * @param {string} appDir
 * @param {string[]} appArgs
 * @param {string} inputSelector
 * @returns {Promise<number>} milliseconds
 */
async function startOnce(appDir, appArgs, inputSelector) {
  const { command, args } = planLaunch({
    runtime,
    isRoot: process.getuid?.() === 0,
    virtualDisplay: true,
    appDir,
    appArgs,
  });
  const startedAt = Date.now();
  const app = await launchDriven({ executable: command, args, appDir });
  try {
    const page = await app.firstWindow();
    // Read off the page's own clock, so that the way back to this process does not count.
    const handle = await page.waitForFunction(
      (selector) => {
        const input = /** @type {any} */ (globalThis).document.querySelector(selector);
        return input && !input.disabled ? performance.timeOrigin + performance.now() : null;
      },
      inputSelector,
      { polling: 'raf' },
    );
    return Number(await handle.jsonValue()) - startedAt;
  } finally {
    await app.close();
  }
}

const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-bench-'));
const emptyDir = path.join(rootDir, 'tools', 'bench', 'empty-window');
/** @type {{ hall: number[], empty: number[] }} */
const times = { hall: [], empty: [] };
try {
  const hall = () => startOnce(rootDir, ['--training', `--profile=${profileDir}`], '#root form input');
  const empty = () => startOnce(emptyDir, [], '#ready');
  // The first start of a profile makes keys and a database: not a cold start but a first one; left out of the ratio.
  const first = await hall();
  await empty();
  for (let round = 0; round < ROUNDS; round += 1) {
    times.empty.push(await empty());
    times.hall.push(await hall());
  }
  const median = (/** @type {number[]} */ list) =>
    [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const result = {
    benchmark: 'cold start to interactive',
    rounds: ROUNDS,
    electron: runtime.version,
    emptyWindowMs: Math.round(median(times.empty)),
    workstationMs: Math.round(median(times.hall)),
    firstStartMs: Math.round(first),
    ratio: Number((median(times.hall) / median(times.empty)).toFixed(2)),
  };
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'cold-start.json'), `${JSON.stringify({ ...result, times }, null, 2)}\n`);
  console.log(
    `cold start to interactive: ${result.ratio} x an empty Electron window ` +
      `(median of ${ROUNDS}: ${result.workstationMs} ms, ${result.emptyWindowMs} ms; first start of a profile ${result.firstStartMs} ms)`,
  );
} finally {
  rmSync(profileDir, { recursive: true, force: true });
}
