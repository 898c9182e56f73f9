// Some registries (mirrors inside closed networks above all) do not carry the binaries for every platform. `npm install`
// then leaves those optional packages out of package-lock.json, and `npm ci` refuses the lock everywhere. This puts
// them back: version and platform, without a checksum, which only a registry that has them could give.
// Run it after `npm install <something>`:  node tools/complete-lock.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool, ToolFailure } from './base/failure.mjs';
import { lockPath } from './base/paths.mjs';

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * @param {Lock} lock
 * @returns {{ lock: Lock, added: string[] }} a new lock; the given one is left as it is
 */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  const added = [];
  for (const [location, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = readPlatform(name);
      if (!platform || !/^\d/.test(version) || findVersion(packages, location, name) === version) continue;
      const place = freePlace(packages, location, name);
      if (!place) continue;
      packages[place] = { version, ...platform, ...(entry.dev ? { dev: true } : {}), optional: true };
      added.push(place);
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  return { lock: { ...lock, packages: sorted }, added };
}

/**
 * Reads `…-linux-arm64-musl`, `…-win32-x64-msvc` and the like.
 * @param {string} name
 */
function readPlatform(name) {
  const found =
    /[-/](android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/.exec(
      name,
    );
  if (!found?.[1] || !found[2]) return undefined;
  const libc = { gnu: 'glibc', musl: 'musl' }[found[3] ?? ''];
  return { os: [found[1]], cpu: [found[2]], ...(found[1] === 'linux' && libc ? { libc: [libc] } : {}) };
}

/**
 * Looks a name up as Node does, from the inside outwards.
 * @param {Record<string, LockEntry>} packages
 * @param {string} location
 * @param {string} name
 */
function findVersion(packages, location, name) {
  for (const place of places(location, name)) {
    const entry = packages[place];
    if (entry) return entry.version;
  }
  return undefined;
}

/**
 * The outermost place that is free and not hidden by another version further in.
 * @param {Record<string, LockEntry>} packages
 * @param {string} location
 * @param {string} name
 */
function freePlace(packages, location, name) {
  let free;
  for (const place of places(location, name)) {
    if (packages[place]) break;
    free = place;
  }
  return free;
}

/**
 * @param {string} location
 * @param {string} name
 */
function places(location, name) {
  const result = [];
  for (let dir = location; ; ) {
    result.push(`${dir ? `${dir}/` : ''}node_modules/${name}`);
    if (!dir) return result;
    const at = dir.lastIndexOf('node_modules/');
    dir = dir.slice(0, Math.max(0, at - 1));
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runTool('complete-lock', async () => {
    const { lock, added } = completeLock(JSON.parse(readFileSync(lockPath, 'utf8')));
    if (added.length === 0) {
      console.log('package-lock.json names every optional platform package');
      return;
    }
    if (process.argv.includes('--check')) {
      throw new ToolFailure(
        'LOCK_INCOMPLETE',
        `package-lock.json lacks ${added.length} optional platform packages`,
        'node tools/complete-lock.mjs',
      );
    }
    writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`package-lock.json: added ${added.length} optional platform packages`);
  });
}
