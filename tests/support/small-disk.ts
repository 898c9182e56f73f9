/** A file system of its own, of a few megabytes, and how to fill it. Needs an account that may mount one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempDir } from './temp-dir';

export const canMount = spawnSync('unshare', ['-m', 'true']).status === 0 && process.getuid?.() === 0;
if (!canMount) process.stdout.write('full disk: skipped, this account may not mount a file system\n');

export function smallDisk(): string {
  const dir = join(tempDir(), 'disk');
  mkdirSync(dir);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', dir]);
  if (mounted.status !== 0) throw new Error(String(mounted.stderr));
  onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  return dir;
}

/** Leaves so many bytes; returns what makes room again. */
export function fillDisk(dir: string, leave: number): () => void {
  const { bavail, bsize } = statfsSync(dir);
  const ballastPath = join(dir, 'ballast');
  writeFileSync(ballastPath, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  return () => rmSync(ballastPath);
}
