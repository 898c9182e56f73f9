// A Debian kernel, the modules the lab needs and a static busybox, fetched by apt once and kept in the cache. Nothing of it
// is installed. Removing .cache/lab renews it.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheDir } from '../base/paths.mjs';
import { run } from '../base/run.mjs';
import { dependenciesOf, loadOrder, moduleName } from './modules.mjs';

export const labDir = path.join(cacheDir, 'lab');

const wantedModules = [
  ...['virtio_pci', '9pnet_virtio', '9p', 'hid_generic', 'uhid', 'usbhid', 'dummy_hcd'],
  ...['libcomposite', 'usb_f_hid', 'usb_f_acm', 'cdc_acm'],
];

/**
 * @typedef {object} KernelImage
 * @property {string} name Debian's package, and its version
 * @property {string} kernelPath
 * @property {string} busyboxPath
 * @property {string[]} modulePaths in the order of loading
 */

/**
 * @param {(line: string) => void} say
 * @returns {Promise<{ image: KernelImage } | { missing: string }>}
 */
export async function ensureKernelImage(say) {
  const keptPath = path.join(labDir, 'image.json');
  if (existsSync(keptPath)) {
    /** @type {KernelImage} */
    const kept = JSON.parse(readFileSync(keptPath, 'utf8'));
    const image = placed(kept);
    if ([image.kernelPath, image.busyboxPath, ...image.modulePaths].every((one) => existsSync(one)))
      return { image };
  }
  mkdirSync(labDir, { recursive: true });
  const workDir = mkdtempSync(path.join(labDir, 'unpacking-'));
  try {
    const made = await makeImage(workDir, say);
    if ('image' in made) {
      writeFileSync(keptPath, JSON.stringify(made.image));
      return { image: placed(made.image) };
    }
    return made;
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** The cache holds bare file names: a checkout may be moved. @param {KernelImage} kept @returns {KernelImage} */
function placed(kept) {
  const inCache = (/** @type {string} */ name) => path.join(labDir, 'image', name);
  return {
    name: kept.name,
    kernelPath: inCache(kept.kernelPath),
    busyboxPath: inCache(kept.busyboxPath),
    modulePaths: kept.modulePaths.map(inCache),
  };
}

/**
 * @param {string} workDir
 * @param {(line: string) => void} say
 * @returns {Promise<{ image: KernelImage } | { missing: string }>}
 */
async function makeImage(workDir, say) {
  const packageName = await kernelPackage();
  if (!packageName) return { missing: 'apt knows no linux-image-amd64 (an apt-get update may help)' };
  say(`lab: fetching ${packageName} and busybox-static`);
  const fetched = await run('apt-get', ['-q', 'download', packageName, 'busybox-static'], { cwd: workDir });
  const debs = readdirSync(workDir).filter((name) => name.endsWith('.deb'));
  if (fetched.code !== 0 || debs.length !== 2)
    return { missing: `apt-get could not download ${packageName} and busybox-static` };
  const rootDir = path.join(workDir, 'root');
  for (const deb of debs) {
    const unpacked = await run('dpkg-deb', ['-x', deb, rootDir], { cwd: workDir });
    if (unpacked.code !== 0) return { missing: `dpkg-deb could not unpack ${deb}` };
  }
  const imageDir = path.join(workDir, 'image');
  mkdirSync(imageDir);
  const modules = await takeModules(rootDir, imageDir);
  if (modules.missing.length > 0)
    return { missing: `${packageName} lacks the modules ${modules.missing.join(', ')}` };
  const kernelName = await takeKernel(path.join(rootDir, 'boot'), imageDir);
  if (!kernelName) return { missing: `${packageName} holds no kernel` };
  const busybox = ['bin/busybox', 'usr/bin/busybox']
    .map((one) => path.join(rootDir, one))
    .find((one) => existsSync(one));
  if (!busybox) return { missing: 'busybox-static holds no busybox' };
  renameSync(busybox, path.join(imageDir, 'busybox'));
  rmSync(path.join(labDir, 'image'), { recursive: true, force: true });
  renameSync(imageDir, path.join(labDir, 'image'));
  const version = debs.find((deb) => deb.startsWith('linux-image'))?.split('_')[1] ?? '';
  return {
    image: {
      name: `${packageName} ${decodeURIComponent(version)}`,
      kernelPath: kernelName,
      busyboxPath: 'busybox',
      modulePaths: modules.names,
    },
  };
}

/** The package behind linux-image-amd64; not the cloud kernel, which has no USB. */
async function kernelPackage() {
  const ask = async () => {
    const { stdout } = await run('apt-cache', ['depends', 'linux-image-amd64']);
    return /Depends: (linux-image-\d\S*-amd64)\b/.exec(stdout)?.[1];
  };
  const known = await ask();
  if (known || process.getuid?.() !== 0) return known;
  await run('apt-get', ['-q', 'update']);
  return ask();
}

/**
 * @param {string} rootDir
 * @param {string} imageDir
 */
async function takeModules(rootDir, imageDir) {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const top of ['lib/modules', 'usr/lib/modules']) {
    const dir = path.join(rootDir, top);
    if (!existsSync(dir)) continue;
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (/\.ko(\.xz)?$/.test(name)) files.set(moduleName(name), path.join(dir, name));
    }
  }
  /** @type {Map<string, string>} */
  const plain = new Map();
  for (const [name, file] of files) plain.set(name, file.replace(/\.xz$/, ''));
  const compressed = [...files].filter(([, file]) => file.endsWith('.xz')).map(([, file]) => file);
  if (compressed.length > 0) await run('xz', ['-d', ...compressed]);
  const { order, missing } = loadOrder(wantedModules, (name) => {
    const file = plain.get(name);
    return file && existsSync(file) ? dependenciesOf(readFileSync(file)) : null;
  });
  const names = order.map((name) => `${name}.ko`);
  for (const name of order) renameSync(plain.get(name) ?? '', path.join(imageDir, `${name}.ko`));
  return { names, missing };
}

/**
 * The kernel without its own decompressor boots seconds sooner under emulation; where it cannot be had, the packed one does.
 * @param {string} bootDir
 * @param {string} imageDir
 */
async function takeKernel(bootDir, imageDir) {
  const packed = readdirSync(bootDir).find((name) => name.startsWith('vmlinuz-'));
  if (!packed) return undefined;
  const packedPath = path.join(bootDir, packed);
  const bytes = readFileSync(packedPath);
  const at = bytes.indexOf(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]));
  if (at >= 0) {
    const payloadPath = path.join(bootDir, 'payload.xz');
    writeFileSync(payloadPath, bytes.subarray(at));
    const plainPath = path.join(bootDir, 'payload');
    // What follows the stream is no part of it.
    await run('sh', ['-c', 'xz -dc --single-stream "$1" > "$2"', 'sh', payloadPath, plainPath]);
    if (readFileSync(plainPath).subarray(0, 4).toString('latin1') === '\x7fELF') {
      renameSync(plainPath, path.join(imageDir, 'vmlinux'));
      return 'vmlinux';
    }
  }
  renameSync(packedPath, path.join(imageDir, 'vmlinuz'));
  return 'vmlinuz';
}
