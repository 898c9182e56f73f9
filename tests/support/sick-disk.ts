/**
 * A disk that fails: a library put under a process answers writes or flushes of the store (`hall.db` and its log) with EIO
 * while `<flagPath>.write` or `<flagPath>.flush` is there, and writes with EROFS while `<flagPath>.read-only` is: what a
 * system does that has found errors on a disk in use. (By hand nobody can set a disk to that while files on it are open.)
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
static int refused(int fd) {
  errno = sick(fd, "write") ? EIO : sick(fd, "read-only") ? EROFS : 0;
  return errno;
}
#define REAL(name, ...) ((long (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))
ssize_t pwrite64(int fd, const void *b, size_t n, off_t at) { if (refused(fd)) return -1; return REAL("pwrite64", int, const void *, size_t, off_t)(fd, b, n, at); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { if (refused(fd)) return -1; return REAL("pwrite", int, const void *, size_t, off_t)(fd, b, n, at); }
ssize_t write(int fd, const void *b, size_t n) { if (refused(fd)) return -1; return REAL("write", int, const void *, size_t)(fd, b, n); }
int fsync(int fd) { if (sick(fd, "flush")) { errno = EIO; return -1; } return (int)REAL("fsync", int)(fd); }
int fdatasync(int fd) { if (sick(fd, "flush")) { errno = EIO; return -1; } return (int)REAL("fdatasync", int)(fd); }
`;

export const canBuildSickDisk = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;
if (!canBuildSickDisk) process.stdout.write('input/output errors: skipped, there is no C compiler\n');

/** `env`: what puts the library under a process. */
export function buildSickDisk(dir: string): {
  flagPath: string;
  env: { LD_PRELOAD: string; IO_FAULT: string };
} {
  const source = join(dir, 'fault.c');
  const library = join(dir, 'fault.so');
  const flagPath = join(dir, 'sick');
  writeFileSync(source, LIBRARY);
  const built = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  return { flagPath, env: { LD_PRELOAD: library, IO_FAULT: flagPath } };
}
