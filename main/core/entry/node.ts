/** The core under a forked Node: the shell's runtime has no N-API 10 of its own. */
import { forkDrivers } from './drivers';
import { runHosted } from './hosted';

// A parent that is gone takes the core with it; what was written is safe.
process.on('disconnect', () => process.exit(0));
await runHosted(
  {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  },
  forkDrivers,
  process.argv.slice(2),
  (code) => process.exit(code),
);
