// Builds the product into dist/. Parts that have not changed since the last time are left alone.
//   node tools/build.mjs [--only shell,preload,core,world,renderer,assets] [--dev] [--force]
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readList } from './base/arguments.mjs';
import { runTool, ToolFailure } from './base/failure.mjs';
import { holdingLock } from './base/lock.mjs';
import { isNodeNewEnough, requireNodeRuntime } from './base/node-runtime.mjs';
import { cacheDir, distDir, rootDir } from './base/paths.mjs';
import { runAttached } from './base/run.mjs';
import { hashInputs } from './build/inputs.mjs';
import { parts, rareFontFiles } from './build/parts.mjs';

/**
 * @typedef {import('./build/parts.mjs').Part} Part
 * @typedef {import('./build/parts.mjs').PartName} PartName
 * @typedef {{ only?: string[], dev?: boolean, force?: boolean, quietWhenCurrent?: boolean, say?: (line: string) => void }} BuildOptions
 */

/**
 * Brings dist/ up to date; throws a readable failure when a part cannot be built.
 * @param {BuildOptions} [options]
 * @returns {Promise<PartName[]>} the parts that were built now
 */
export async function ensureBuilt(options = {}) {
  const wanted = choose(options.only);
  const say = options.say ?? (() => {});
  const mode = options.dev ? 'development' : 'production';
  const stale = () => wanted.filter((part) => options.force || !isCurrent(part, mode));
  if (stale().length === 0) {
    if (!options.quietWhenCurrent) say(`build: up to date (${wanted.map((part) => part.name).join(', ')})`);
    return [];
  }
  if (!isNodeNewEnough(process.versions.node)) return buildOnNewerNode(options, stale());
  return holdingLock('build', () => buildParts(stale(), mode, say));
}

/**
 * The bundler needs a newer Node than the machine may have; the very same work is done by a child.
 * @param {BuildOptions} options
 * @param {Part[]} stale
 */
async function buildOnNewerNode(options, stale) {
  const names = stale.map((part) => part.name);
  const args = [fileURLToPath(import.meta.url), '--only', names.join(',')];
  if (options.dev) args.push('--dev');
  if (options.force) args.push('--force');
  // Progress goes to stderr: stdout may belong to a command that prints data.
  const code = await runAttached(requireNodeRuntime(), args, { stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new ToolFailure('BUILD_FAILED', 'the build failed (see above)');
  return names;
}

/**
 * @param {Part[]} stale
 * @param {'production' | 'development'} mode
 * @param {(line: string) => void} say
 */
async function buildParts(stale, mode, say) {
  const missing = stale
    .map((part) => ({ part, files: missingEntries(part) }))
    .filter(({ files }) => files.length > 0);
  const possible = stale.filter((part) => missingEntries(part).length === 0);
  const failures = [];
  const { bundlePart } = await import('./build/bundle.mjs');
  // Vite leaves some rejections (a page that names a missing script) unhandled beside the one it reports.
  const ignore = () => {};
  process.on('unhandledRejection', ignore);
  for (const part of possible) {
    const startedAt = performance.now();
    // The key is taken first: a file that changes while the part is built makes it stale again.
    const key = keyOf(part, mode);
    const stagingDir = path.join(distDir, `.building-${part.name}-${process.pid}`);
    try {
      await bundlePart(part, stagingDir, mode);
      putInPlace(stagingDir, path.join(distDir, part.outDir));
      mkdirSync(path.join(cacheDir, 'build'), { recursive: true });
      writeFileSync(stampPath(part), JSON.stringify({ key, mode }));
      say(`build: ${part.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    } catch (error) {
      failures.push(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      rmSync(stagingDir, { recursive: true, force: true });
    }
  }
  process.off('unhandledRejection', ignore);
  for (const { part, files } of missing) failures.push(`${part.name}: not there: ${files.join(', ')}`);
  if (failures.length > 0)
    throw new ToolFailure('BUILD_FAILED', `could not build\n  ${failures.join('\n  ')}`);
  return possible.map((part) => part.name);
}

/** @param {string[] | undefined} only */
function choose(only) {
  if (!only) return parts;
  const unknown = only.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new ToolFailure(
      'BUILD_PART_UNKNOWN',
      `no such part: ${unknown.join(', ')}`,
      `the parts are ${parts.map((part) => part.name).join(', ')}`,
    );
  }
  return parts.filter((part) => only.includes(part.name));
}

/**
 * @param {Part} part
 * @param {string} mode
 */
function isCurrent(part, mode) {
  if (!existsSync(path.join(distDir, part.outDir))) return false;
  try {
    return JSON.parse(readFileSync(stampPath(part), 'utf8')).key === keyOf(part, mode);
  } catch {
    return false;
  }
}

/**
 * @param {Part} part
 * @param {string} mode
 */
function keyOf(part, mode) {
  const fonts = part.kind === 'copy' ? rareFontFiles.filter(({ from }) => existsSync(from)) : [];
  return hashInputs(part.sources, [part.name, mode, ...fonts.map(({ name }) => name)]);
}

/** @param {Part} part */
function missingEntries(part) {
  return Object.values(part.entries).filter((file) => !existsSync(path.join(rootDir, file)));
}

/** @param {Part} part */
function stampPath(part) {
  return path.join(cacheDir, 'build', `${part.name}.json`);
}

/**
 * Readers of dist/ see the old part or the new one, never half of one.
 * @param {string} fromDir
 * @param {string} toDir
 */
function putInPlace(fromDir, toDir) {
  const asideDir = `${fromDir}-old`;
  if (existsSync(toDir)) renameSync(toDir, asideDir);
  renameSync(fromDir, toDir);
  rmSync(asideDir, { recursive: true, force: true });
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runTool('build', async () => {
    const flags = process.argv.slice(2);
    const only = readList(flags, '--only');
    await ensureBuilt({
      ...(only ? { only } : {}),
      dev: flags.includes('--dev'),
      force: flags.includes('--force'),
      say: (line) => process.stderr.write(`${line}\n`),
    });
  });
}
