// npm start: the window in training mode, with the pretend world that ships with it.
//   npm start -- [--profile <dir>] [further arguments for the app]
import { runTool } from './base/failure.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureSetup } from './setup.mjs';
import { ended, prepareWindow } from './start/window.mjs';

await runTool('start', async () => {
  const { electron } = await ensureSetup();
  if (!electron) throw new Error('the set-up of the window gave no Electron');
  await ensureBuilt({ say: (line) => process.stderr.write(`${line}\n`) });
  const given = process.argv.slice(2);
  const window = await prepareWindow(
    electron,
    given.includes('--training') ? given : ['--training', ...given],
  );
  const child = window.start();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // The app drains and closes by itself; this process only waits for it.
    process.on(signal, () => child.kill(signal === 'SIGINT' ? 'SIGTERM' : signal));
  }
  try {
    return await ended(child);
  } finally {
    window.release();
  }
});
