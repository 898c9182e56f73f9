// npm run scale -- [--windows 1000] [--receipts 5] [--database sqlite|postgres] [--brokers 0|1|3] [--kill-broker]
// Many windows with real stores deliver to the reference province at once; what arrived is counted in its database. One line
// of JSON; exit code 1 where a receipt was lost or doubled. PostgreSQL and NATS are Debian's postgresql and nats-server.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readOption } from './base/arguments.mjs';
import { runTool, ToolFailure } from './base/failure.mjs';
import { rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureSetup } from './setup.mjs';

const USAGE =
  'usage: npm run scale -- [--windows 1000] [--receipts 5] [--database sqlite|postgres] [--brokers 0|1|3] [--kill-broker]';

await runTool('scale', async () => {
  const args = process.argv.slice(2);
  const { nodePath } = await ensureSetup({ scope: 'core' });
  // Sources are read as they are, which needs the newer Node.
  if (nodePath !== process.execPath && !process.features.typescript)
    return runAttached(nodePath, [import.meta.filename, ...args], { cwd: rootDir });
  const { scale } = await import('./scale/run.mjs');
  const windows = Number(readOption(args, '--windows') ?? 1000);
  const receipts = Number(readOption(args, '--receipts') ?? 5);
  const database = readOption(args, '--database') ?? 'sqlite';
  const brokers = Number(readOption(args, '--brokers') ?? 0);
  const whole = Number.isInteger(windows) && windows > 0 && Number.isInteger(receipts) && receipts > 0;
  if (
    !whole ||
    (database !== 'sqlite' && database !== 'postgres') ||
    (brokers !== 0 && brokers !== 1 && brokers !== 3)
  )
    throw new ToolFailure('SCALE_USAGE', USAGE);
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  const result = await scale({
    windows,
    receipts,
    database,
    brokers,
    killBroker: args.includes('--kill-broker'),
    say,
  });
  mkdirSync(path.join(rootDir, 'out'), { recursive: true });
  writeFileSync(path.join(rootDir, 'out', 'scale.json'), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result));
  return result.lost + result.doubled + result.unknown === 0 ? 0 : 1;
});
