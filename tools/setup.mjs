// Makes a fresh checkout runnable, and is quick when it already is. Every npm script goes through here first.
// Runs on Node 20 with nothing installed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool, ToolFailure } from './base/failure.mjs';
import { holdingLock } from './base/lock.mjs';
import { nodeRuntimePath } from './base/node-runtime.mjs';
import { cacheDir } from './base/paths.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { verifyNodeBinary } from './setup/node-binary.mjs';
import { areModulesCurrent, installModules, lockHash } from './setup/node-modules.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

/**
 * @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime
 * @typedef {'window' | 'core'} Scope `core` leaves out what only the window needs
 * @typedef {{ nodeVersion: string, nodePath: string, electron?: ElectronRuntime }} SetupResult
 */

/**
 * @param {{ scope?: Scope, say?: (line: string) => void, quietWhenReady?: boolean }} [options]
 * @returns {Promise<SetupResult>}
 */
export async function ensureSetup(options = {}) {
  const scope = options.scope ?? 'window';
  const say = options.say ?? sayOnStderr;
  refuseOldNode();
  const ready = await recall(scope, say);
  if (ready) {
    if (!options.quietWhenReady) say(summary(ready));
    return ready;
  }
  return holdingLock('setup', async () => {
    if (!areModulesCurrent()) await installModules(say);
    const nodeVersion = await verifyNodeBinary(say);
    if (scope === 'window') await reportPackages(say);
    const electron = scope === 'window' ? await resolveElectron({ say }) : undefined;
    const nodePath = nodeRuntimePath() ?? process.execPath;
    const result = { nodeVersion, nodePath, ...(electron ? { electron } : {}) };
    remember(scope, result);
    say(summary(result));
    return result;
  });
}

const sourceWords = {
  override: 'ELECTRON_OVERRIDE_DIST_PATH',
  installed: 'node_modules',
  download: "Electron's download site",
  'registry-fallback': 'the npm registry',
};

/** @param {string} line */
function sayOnStderr(line) {
  process.stderr.write(`${line}\n`);
}

function refuseOldNode() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 20) return;
  throw new ToolFailure(
    'NODE_TOO_OLD',
    `Node ${process.versions.node} is too old`,
    'install Node 20.20 or later',
  );
}

/** @param {(line: string) => void} say */
async function reportPackages(say) {
  const { state } = await ensureSystemPackages({ say });
  if (state === 'not-debian' && process.platform === 'linux') {
    say(
      'packages: not a Debian system; install GTK 3, NSS, ALSA, libgbm and a Chinese font the way it is done here',
    );
  }
}

/**
 * The last verdict, as long as nothing it rested on has changed. The runtime itself is looked at again every time:
 * that costs a few file look-ups.
 * @param {Scope} scope
 * @param {(line: string) => void} say
 * @returns {Promise<SetupResult | undefined>}
 */
async function recall(scope, say) {
  const verdict = readVerdict(scope);
  if (!verdict || verdict.key !== verdictKey()) return undefined;
  if (!areModulesCurrent() || !existsSync(verdict.nodePath)) return undefined;
  const { nodeVersion, nodePath } = verdict;
  if (scope === 'core') return { nodeVersion, nodePath };
  return { nodeVersion, nodePath, electron: await resolveElectron({ say }) };
}

/**
 * @param {Scope} scope
 * @param {SetupResult} result
 */
function remember(scope, result) {
  mkdirSync(cacheDir, { recursive: true });
  const { nodeVersion, nodePath } = result;
  writeFileSync(verdictPath(scope), JSON.stringify({ key: verdictKey(), nodeVersion, nodePath }));
}

/** @param {Scope} scope */
function readVerdict(scope) {
  try {
    return JSON.parse(readFileSync(verdictPath(scope), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Scope} scope */
function verdictPath(scope) {
  return path.join(cacheDir, `setup-${scope}.json`);
}

function verdictKey() {
  // dpkg rewrites its status file with every package that comes or goes.
  const dpkgStatus = '/var/lib/dpkg/status';
  const dpkg = existsSync(dpkgStatus) ? String(statSync(dpkgStatus).mtimeMs) : 'none';
  const self = ['setup.mjs', 'setup/system-packages.mjs'].map((file) =>
    readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), file), 'utf8'),
  );
  const facts = [lockHash(), dpkg, process.platform, process.arch, String(process.getuid?.()), ...self];
  return createHash('sha256').update(facts.join('\0')).digest('hex');
}

/** @param {SetupResult} result */
function summary({ nodeVersion, electron }) {
  const parts = ['setup: ready', `Node ${nodeVersion} from node_modules`];
  if (electron)
    parts.push(electron.notice ?? `Electron ${electron.version} from ${sourceWords[electron.source]}`);
  return parts.join('; ');
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runTool('setup', async () => {
    await ensureSetup();
  });
}
