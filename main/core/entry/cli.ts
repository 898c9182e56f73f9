/** The command line for IT staff and tests: JSON on stdout, messages on stderr. */
import { runCommand } from './cli/commands';
import { say, sayFailure } from './cli/output';

process.on('uncaughtException', (error) => {
  say(`程序内部出错（${error.name}）`);
  process.exit(70);
});

// Whoever read the lines may have read enough (`| head`); the work is done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const outcome = await runCommand(process.argv.slice(2));
if (outcome.failure) sayFailure(outcome.failure);
process.exitCode = outcome.exitCode;
// Native handles of readers may linger; everything that matters has been closed and written.
setTimeout(() => process.exit(), 500).unref();
