import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The oldest Node with N-API 10. */
const OLDEST = [22, 14] as const;
const ANSWER_MS = 5000;

/** Where a Node may be, in the order in which it is looked for. */
export function nodeCandidates(appDir: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const name = platform === 'win32' ? 'node.exe' : 'node';
  const onPath = (env.PATH ?? '').split(path.delimiter).filter((dir) => path.isAbsolute(dir));
  return [
    ...(env.HALL_NODE ? [env.HALL_NODE] : []),
    path.join(appDir, 'node_modules', 'node', 'bin', name),
    ...onPath.map((dir) => path.join(dir, name)),
  ];
}

/** The first candidate that runs and is new enough, or null. */
export async function findNode(
  candidates: readonly string[],
  versionOf: (nodePath: string) => Promise<string | null> = askVersion,
): Promise<string | null> {
  for (const candidate of new Set(candidates)) {
    const version = await versionOf(candidate);
    if (version !== null && isNewEnough(version)) return candidate;
  }
  return null;
}

/** `v22.14.0` and later. */
export function isNewEnough(version: string): boolean {
  const found = /^v?(\d+)\.(\d+)\./.exec(version);
  if (found === null) return false;
  const [major, minor] = [Number(found[1]), Number(found[2])];
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function askVersion(nodePath: string): Promise<string | null> {
  if (!existsSync(nodePath)) return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile(nodePath, ['--version'], { timeout: ANSWER_MS, windowsHide: true }, (error, stdout) =>
      resolve(error ? null : stdout.trim()),
    );
  });
}
