/** A disk that fails: a library put under a real core process answers writes or flushes of the store with EIO while a file says so. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { buildSickDisk, canBuildSickDisk } from '../support/sick-disk';
import { tempDir } from '../support/temp-dir';

it.skipIf(!canBuildSickDisk).each(['write', 'flush'])(
  'a disk that fails every %s: the store says so, loses nothing it had, and goes on when the disk is well',
  (what) => {
    const dir = tempDir();
    const { flagPath: flag, env } = buildSickDisk(dir);
    const hooks = resolve(import.meta.dirname, '..', 'unit', 'core', 'store', 'child', 'resolve-ts.mjs');
    const child = resolve(import.meta.dirname, 'child', 'sick-disk.ts');
    const run = spawnSync(
      process.execPath,
      [
        '--experimental-transform-types',
        '--no-warnings',
        '--import',
        hooks,
        child,
        join(dir, 'profile'),
        `${flag}.${what}`,
      ],
      { env: { ...process.env, ...env }, encoding: 'utf8' },
    );
    expect(run.stderr).toBe('');
    rmSync(`${flag}.${what}`, { force: true });
    expect(JSON.parse(run.stdout)).toEqual({
      sick: 'STORE_IO_ERROR',
      trouble: ['STORE_IO_ERROR', null],
      names: ['after', 'before'],
      integrity: 'ok',
      reopened: ['after', 'before'],
    });
  },
);
