// Runs one Vitest project in a process of its own and reads its report.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
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

/**
 * @param {(typeof projects)[number]} project
 * @param {string} node
 * @param {string | undefined} grep
 */
export async function runProject(project, node, grep) {
  const reportPath = path.join(cacheDir, 'test', `${project.name}.json`);
  mkdirSync(path.dirname(reportPath), { recursive: true });
  rmSync(reportPath, { force: true });
  const screen = project.window && !hasDisplay() ? await startVirtualDisplay() : undefined;
  const mark = newMark();
  try {
    const vitest = path.join(modulesDir, 'vitest', 'vitest.mjs');
    const args = ['run', '--project', project.name, '--reporter=default', '--reporter=json'];
    args.push(`--outputFile.json=${reportPath}`);
    if (grep) args.push('--testNamePattern', grep);
    const code = await runAttached(node, [vitest, ...args], {
      cwd: rootDir,
      env: { ...process.env, ...mark, ...(screen ? { DISPLAY: screen.display } : {}) },
    });
    return tallyReport(readReport(reportPath), code);
  } finally {
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
