// npm run -s hall -- <command>: the product on the command line. stdout belongs to the command alone.
import path from 'node:path';
import { runTool } from './base/failure.mjs';
import { distDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureSetup } from './setup.mjs';

await runTool('hall', async () => {
  const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
  const { nodePath } = await ensureSetup({ scope: 'core', say, quietWhenReady: true });
  await ensureBuilt({ only: ['core', 'world', 'assets'], say, quietWhenCurrent: true });
  // npm changes to the project's folder; a path the user typed means the folder the user is in.
  return runAttached(nodePath, [path.join(distDir, 'core', 'cli.mjs'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
});
