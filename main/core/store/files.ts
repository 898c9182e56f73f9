import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Failure, FailureError, failure } from '../../contract/failures/failure';

/** A file-system error as data: the operating system's code, never the path (it may hold a user's name). */
export function fileFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '') throw error;
  const details = { cause: code };
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('STORE_DISK_FULL', details);
  return failure(code === 'EIO' ? 'STORE_IO_ERROR' : 'STORE_UNWRITABLE', details);
}

/** What stopped the work, as data; anything that is not a matter of disk or file is a programmer's error and goes on. */
export function asFailure(error: unknown): Failure {
  return error instanceof FailureError ? error.failure : fileFailure(error);
}

/** What SQLite lays beside a database, the database itself first. */
export const DATABASE_SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;

export function removeDatabase(path: string): void {
  for (const suffix of DATABASE_SUFFIXES) rmSync(path + suffix, { force: true });
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

/** Writes and flushes the whole text (0600) under another name, has `place` put it in its place, and leaves nothing behind. */
function placed<T>(path: string, text: string, unique: string, place: (temporaryPath: string) => T): T {
  const temporaryPath = `${path}.${unique}.tmp`;
  const descriptor = openSync(temporaryPath, 'wx', 0o600);
  try {
    try {
      const bytes = Buffer.from(text);
      // A disk that is nearly full takes a part and says so by the number only.
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const done = place(temporaryPath);
    syncDir(dirname(path));
    return done;
  } finally {
    rmSync(temporaryPath, { force: true });
  }
}

/**
 * Puts a whole file in place, or nothing: written and flushed beside it, then given its name by a hard link.
 * A link, unlike a rename, refuses a name that is taken, so of two first starts at once exactly one wins.
 * Returns false where the name was taken.
 */
export function publishFile(path: string, text: string, unique: string): boolean {
  return placed(path, text, unique, (temporaryPath) => {
    try {
      linkSync(temporaryPath, path);
      return true;
    } catch (error) {
      if (existsSync(path)) return false;
      throw error;
    }
  });
}

/** As `publishFile`, in the place of a file that is there: whoever reads finds the old one or the new one, whole. */
export function replaceFile(path: string, text: string, unique: string): void {
  placed(path, text, unique, (temporaryPath) => renameSync(temporaryPath, path));
}

const DIGEST_PART = 1 << 20;

/** SHA-256 of a file of any size, part by part: a store of some years does not fit into one buffer. */
export function fileSha256(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const digest = createHash('sha256');
    const part = Buffer.alloc(DIGEST_PART);
    for (let read = readSync(descriptor, part); read > 0; read = readSync(descriptor, part))
      digest.update(part.subarray(0, read));
    return digest.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}
