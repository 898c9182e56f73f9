// npm run soak -- [--cases 2000] [--seed N] [--window]: a shift at one window without a pause; says whether memory, open files
// and the store stay within bounds. With --window in the real window, whose page and shell are watched instead of the core.
// The samples lie in out/soak.json or out/soak-window.json; exit code 1 where they do not.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readOption } from './base/arguments.mjs';
import { hasDisplay, startVirtualDisplay } from './base/display.mjs';
import { runTool, ToolFailure } from './base/failure.mjs';
import { rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureBuilt } from './build.mjs';
import { soak } from './scale/soak.mjs';
import { ensureSetup } from './setup.mjs';

await runTool('soak', async () => {
  const args = process.argv.slice(2);
  const cases = Number(readOption(args, '--cases') ?? 2000);
  const seed = Number(readOption(args, '--seed') ?? 1);
  if (!Number.isInteger(cases) || cases < 200 || !Number.isInteger(seed))
    throw new ToolFailure(
      'SOAK_USAGE',
      'usage: npm run soak -- [--cases 2000 (200 at least)] [--seed number] [--window]',
    );
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  if (args.includes('--window')) return inWindow({ cases, seed });
  const { nodePath } = await ensureSetup({ scope: 'core' });
  await ensureBuilt({ only: ['core', 'world', 'assets'], say });
  const result = await soak({ cases, seed, nodePath, say });
  mkdirSync(path.join(rootDir, 'out'), { recursive: true });
  writeFileSync(path.join(rootDir, 'out', 'soak.json'), `${JSON.stringify(result, null, 2)}\n`);
  const { samples, ...summary } = result;
  console.log(JSON.stringify(summary));
  return summary.problems.length === 0 ? 0 : 1;
});

/** @param {{ cases: number, seed: number }} shift */
async function inWindow(shift) {
  const { nodePath, electron } = await ensureSetup();
  if (!electron) throw new Error('the set-up of the window gave no Electron');
  await ensureBuilt({ say: (line) => void process.stderr.write(`${line}\n`) });
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  try {
    // Playwright needs the newer Node that the set-up has found.
    return await runAttached(nodePath, [path.join(rootDir, 'tools', 'scale', 'soak-window.mjs')], {
      cwd: rootDir,
      env: {
        ...process.env,
        ...(screen ? { DISPLAY: screen.display } : {}),
        HALL_SOAK: JSON.stringify({ ...shift, runtime: electron }),
      },
    });
  } finally {
    screen?.stop();
  }
}
