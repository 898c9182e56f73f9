// npm run dist -- --linux deb | --win nsis: installers, from the pinned Electron and nothing else.
import path from 'node:path';
import { runTool } from './base/failure.mjs';
import { modulesDir, rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureBuilt } from './build.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { ensureSetup } from './setup.mjs';

await runTool('dist', async () => {
  const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
  const { nodePath } = await ensureSetup({ scope: 'core', say });
  // Asked first: without it there is nothing to package, and it is the likeliest thing to be missing.
  const runtime = await resolveElectron({ allowFallback: false, say });
  say(`dist: Electron ${runtime.version} (${runtime.source})`);
  await ensureBuilt({ say });
  const builder = path.join(modulesDir, 'electron-builder', 'cli.js');
  const given = process.argv.slice(2);
  // A folder somebody prepared is used as it is; otherwise electron-builder fetches the pinned version for each target.
  const electronDist =
    runtime.source === 'override' ? [`-c.electronDist=${path.dirname(runtime.executable)}`] : [];
  return runAttached(nodePath, [builder, ...given, ...electronDist, '--publish', 'never'], { cwd: rootDir });
});
