// How the window is started on a given runtime and machine; only decides, starts nothing.

/**
 * @param {object} facts
 * @param {import('../electron-runtime.mjs').ElectronRuntime} facts.runtime
 * @param {boolean} facts.isRoot
 * @param {boolean} facts.virtualDisplay
 * @param {string} facts.appDir
 * @param {string[]} facts.appArgs
 * @returns {{ command: string, args: string[], notices: string[] }}
 */
export function planLaunch({ runtime, isRoot, virtualDisplay, appDir, appArgs }) {
  const flags = [];
  const notices = [];
  if (isRoot) {
    flags.push('--no-sandbox');
    notices.push(
      'notice: running as root, so Chromium runs without its sandbox (--no-sandbox); use an ordinary user for real work',
    );
  }
  if (virtualDisplay) {
    notices.push('notice: no DISPLAY is set; the window opens on a virtual screen (Xvfb) that nobody sees');
    if (runtime.source === 'registry-fallback') flags.push('--disable-gpu');
  }
  return { command: runtime.executable, args: [...flags, appDir, ...appArgs], notices };
}
