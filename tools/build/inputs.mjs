// One hash over everything a part is built from, so that an unchanged part is not built again.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { lockPath, rootDir } from '../base/paths.mjs';

/**
 * @param {string[]} sources files and folders, relative to the root
 * @param {string[]} salt further facts the result depends on
 */
export function hashInputs(sources, salt) {
  const hash = createHash('sha256');
  for (const fact of salt) hash.update(`${fact}\0`);
  const own = ['tools/build.mjs', 'tools/build', 'tsconfig.base.json', path.relative(rootDir, lockPath)];
  for (const source of [...own, ...sources]) {
    for (const file of listFiles(path.join(rootDir, source))) {
      hash
        .update(`${path.relative(rootDir, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} target
 * @returns {string[]} in a stable order
 */
export function listFiles(target) {
  if (!existsSync(target)) return [];
  if (statSync(target).isFile()) return [target];
  return readdirSync(target, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(target, entry.name);
      return entry.isDirectory() ? listFiles(full) : [full];
    });
}
