import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Failure, failure } from '../../contract/failures/failure';

/** A file-system error as data: the operating system's code, never the path (it may hold a user's name). */
export function fileFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '') throw error;
  return failure(code === 'ENOSPC' || code === 'EDQUOT' ? 'STORE_DISK_FULL' : 'STORE_UNWRITABLE', {
    cause: code,
  });
}

export function makeProfileDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

/** Makes a rename or a new name in the directory survive power loss. Windows has no such call and journals it itself. */
export function syncDir(dir: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(dir, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Puts a whole file (0600) in place, or nothing: written and flushed beside it, then given its name by a hard link.
 * A link, unlike a rename, refuses a name that is taken, so of two first starts at once exactly one wins.
 * Returns false where the name was taken.
 */
export function publishFile(path: string, text: string, unique: string): boolean {
  const temporaryPath = `${path}.${unique}.tmp`;
  const descriptor = openSync(temporaryPath, 'wx', 0o600);
  try {
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    try {
      linkSync(temporaryPath, path);
    } catch (error) {
      if (existsSync(path)) return false;
      throw error;
    }
  } finally {
    rmSync(temporaryPath, { force: true });
  }
  syncDir(dirname(path));
  return true;
}

/** As `publishFile`, in the place of a file that is there: whoever reads finds the old one or the new one, whole. */
export function replaceFile(path: string, text: string, unique: string): void {
  const temporaryPath = `${path}.${unique}.tmp`;
  const descriptor = openSync(temporaryPath, 'wx', 0o600);
  try {
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporaryPath, path);
  } finally {
    rmSync(temporaryPath, { force: true });
  }
  syncDir(dirname(path));
}
