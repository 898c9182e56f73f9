// The Node that runs the product's own code outside Electron: the one the `node` devDependency carries.
// The machine's Node may be older (the database needs N-API 10, which Node 20 has not).
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ToolFailure } from './failure.mjs';
import { modulesDir } from './paths.mjs';
import { run } from './run.mjs';

export const minimumNode = [22, 14];

/** @param {string} [modules] */
export function nodeRuntimePath(modules = modulesDir) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidates = [path.join(modules, 'node', 'bin', name), path.join(modules, '.bin', name)];
  return candidates.find((candidate) => existsSync(candidate));
}

/** The path, or a failure that says what to do. */
export function requireNodeRuntime() {
  const found = nodeRuntimePath();
  if (found) return found;
  throw new ToolFailure(
    'NODE_RUNTIME_MISSING',
    'the Node runtime in node_modules is missing',
    'npm run setup',
  );
}

/**
 * Runs it once: a binary for the wrong system is only found out that way.
 * @param {string} executable
 */
export async function readNodeVersion(executable) {
  const { code, stdout } = await run(executable, ['-p', 'process.versions.node'], { timeoutMs: 20_000 });
  const version = stdout.trim();
  return code === 0 && /^\d+\.\d+\.\d+$/.test(version) ? version : undefined;
}

/** @param {string} version */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantMajor = 0, wantMinor = 0] = minimumNode;
  return major > wantMajor || (major === wantMajor && minor >= wantMinor);
}
