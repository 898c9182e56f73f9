// npm run demo: the whole job in the real window, with nobody at the keyboard. Prints a timeline and leaves
// out/demo/{receipt.pdf, ca.pem, report.json, screens/*.png}; ends with 1 where any step fails.
import path from 'node:path';
import { hasDisplay, startVirtualDisplay } from './base/display.mjs';
import { runTool } from './base/failure.mjs';
import { rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureSetup } from './setup.mjs';

await runTool('demo', async () => {
  const setUpAt = Date.now();
  const { nodePath, electron } = await ensureSetup();
  if (!electron) throw new Error('the set-up of the window gave no Electron');
  await ensureBuilt({ say: (line) => process.stderr.write(`${line}\n`) });
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  try {
    // Playwright and the packages it drives need the newer Node that the set-up has found.
    return await runAttached(nodePath, [path.join(rootDir, 'tools', 'demo', 'drive.mjs')], {
      cwd: rootDir,
      env: {
        ...process.env,
        ...(screen ? { DISPLAY: screen.display } : {}),
        HALL_DEMO_ELECTRON: JSON.stringify(electron),
        HALL_DEMO_SETUP_MS: String(Date.now() - setUpAt),
      },
    });
  } finally {
    screen?.stop();
  }
});
