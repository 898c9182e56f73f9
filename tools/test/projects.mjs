// Runs one Vitest project in a process of its own and reads its report.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { hasDisplay, startVirtualDisplay } from '../base/display.mjs';
import { cacheDir, modulesDir, rootDir } from '../base/paths.mjs';
import { runAttached } from '../base/run.mjs';
import { endMarked, newMark } from './leftovers.mjs';
import { tallyReport } from './tally.mjs';

/** In this order. `built`: needs dist/; `window`: needs a screen. */
export const projects = [
  { name: 'rules', built: false, window: false },
  { name: 'unit', built: false, window: false },
  { name: 'migrations', built: false, window: false },
  { name: 'flow', built: false, window: false },
  { name: 'process', built: true, window: true },
  { name: 'screens', built: true, window: true },
];

/** @typedef {(typeof projects)[number]} Project */

/**
 * What runs after what; what stands in one turn runs side by side. Tests of programs and windows mostly wait for them, one
 * at a time: two such projects fit beside each other, where each can be given a screen of its own.
 * @param {readonly Project[]} wanted
 * @param {{ ownScreens: boolean, cores: number }} [machine]
 * @returns {Project[][]}
 */
export function turnsOf(wanted, machine = { ownScreens: !hasDisplay(), cores: availableParallelism() }) {
  if (!machine.ownScreens || machine.cores < 2) return wanted.map((project) => [project]);
  const beside = wanted.filter(({ window }) => window);
  const alone = wanted.filter(({ window }) => !window).map((project) => [project]);
  return beside.length === 0 ? alone : [...alone, beside];
}

/**
 * `quiet`: what it says is kept until it has ended, in .cache/test/<name>.log, because another one talks meanwhile.
 * @param {Project} project
 * @param {string} node
 * @param {{ grep?: string | undefined, quiet?: boolean }} [how]
 */
export async function runProject(project, node, { grep, quiet = false } = {}) {
  const reportPath = path.join(cacheDir, 'test', `${project.name}.json`);
  mkdirSync(path.dirname(reportPath), { recursive: true });
  rmSync(reportPath, { force: true });
  const logPath = path.join(cacheDir, 'test', `${project.name}.log`);
  const log = quiet ? openSync(logPath, 'w') : undefined;
  const screen = project.window && !hasDisplay() ? await startVirtualDisplay() : undefined;
  const mark = newMark();
  try {
    const vitest = path.join(modulesDir, 'vitest', 'vitest.mjs');
    const args = ['run', '--project', project.name, '--reporter=default', '--reporter=json'];
    args.push(`--outputFile.json=${reportPath}`);
    if (grep) args.push('--testNamePattern', grep);
    const code = await runAttached(node, [vitest, ...args], {
      cwd: rootDir,
      env: {
        ...process.env,
        ...mark,
        ...(screen ? { DISPLAY: screen.display } : {}),
        ...(quiet && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
      },
      ...(log === undefined ? {} : { stdio: ['ignore', log, log] }),
    });
    return tallyReport(readReport(reportPath), code);
  } finally {
    if (log !== undefined) {
      closeSync(log);
      process.stdout.write(readFileSync(logPath));
    }
    for (const { pid, command } of endMarked(mark))
      console.log(`ended a process left behind: ${pid} ${command}`);
    screen?.stop();
  }
}

/** @param {string} reportPath */
function readReport(reportPath) {
  try {
    return JSON.parse(readFileSync(reportPath, 'utf8'));
  } catch {
    return undefined;
  }
}
