// npm run fuzz: a million generated chunks against the device decoders (FUZZ_CHUNKS changes how many); for nights.
import path from 'node:path';
import { runTool } from './base/failure.mjs';
import { rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureSetup } from './setup.mjs';

await runTool('fuzz', async () => {
  const { nodePath } = await ensureSetup({ scope: 'core' });
  const vitest = path.join(rootDir, 'node_modules', 'vitest', 'vitest.mjs');
  return await runAttached(nodePath, [vitest, 'run', '--root', rootDir, 'tests/unit/core/device/fuzz'], {
    cwd: rootDir,
    env: { FUZZ_CHUNKS: '1000000', ...process.env },
  });
});
