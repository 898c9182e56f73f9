/** A disk that fails: a library put under a real core process answers writes or flushes of the store with EIO while a file says so. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../support/temp-dir';

const LIBRARY = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int sick(int fd, const char *what) {
  char link[64], path[4096]; const char *flag = getenv("IO_FAULT");
  if (!flag) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n < 0) return 0;
  path[n] = 0;
  if (!strstr(path, "hall.db")) return 0;
  char file[4200]; snprintf(file, sizeof file, "%s.%s", flag, what);
  return access(file, F_OK) == 0;
}
#define REAL(name, ...) ((long (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))
ssize_t pwrite64(int fd, const void *b, size_t n, off_t at) { if (sick(fd, "write")) { errno = EIO; return -1; } return REAL("pwrite64", int, const void *, size_t, off_t)(fd, b, n, at); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { if (sick(fd, "write")) { errno = EIO; return -1; } return REAL("pwrite", int, const void *, size_t, off_t)(fd, b, n, at); }
ssize_t write(int fd, const void *b, size_t n) { if (sick(fd, "write")) { errno = EIO; return -1; } return REAL("write", int, const void *, size_t)(fd, b, n); }
int fsync(int fd) { if (sick(fd, "flush")) { errno = EIO; return -1; } return (int)REAL("fsync", int)(fd); }
int fdatasync(int fd) { if (sick(fd, "flush")) { errno = EIO; return -1; } return (int)REAL("fdatasync", int)(fd); }
`;

function build(dir: string): string | null {
  const source = join(dir, 'fault.c');
  const library = join(dir, 'fault.so');
  writeFileSync(source, LIBRARY);
  const built = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
  return built.status === 0 ? library : null;
}
const canBuild = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;
if (!canBuild) process.stdout.write('input/output errors: skipped, there is no C compiler\n');

it.skipIf(!canBuild).each(['write', 'flush'])(
  'a disk that fails every %s: the store says so, loses nothing it had, and goes on when the disk is well',
  (what) => {
    const dir = tempDir();
    const library = build(dir);
    const flag = join(dir, 'sick');
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
      { env: { ...process.env, LD_PRELOAD: library ?? '', IO_FAULT: flag }, encoding: 'utf8' },
    );
    expect(run.stderr).toBe('');
    rmSync(`${flag}.${what}`, { force: true });
    expect(JSON.parse(run.stdout)).toEqual({
      sick: 'STORE_UNWRITABLE',
      trouble: ['STORE_UNWRITABLE', null],
      names: ['after', 'before'],
      integrity: 'ok',
      reopened: ['after', 'before'],
    });
  },
);
