import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The passphrase of a station that has to open its store with nobody there (the command line, training mode):
 * 32 random bytes in a file of the operating-system account, mode 0600, outside every profile, so that a copied
 * profile does not open. Made on first use. See docs/decisions/0003.
 */
export function stationSecret(
  configHome = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'),
): string {
  const dir = join(configHome, 'mianzheng-window');
  const path = join(dir, 'station.passphrase');
  if (!existsSync(path)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process of this account was quicker; its secret is the station's.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(path, 'utf8').trim();
}
