import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes below `rootPid`, from /proc. A process that leaves meanwhile is left out. */
export function descendants(rootPid: number): ProcessEntry[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readEntry(Number(name)) ?? []);
  const found: ProcessEntry[] = [];
  const parents = new Set([rootPid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const entry of all) {
      if (parents.has(entry.pid) || !parents.has(entry.parent)) continue;
      parents.add(entry.pid);
      found.push(entry);
      grown = true;
    }
  }
  return found;
}

export function isAlive(pid: number): boolean {
  return readEntry(pid) !== undefined;
}

function readEntry(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(parent), command };
  } catch {
    return undefined;
  }
}
