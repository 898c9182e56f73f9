import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { NodeFact } from '../../main/contract/ports/host';

const NOTHING: NodeFact = {
  realPath: '',
  kind: 'missing',
  mode: '',
  group: '',
  inGroup: false,
  readable: false,
  writable: false,
};

export async function nodeFact(root: string, path: string, platform: string): Promise<NodeFact> {
  if (platform === 'win32') return { ...NOTHING, kind: 'unknown' };
  const wanted = join(root, path);
  const found = await stat(wanted).catch(() => null);
  if (!found) return NOTHING;
  const may = (mode: number) =>
    access(wanted, mode).then(
      () => true,
      () => false,
    );
  return {
    realPath: resolve('/', relative(root, await realpath(wanted))),
    kind: kindOf(found),
    mode: (found.mode & 0o7777).toString(8).padStart(4, '0'),
    group: await groupName(root, found.gid),
    inGroup: process.getgid?.() === found.gid || (process.getgroups?.() ?? []).includes(found.gid),
    readable: await may(constants.R_OK),
    writable: await may(constants.W_OK),
  };
}

function kindOf(found: Awaited<ReturnType<typeof stat>>): NodeFact['kind'] {
  if (found.isCharacterDevice()) return 'character-device';
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'directory' : 'other';
}

/** Its number where the system has no name for it (accounts of a directory service). */
async function groupName(root: string, gid: number): Promise<string> {
  const groups = await readFile(join(root, 'etc/group'), 'utf8').catch(() => '');
  const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(gid));
  return line?.split(':')[0] ?? String(gid);
}
