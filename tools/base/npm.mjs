// How to call npm and which Node to call it with.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { modulesDir } from './paths.mjs';

/** Keeps npm's own chatter (engine notes, funding, audit) out of the output; errors still show. */
export const quietNpmFlags = [
  '--loglevel=error',
  '--no-audit',
  '--no-fund',
  '--no-progress',
  '--no-update-notifier',
];

/**
 * npm as a command line. Inside `npm run`, the Node on PATH is the one in node_modules, which `npm ci` deletes
 * under its own feet; so npm is always run with the Node of the machine.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, args: string[], env: NodeJS.ProcessEnv }}
 */
export function npmCommand(env = process.env) {
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const dirs = (env[pathKey] ?? '').split(path.delimiter).filter((dir) => dir && !isOurs(dir));
  const cleanEnv = { ...env, [pathKey]: dirs.join(path.delimiter) };
  const node = findOnPath(dirs, process.platform === 'win32' ? ['node.exe'] : ['node']) ?? process.execPath;
  const npmCli = env.npm_execpath;
  if (npmCli?.endsWith('.js')) return { command: node, args: [npmCli], env: cleanEnv };
  if (process.platform === 'win32') {
    return {
      command: node,
      args: [path.join(path.dirname(node), 'node_modules/npm/bin/npm-cli.js')],
      env: cleanEnv,
    };
  }
  return { command: findOnPath(dirs, ['npm']) ?? 'npm', args: [], env: cleanEnv };
}

/** @param {string} dir */
function isOurs(dir) {
  return path.resolve(dir).startsWith(modulesDir) || dir.includes(`node_modules${path.sep}.bin`);
}

/**
 * @param {string[]} dirs
 * @param {string[]} names
 */
function findOnPath(dirs, names) {
  for (const dir of dirs) {
    for (const name of names) {
      const candidate = path.join(dir, name);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // next one
      }
    }
  }
  return undefined;
}
