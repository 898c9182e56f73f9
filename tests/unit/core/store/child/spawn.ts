import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { KEY } from '../profile';

const RESOLVE = import.meta.resolve('./resolve-ts.mjs');
const WRITER = fileURLToPath(import.meta.resolve('./writer.ts'));

/** Starts the writer on `dir`; `lines` yields what it says. */
export function startWriter(dir: string): {
  child: ChildProcess;
  lines: AsyncIterator<string>;
  ended: Promise<unknown>;
} {
  const child = spawn(
    process.execPath,
    ['--import', RESOLVE, WRITER, dir, Buffer.from(KEY).toString('hex')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    ended: once(child, 'close'),
  };
}
