import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** From the first reading of the file to after the end, on a machine that has other things to do. */
const COMMAND_MS = { 'store backup': 1_500, 'store restore': 900, 'store rotate-key': 2_200 };

/**
 * Work of IT at a closed window, cut off at a random moment. Every command that was cut off counts as a kill.
 * @param {{ commands: import('./commands.mjs').Commands, random: import('./random.mjs').Random,
 *   note: (where: string, afterMs: number) => void, profileDir: string }} options
 */
export function createMaintenance({ commands, random, note, profileDir }) {
  const counts = { backup: 0, restore: 0, rotateKey: 0, finished: 0 };

  async function cutOff(/** @type {keyof typeof COMMAND_MS} */ name, /** @type {string[]} */ more = []) {
    const afterMs = random.between(50, COMMAND_MS[name]);
    const result = await commands.run([...name.split(' '), ...more], { killAfterMs: afterMs });
    if (result.killed) note(name, afterMs);
    else if (result.code !== 0) throw new Error(`${name} ended with ${result.code}`);
    else counts.finished += 1;
    return result.killed;
  }

  async function backUp() {
    // One of the same second would be refused; none is made that fast outside a test of endurance.
    commands.archiveBackups();
    const { code } = await commands.run(['store', 'backup']);
    const name = await commands.newestBackup();
    if (code !== 0 || name === null) throw new Error(`no backup: ${code}`);
    return name;
  }

  async function restore() {
    counts.restore += 1;
    // Whatever was sealed is in it: a backup of this minute, or receipts would be lost by the restoring itself.
    const name = await backUp();
    const killed = await cutOff('store restore', ['--from', name]);
    if (!killed) return;
    const opens = existsSync(path.join(profileDir, 'hall.db'));
    const looked = await commands.run(['outbox', 'status']);
    if (!opens && (looked.code === 0 || existsSync(path.join(profileDir, 'hall.db'))))
      throw new Error('a store that was being restored was made anew instead');
    if (opens && looked.code !== 0)
      throw new Error('a restore that was cut off left a store that does not open');
    const again = await commands.run(['store', 'restore', '--from', name]);
    if (again.code !== 0) throw new Error(`restoring again ended with ${again.code}`);
  }

  async function maintain() {
    const what = random.between(1, 3);
    if (what === 1) {
      counts.backup += 1;
      commands.archiveBackups();
      await cutOff('store backup');
    } else if (what === 2) {
      counts.rotateKey += 1;
      await cutOff('store rotate-key');
    } else await restore();
  }

  return Object.assign(maintain, {
    counts,
    /** The backups and the passphrase alone, on another machine. */
    async backupRestores(/** @type {string} */ elsewhere) {
      const name = await backUp();
      mkdirSync(elsewhere, { recursive: true });
      cpSync(path.join(profileDir, 'backups'), path.join(elsewhere, 'backups'), { recursive: true });
      const restored = await commands.at(elsewhere).run(['store', 'restore', '--from', name]);
      const audit = await commands.at(elsewhere).run(['audit', 'verify']);
      return restored.code === 0 && audit.lines[0]?.intact === true;
    },
  });
}
