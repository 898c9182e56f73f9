// npm run bench: figures as ratios to a baseline measured in the same run, since the machine is shared and noisy.
//   npm run bench -- [--only devices,camera,catalogue,prefill,cold-start,load,outbox,drain] [--seconds N (of load)]
//     [--parcels N (of outbox)]
import path from 'node:path';
import { readList } from './base/arguments.mjs';
import { hasDisplay, startVirtualDisplay } from './base/display.mjs';
import { runTool, ToolFailure } from './base/failure.mjs';
import { rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureSetup } from './setup.mjs';

const benches = ['devices', 'camera', 'catalogue', 'prefill', 'cold-start', 'load', 'outbox', 'drain'];

await runTool('bench', async () => {
  const args = process.argv.slice(2);
  const wanted = readList(args, '--only') ?? benches;
  const unknown = wanted.filter((name) => !benches.includes(name));
  if (unknown.length > 0) throw new ToolFailure('BENCH_UNKNOWN', `--only takes ${benches.join(', ')}`);
  const { nodePath, electron } = await ensureSetup();
  if (!electron) throw new Error('the set-up of the window gave no Electron');
  await ensureBuilt({ say: (line) => process.stderr.write(`${line}\n`) });
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  /** @param {string} name */
  const run = (name) =>
    runAttached(nodePath, [path.join(rootDir, 'tools', 'bench', `${name}.mjs`), ...args], {
      cwd: rootDir,
      env: {
        ...process.env,
        ...(screen ? { DISPLAY: screen.display } : {}),
        HALL_BENCH_ELECTRON: JSON.stringify(electron),
      },
    });
  try {
    let worst = 0;
    for (const name of benches.filter((known) => wanted.includes(known)))
      worst = Math.max(worst, await run(name));
    return worst;
  } finally {
    screen?.stop();
  }
});
