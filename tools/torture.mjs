// npm run torture -- [--kills 100] [--seed N] [--minutes M]: kills the core with SIGKILL at random moments of the whole job, the
// province out of order as well, and says whether a single receipt was lost, doubled or made up. One line of JSON at the
// end; exit code 1 where anything is wrong. The seed fixes when kills and faults come, not what the machine does meanwhile.
import { readOption } from './base/arguments.mjs';
import { runTool, ToolFailure } from './base/failure.mjs';
import { rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureSetup } from './setup.mjs';
import { torture } from './torture/run.mjs';

await runTool('torture', async () => {
  const args = process.argv.slice(2);
  const kills = Number(readOption(args, '--kills') ?? 100);
  const seed = Number(readOption(args, '--seed') ?? Math.floor(Math.random() * 1e9));
  const minutes = Number(readOption(args, '--minutes') ?? Number.POSITIVE_INFINITY);
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed) || !(minutes > 0))
    throw new ToolFailure(
      'TORTURE_USAGE',
      'usage: npm run torture -- [--kills 100] [--seed number] [--minutes number]',
    );
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  const { nodePath } = await ensureSetup({ scope: 'core' });
  // The store is opened here as well, and its native module is the newer Node's: an older one dies of it.
  if (nodePath !== process.execPath)
    return runAttached(nodePath, [import.meta.filename, ...args], { cwd: rootDir });
  await ensureBuilt({ only: ['core', 'world', 'assets'], say });
  say(`torture: ${kills} kills, seed ${seed}`);
  const summary = await torture({ kills, seed, minutes, nodePath, say });
  console.log(JSON.stringify(summary));
  return summary.problems.length === 0 ? 0 : 1;
});
