import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { HolderFact } from '../../main/contract/ports/host';

async function processIds(root: string): Promise<number[]> {
  const entries = await readdir(join(root, 'proc')).catch(() => []);
  return entries.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** The program's own name for itself; the command line is left alone, it may hold anything. */
async function programOf(root: string, pid: number): Promise<string> {
  return (await readFile(join(root, `proc/${pid}/comm`), 'utf8').catch(() => '')).trim();
}

/** A virtual port is held open by the very program that makes it, which then has its other end, the master, as well. */
async function isDeviceSide(dir: string, masters: readonly string[], wanted: string): Promise<boolean> {
  const infos = await Promise.all(masters.map((fd) => readFile(join(dir, fd), 'utf8').catch(() => '')));
  return infos.some((info) => wanted === `/dev/pts/${/^tty-index:\s*(\d+)$/m.exec(info)?.[1]}`);
}

/** Who has the path open, by the links in /proc/PID/fd. Processes of other accounts show theirs to root only. */
export async function holdersOf(
  root: string,
  path: string,
): Promise<{ holders: HolderFact[]; complete: boolean }> {
  const real = await realpath(join(root, path)).catch(() => '');
  const holders: HolderFact[] = [];
  if (real === '') return { holders, complete: true };
  const wanted = resolve('/', relative(root, real));
  let complete = true;
  const pids = await processIds(root);
  for (const pid of pids.filter((other) => other !== process.pid)) {
    const dir = join(root, `proc/${pid}/fd`);
    const open = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
      // A process that has ended meanwhile holds nothing.
      if (error.code === 'EACCES' || error.code === 'EPERM') complete = false;
      return [];
    });
    const targets = await Promise.all(open.map((fd) => readlink(join(dir, fd)).catch(() => '')));
    if (!targets.includes(wanted)) continue;
    const masters = open.filter((_, at) => /^\/dev\/(pts\/)?ptmx$/.test(targets[at] ?? ''));
    if (await isDeviceSide(join(root, `proc/${pid}/fdinfo`), masters, wanted)) continue;
    holders.push({ pid, program: await programOf(root, pid) });
  }
  return { holders, complete: complete && pids.length > 0 };
}

export async function runningAmong(root: string, programs: readonly string[]): Promise<string[]> {
  const names = await Promise.all((await processIds(root)).map((pid) => programOf(root, pid)));
  return programs.filter((program) => names.includes(program.slice(0, 15)));
}
