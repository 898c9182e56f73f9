// npm run bench: figures as ratios to a baseline measured in the same run, since the machine is shared and noisy.
import path from 'node:path';
import { hasDisplay, startVirtualDisplay } from './base/display.mjs';
import { runTool } from './base/failure.mjs';
import { rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureSetup } from './setup.mjs';

await runTool('bench', async () => {
  const { nodePath, electron } = await ensureSetup();
  if (!electron) throw new Error('the set-up of the window gave no Electron');
  await ensureBuilt({ say: (line) => process.stderr.write(`${line}\n`) });
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  /** @param {string} name */
  const run = (name) =>
    runAttached(nodePath, [path.join(rootDir, 'tools', 'bench', name)], {
      cwd: rootDir,
      env: {
        ...process.env,
        ...(screen ? { DISPLAY: screen.display } : {}),
        HALL_BENCH_ELECTRON: JSON.stringify(electron),
      },
    });
  try {
    const codes = [await run('devices.mjs'), await run('camera.mjs'), await run('cold-start.mjs')];
    return Math.max(...codes);
  } finally {
    screen?.stop();
  }
});
