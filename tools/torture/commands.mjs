// What IT does at a closed window: backups, restoring, a new data key; each as a process of its own that may be killed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ killed: boolean, code: number | null, lines: any[] }} Ended
 * @typedef {object} Commands
 * @property {(words: string[], options?: { killAfterMs?: number }) => Promise<Ended>} run
 * @property {(profileDir: string) => Commands} at
 * @property {() => void} archiveBackups
 * @property {() => Promise<string | null>} newestBackup
 */

/**
 * @param {{ cliPath: string, nodePath: string, profileDir: string, passphrasePath: string, archiveDir: string }} place
 * @returns {Commands}
 */
export function commandsOf(place) {
  const { cliPath, nodePath, profileDir, passphrasePath, archiveDir } = place;
  const backupsDir = path.join(profileDir, 'backups');

  /**
   * @param {string[]} words
   * @param {{ killAfterMs?: number }} [options]
   * @returns {Promise<Ended>}
   */
  function run(words, { killAfterMs } = {}) {
    const args = [cliPath, ...words, '--profile', profileDir];
    if (words[1] !== 'backups') args.push('--passphrase-file', passphrasePath);
    const child = spawn(nodePath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    const timer =
      killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    return new Promise((resolve) => {
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        const lines = text.split('\n').filter((line) => line.startsWith('{'));
        resolve({ killed: signal === 'SIGKILL', code, lines: lines.map((line) => JSON.parse(line)) });
      });
    });
  }

  return {
    run,
    /** The same at another profile. */
    at: (elsewhere) => commandsOf({ ...place, profileDir: elsewhere }),
    /** Takes the backups elsewhere, as IT does, so that the window finds that the day's is due. */
    archiveBackups() {
      if (!existsSync(backupsDir)) return;
      mkdirSync(archiveDir, { recursive: true });
      for (const name of readdirSync(backupsDir))
        renameSync(path.join(backupsDir, name), path.join(archiveDir, name));
    },
    async newestBackup() {
      const { lines } = await run(['store', 'backups']);
      return /** @type {string | null} */ (lines[0]?.name ?? null);
    },
  };
}
