import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileFailure, makeProfileDir } from './files';

/**
 * What a folder is worth for a store that must survive a power cut. `fine`: nothing speaks against it. `suspect`: a flush
 * comes back faster than any medium can be, or the kind of file system is unknown. `unfit`: data would not be there after
 * a power cut, or locks do not hold. Software cannot see through a disk that lies: only `rehearse` and pulling the plug can.
 */
export type DiskVerdict = 'fine' | 'suspect' | 'unfit';
export type DiskFinding =
  | 'memory'
  | 'network'
  | 'unknown-file-system'
  | 'flush-too-fast'
  | 'flush-slow'
  | 'space-short'
  | 'not-writable';

export interface DiskFacts {
  fileSystem: string;
  freeBytes: number;
  /** Milliseconds for a 4 kB write and its flush; null where nothing could be written. */
  flushMs: { median: number; worst: number } | null;
}

export interface DiskReport {
  verdict: DiskVerdict;
  findings: DiskFinding[];
  facts: DiskFacts;
}

/** statfs(2) magic numbers of what halls have, and of what must not be used. */
const FILE_SYSTEMS: Readonly<Record<number, { name: string; kind: 'disk' | 'memory' | 'network' }>> = {
  61267: { name: 'ext4', kind: 'disk' },
  1481003842: { name: 'xfs', kind: 'disk' },
  2435016766: { name: 'btrfs', kind: 'disk' },
  4076150800: { name: 'f2fs', kind: 'disk' },
  2035054128: { name: 'overlay', kind: 'disk' },
  16914836: { name: 'tmpfs', kind: 'memory' },
  2240043254: { name: 'ramfs', kind: 'memory' },
  26985: { name: 'nfs', kind: 'network' },
  4283649346: { name: 'cifs', kind: 'network' },
  4266872130: { name: 'smb2', kind: 'network' },
};

/** A day of a busy window with its backups. */
const LEAST_FREE = 2 * 1024 ** 3;
/** The fastest drives with a protected cache take about 20 microseconds; below that nothing was flushed anywhere. */
const FASTEST_FLUSH_MS = 0.01;
/** A clerk waits for two or three flushes per case. */
const SLOW_FLUSH_MS = 100;
const ROUNDS = 200;
const BLOCK = 4_096;

/** The judgement alone, from facts. */
export function judgeDisk(facts: DiskFacts, kind: 'disk' | 'memory' | 'network' | 'unknown'): DiskReport {
  const findings: DiskFinding[] = [];
  if (kind === 'memory') findings.push('memory');
  if (kind === 'network') findings.push('network');
  if (kind === 'unknown') findings.push('unknown-file-system');
  if (facts.flushMs === null) findings.push('not-writable');
  else if (facts.flushMs.median < FASTEST_FLUSH_MS) findings.push('flush-too-fast');
  else if (facts.flushMs.median > SLOW_FLUSH_MS) findings.push('flush-slow');
  if (facts.freeBytes < LEAST_FREE) findings.push('space-short');
  const unfit = findings.some((each) => ['memory', 'network', 'not-writable'].includes(each));
  return { verdict: unfit ? 'unfit' : findings.length > 0 ? 'suspect' : 'fine', findings, facts };
}

function flushTimes(dir: string, stopwatch: () => number): DiskFacts['flushMs'] {
  const path = join(dir, 'disk-check.tmp');
  const block = Buffer.alloc(BLOCK, 1);
  const times: number[] = [];
  let descriptor: number;
  try {
    descriptor = openSync(path, 'w', 0o600);
  } catch {
    return null;
  }
  try {
    for (let at = 0; at < ROUNDS; at += 1) {
      const startedAt = stopwatch();
      writeSync(descriptor, block);
      fsyncSync(descriptor);
      times.push(stopwatch() - startedAt);
    }
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
    rmSync(path, { force: true });
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)] ?? 0, worst: times.at(-1) ?? 0 };
}

/** Looks at the folder's disk; writes and removes one small file. `stopwatch`: milliseconds, with fractions. */
export function examineDisk(dir: string, stopwatch: () => number): DiskReport {
  try {
    makeProfileDir(dir);
  } catch (error) {
    fileFailure(error);
    return judgeDisk({ fileSystem: '', freeBytes: 0, flushMs: null }, 'unknown');
  }
  const { type, bavail, bsize } = statfsSync(dir);
  const known = FILE_SYSTEMS[type];
  return judgeDisk(
    {
      fileSystem: known?.name ?? `0x${type.toString(16)}`,
      freeBytes: bavail * bsize,
      flushMs: flushTimes(dir, stopwatch),
    },
    known?.kind ?? (process.platform === 'win32' ? 'disk' : 'unknown'),
  );
}

const REHEARSAL = 'power-cut-rehearsal.log';

/**
 * The part before the plug is pulled: numbers are written and flushed one by one, and each is told of only after that.
 * Ends when `until` says so.
 */
export async function rehearsePowerCut(
  dir: string,
  told: (number: number) => void,
  until: () => boolean,
): Promise<void> {
  makeProfileDir(dir);
  const descriptor = openSync(join(dir, REHEARSAL), 'w', 0o600);
  try {
    for (let number = 1; !until(); number += 1) {
      writeSync(descriptor, `${String(number).padStart(12, '0')}\n`);
      fsyncSync(descriptor);
      told(number);
      // The telling has to leave this process before the next number is written.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The part afterwards: how many numbers that were told of are not on the disk. 0: it kept its word. */
export function lostInPowerCut(dir: string, lastTold: number): { kept: number; lost: number } | null {
  let text: string;
  try {
    text = readFileSync(join(dir, REHEARSAL), 'latin1');
  } catch {
    return null;
  }
  const lines = text.split('\n');
  let kept = 0;
  while (lines[kept] === String(kept + 1).padStart(12, '0')) kept += 1;
  return { kept, lost: Math.max(0, lastTold - kept) };
}
