import { join } from 'node:path';

export function databasePath(dir: string): string {
  return join(dir, 'hall.db');
}

/** Held, never written: see `DatabaseDriver.lock`. */
export function lockPath(dir: string): string {
  return join(dir, 'profile.lock');
}

export function keyringPath(dir: string): string {
  return join(dir, 'keyring.json');
}

export function backupsDir(dir: string): string {
  return join(dir, 'backups');
}
