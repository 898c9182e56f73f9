// npm run dev: like npm start, and every saved file shows at once. The page is served from app:// under its strict
// policy, so there is no dev server: the part is built again, then the page is reloaded or the app restarted.
import { fileURLToPath } from 'node:url';
import { runTool } from './base/failure.mjs';
import { rerunOnNewNode } from './base/new-node.mjs';
import { ensureBuilt } from './build.mjs';
import { Session } from './dev/session.mjs';
import { ensureSetup } from './setup.mjs';
import { prepareWindow } from './start/window.mjs';

await runTool('dev', async () => {
  const { electron } = await ensureSetup();
  if (!electron) throw new Error('the set-up of the window gave no Electron');
  const args = process.argv.slice(2);
  const elsewhere = await rerunOnNewNode(fileURLToPath(import.meta.url), args);
  if (elsewhere !== undefined) return elsewhere;
  await ensureBuilt({ dev: true, say });
  const window = await prepareWindow(electron, ['--training', '--dev', ...args]);
  try {
    return await new Session(window).run();
  } finally {
    window.release();
  }
});

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}
