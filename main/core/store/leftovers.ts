import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupsDir } from './paths';

/** Half-made files of a first start, a restore, a change of keys or a change of the keyring. */
const OF_PROFILE =
  /^(hall\.db\.(new|restoring|rekey)(-wal|-shm|-journal)?|keyring\.json\..+\.tmp|disk-check\.tmp)$/;
/** A copy or a manifest that was never finished. */
const OF_BACKUPS = /^hall-\d{8}T\d{6}Z\.(db\.part(-wal|-shm|-journal)?|json\..+\.tmp)$/;

/**
 * Takes away what kills and power cuts left half-made. Only for the holder of the profile's lock: all of it is made under
 * that lock, so nobody can be at work on it. A finished copy without manifest stays until there is a newer backup.
 */
export function clearLeftovers(dir: string): void {
  for (const [folder, half] of [
    [dir, OF_PROFILE],
    [backupsDir(dir), OF_BACKUPS],
  ] as const) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) if (half.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** Copies without a manifest, once there is a backup newer than they: nobody will ever finish them. Their names come from a clock. */
export function clearUnfinishedCopies(dir: string): void {
  for (const name of readdirSync(backupsDir(dir))) {
    const copy = /^(hall-\d{8}T\d{6}Z)\.db$/.exec(name)?.[1];
    if (copy !== undefined && !existsSync(join(backupsDir(dir), `${copy}.json`)))
      rmSync(join(backupsDir(dir), name), { force: true });
  }
}
