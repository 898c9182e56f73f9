// node_modules follows package-lock.json. A stamp inside node_modules remembers which lock it was made from.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ToolFailure } from '../base/failure.mjs';
import { npmCommand, quietNpmFlags } from '../base/npm.mjs';
import { lockPath, modulesDir, rootDir } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

const stampPath = path.join(modulesDir, '.made-from-lock');

export function lockHash() {
  return createHash('sha256').update(readFileSync(lockPath)).digest('hex');
}

export function areModulesCurrent() {
  try {
    if (readFileSync(stampPath, 'utf8') === lockHash()) return true;
  } catch {
    // no stamp: somebody may have run `npm ci` without us
  }
  if (!matchesLock()) return false;
  writeFileSync(stampPath, lockHash());
  return true;
}

/** npm keeps a list of what it installed; the same versions as in the lock mean the same tree. */
function matchesLock() {
  try {
    const wanted = JSON.parse(readFileSync(lockPath, 'utf8')).packages;
    const present = JSON.parse(readFileSync(path.join(modulesDir, '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([place, entry]) => {
      if (place === '') return true;
      if (present[place]) return present[place].version === entry.version;
      return entry.optional === true || entry.devOptional === true || entry.peer === true;
    });
  } catch {
    return false;
  }
}

/** @param {(line: string) => void} say */
export async function installModules(say) {
  if (!existsSync(lockPath)) {
    throw new ToolFailure(
      'LOCK_MISSING',
      'package-lock.json is missing',
      'take it back from version control',
    );
  }
  say('node_modules: installing from package-lock.json (npm ci)');
  const npm = npmCommand();
  const result = await run(npm.command, [...npm.args, 'ci', ...quietNpmFlags], {
    cwd: rootDir,
    env: npm.env,
  });
  if (result.code !== 0) {
    throw new ToolFailure(
      'NPM_CI_FAILED',
      `npm ci failed\n${indent(result.stderr || result.stdout)}`,
      remedyFor(result.stderr),
    );
  }
  writeFileSync(stampPath, lockHash());
}

/** @param {string} complaint */
function remedyFor(complaint) {
  if (complaint.includes('EUSAGE')) return 'node tools/complete-lock.mjs, then try again';
  if (/ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN/.test(complaint))
    return 'no npm registry is reached: see `npm config get registry` and `npm ping`';
  if (complaint.includes('ENOSPC')) return 'the disk is full: see `df -h`';
  return "the lines above are npm's own words; `npm ci` repeats them";
}

/** @param {string} text */
function indent(text) {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .slice(0, 25)
    .map((line) => `  ${line}`)
    .join('\n');
}
