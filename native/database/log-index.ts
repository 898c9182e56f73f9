import { existsSync, readFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { sameSum, summed } from './log-file';

/** https://sqlite.org/walformat.html#the_wal_index_file_format: two copies of a header, in the machine's byte order. */
const COPY = 48;
const MOST_FRAMES = 16;
const SALTS = 32;
const SUM = 40;
const IS_BIG = endianness() === 'BE';

/**
 * How many frames of the log with these salts were committed for certain; null where nobody says. SQLite writes this into
 * `hall.db-shm` after the log's flush, and a process that is killed leaves it there; after a power cut it may be missing or old,
 * but it never says more than was flushed.
 */
export function committedFrames(indexPath: string, salts: Buffer): number | null {
  if (!existsSync(indexPath)) return null;
  const bytes = readFileSync(indexPath);
  let most: number | null = null;
  // A kill between the writing of the two copies leaves one of them newer.
  for (const at of [0, COPY]) {
    const copy = bytes.subarray(at, at + COPY);
    if (copy.length < COPY || !copy.subarray(SALTS, SUM).equals(salts)) continue;
    const number = (offset: number) => (IS_BIG ? copy.readUInt32BE(offset) : copy.readUInt32LE(offset));
    if (!sameSum(summed([0, 0], copy.subarray(0, SUM), IS_BIG), [number(SUM), number(SUM + 4)])) continue;
    most = Math.max(most ?? 0, number(MOST_FRAMES));
  }
  return most;
}
