// Debian packages this project runs on. What is used is installed here: a machine that has it by luck proves nothing.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ToolFailure } from '../base/failure.mjs';
import { cacheDir, rootDir } from '../base/paths.mjs';
import { run as runProgram } from '../base/run.mjs';

/**
 * `vital`: without it the window does not open. The others serve device tests, the judging of PDFs, the province on
 * PostgreSQL and the face for rare characters on receipts.
 * @type {{ name: string, vital: boolean }[]}
 */
export const systemPackages = [
  ...['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'libxss1', 'libatk-bridge2.0-0'].map(vital),
  ...['xvfb', 'xauth', 'fonts-noto-cjk'].map(vital),
  ...[
    'libusb-1.0-0',
    'udev',
    'umockdev',
    'socat',
    'poppler-utils',
    'libnss3-tools',
    'openssl',
    'postgresql',
    'nats-server',
    'fonts-hanazono',
  ].map(useful),
];

/** @param {string} name */
function vital(name) {
  return { name, vital: true };
}

/** @param {string} name */
function useful(name) {
  return { name, vital: false };
}

/**
 * @typedef {object} PackageOptions
 * @property {(line: string) => void} say
 * @property {typeof runProgram} [run]
 * @property {boolean} [isRoot]
 * @property {string} [logPath]
 */

/**
 * @param {PackageOptions} options
 * @returns {Promise<{ state: 'complete' | 'not-debian' | 'incomplete', missing: string[] }>}
 */
export async function ensureSystemPackages(options) {
  const { say } = options;
  const run = options.run ?? runProgram;
  const isRoot = options.isRoot ?? process.getuid?.() === 0;
  const logPath = options.logPath ?? path.join(cacheDir, 'apt.log');
  const present = await installedPackages(run);
  if (!present) return { state: 'not-debian', missing: [] };
  const missing = systemPackages.filter(({ name }) => !present.has(name) && !present.has(`${name}t64`));
  if (missing.length === 0) return { state: 'complete', missing: [] };

  const names = missing.map(({ name }) => name);
  if (!isRoot) {
    const command = `sudo apt-get install --no-install-recommends ${names.join(' ')}`;
    const vitalOnes = missing.filter((one) => one.vital).map(({ name }) => name);
    if (vitalOnes.length > 0) {
      throw new ToolFailure('PACKAGES_MISSING', `missing Debian packages: ${vitalOnes.join(' ')}`, command);
    }
    say(`packages: some tests will be skipped without these: ${command}`);
    return { state: 'incomplete', missing: names };
  }

  say(`packages: installing ${names.join(' ')}`);
  rmSync(logPath, { force: true });
  await install(run, names, logPath);
  return { state: 'complete', missing: [] };
}

/**
 * @param {typeof runProgram} run
 * @returns {Promise<Set<string> | undefined>} undefined where there is no dpkg
 */
async function installedPackages(run) {
  const names = systemPackages.flatMap(({ name }) => [name, `${name}t64`]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query has placeholders of that form
  const result = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\\n', ...names]);
  // It ends with 1 when it does not know one of the names, and still lists the others.
  if (result.code === 127 || result.code === null) return undefined;
  return new Set(
    result.stdout
      .split('\n')
      .filter((line) => / .i\s*$/.test(line))
      .map((line) => line.split(' ')[0] ?? ''),
  );
}

/**
 * @param {typeof runProgram} run
 * @param {string[]} names
 * @param {string} logPath
 */
async function install(run, names, logPath) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const apt = (/** @type {string[]} */ args) =>
    run('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, logPath });
  const resolved = async () => Promise.all(names.map((name) => availableName(run, name)));
  const attempt = async () => apt(['install', '--no-install-recommends', ...(await resolved())]);
  const first = await attempt();
  if (first.code === 0) return;
  // The lists of a fresh machine are empty or old; only then is the network asked for new ones.
  const update = await apt(['update']);
  const second = update.code === 0 ? await attempt() : update;
  if (second.code === 0) return;
  const shown = existsSync(logPath) ? ` (all of it: ${path.relative(rootDir, logPath)})` : '';
  const words = (second.stderr || second.stdout).trim().split('\n').slice(-8).join('\n  ');
  throw new ToolFailure(
    'PACKAGES_INSTALL_FAILED',
    `apt-get failed${shown}\n  ${words}`,
    `check the package sources, then: apt-get update && apt-get install --no-install-recommends ${names.join(' ')}`,
  );
}

/**
 * Newer Debian and Ubuntu call some libraries `…t64`.
 * @param {typeof runProgram} run
 * @param {string} name
 */
async function availableName(run, name) {
  const { stdout } = await run('apt-cache', ['policy', name, `${name}t64`]);
  const candidates = [...stdout.matchAll(/^(\S+):\n(?: .*\n)*? {2}Candidate: (.*)$/gm)];
  const found = candidates
    .filter(([, , version]) => version && version !== '(none)')
    .map(([, found]) => found);
  return found.find((one) => one === name) ?? found[0] ?? name;
}
