// Two `npm` commands may run in one checkout at a time; only one of them builds, the other waits and finds it done.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ToolFailure } from './failure.mjs';
import { cacheDir, rootDir } from './paths.mjs';

const waitAtMostMs = 180_000;

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function holdingLock(name, work) {
  try {
    mkdirSync(cacheDir, { recursive: true });
  } catch {
    // taking the lock says why
  }
  const lockFile = path.join(cacheDir, `${name}.lock`);
  const giveUpAt = Date.now() + waitAtMostMs;
  while (!take(lockFile)) {
    if (Date.now() > giveUpAt) {
      const shown = path.relative(rootDir, lockFile);
      throw new ToolFailure(
        'LOCK_HELD',
        `another process has held ${shown} for three minutes`,
        `rm ${shown}`,
      );
    }
    await sleep(100);
  }
  const release = () => rmSync(lockFile, { force: true });
  process.on('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} lockFile */
function take(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'EEXIST') {
      throw new ToolFailure(
        'CACHE_UNWRITABLE',
        `cannot write here: ${message}`,
        `make ${rootDir} writable for you`,
      );
    }
    if (ownerIsGone(lockFile)) rmSync(lockFile, { force: true });
    return false;
  }
}

/** @param {string} lockFile */
function ownerIsGone(lockFile) {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    if (!pid) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
