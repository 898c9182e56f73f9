// Whether this machine can run the lab; as root on Debian, what is missing is installed.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run as runProgram } from '../base/run.mjs';

/** What the lab, or its guest on this machine's own files, needs, with the Debian packages that hold it. */
const requirements = [
  { file: 'qemu-system-x86_64', package: 'qemu-system-x86' },
  { file: 'xz', package: 'xz-utils' },
  { file: 'socat', package: 'socat' },
  { file: 'udevadm', package: 'udev' },
  { file: 'libusb-1.0.so.0', package: 'libusb-1.0-0' },
];

const fileDirs = [
  '/usr/bin',
  '/bin',
  '/usr/sbin',
  '/sbin',
  '/usr/lib/x86_64-linux-gnu',
  '/lib/x86_64-linux-gnu',
];

/** @param {string} file name of a program or a library */
export function findFile(file) {
  const dirs = [...(process.env.PATH ?? '').split(path.delimiter), ...fileDirs];
  return dirs.map((dir) => path.join(dir, file)).find((one) => existsSync(one));
}

/**
 * @typedef {object} RequirementOptions
 * @property {(line: string) => void} say
 * @property {string} [system] platform and processor
 * @property {boolean} [isRoot]
 * @property {typeof findFile} [find]
 * @property {typeof runProgram} [run]
 */

/**
 * @param {RequirementOptions} options
 * @returns {Promise<string | null>} why the lab cannot run here; null: it can
 */
export async function missingRequirement(options) {
  const { say } = options;
  const find = options.find ?? findFile;
  const run = options.run ?? runProgram;
  const isRoot = options.isRoot ?? process.getuid?.() === 0;
  const system = options.system ?? `${process.platform} ${process.arch}`;
  if (system !== 'linux x64') return `it needs Linux on x86-64, this is ${system}`;
  if (!find('apt-get') || !find('dpkg-deb')) return 'it needs a Debian system (apt-get, dpkg-deb)';
  const missing = () => requirements.filter(({ file }) => !find(file)).map((one) => one.package);
  const names = missing();
  if (names.length === 0) return null;
  if (!isRoot) return `missing; as root: apt-get install --no-install-recommends ${names.join(' ')}`;

  say(`lab: installing ${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  const install = () => apt('install', '--no-install-recommends', ...names);
  // The lists of a fresh machine are empty or old; only then is the network asked for new ones.
  if ((await install()).code !== 0 && (await apt('update')).code === 0) await install();
  const still = missing();
  return still.length === 0 ? null : `apt-get could not install ${still.join(' ')}`;
}
