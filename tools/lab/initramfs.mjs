// The guest's first root: loads the modules, mounts the machine's own root read-only over 9p and starts one program in it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { packCpio } from './cpio.mjs';

/**
 * @param {import('./kernel-image.mjs').KernelImage} image
 * @param {readonly string[]} command program and its arguments, as absolute paths of this machine
 * @returns {Buffer}
 */
export function makeInitramfs(image, command) {
  const modules = image.modulePaths.map((file) => ({
    name: `modules/${path.basename(file)}`,
    content: readFileSync(file),
  }));
  const folder = (/** @type {string} */ name) => ({ name, content: null });
  return gzipSync(
    packCpio([
      ...['bin', 'dev', 'proc', 'host', 'modules'].map(folder),
      { name: 'bin/busybox', content: readFileSync(image.busyboxPath), executable: true },
      ...modules,
      {
        name: 'init',
        content: Buffer.from(
          initScript(
            modules.map(({ name }) => name),
            command,
          ),
        ),
        executable: true,
      },
    ]),
    { level: 1 },
  );
}

/**
 * Results go to the second serial port, so that no message of the kernel ever cuts through one.
 * @param {readonly string[]} modules
 * @param {readonly string[]} command
 */
export function initScript(modules, command) {
  const environment = ['PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', 'HOME=/run', 'TMPDIR=/run'];
  const run = ['chroot', '/host', '/usr/bin/env', '-i', ...environment, ...command].map(quoted).join(' ');
  return `#!/bin/busybox sh
busybox=/bin/busybox
$busybox mount -t devtmpfs dev /dev
${modules.map((file) => `$busybox insmod /${file} || echo "lab: ${file} does not load"`).join('\n')}
$busybox mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=512000,cache=loose hostroot /host || $busybox poweroff -f
$busybox mount -t proc proc /host/proc
$busybox mount -t sysfs sys /host/sys
$busybox mount -t configfs configfs /host/sys/kernel/config
$busybox mount -t devtmpfs dev /host/dev
$busybox mkdir -p /host/dev/pts
$busybox mount -t devpts -o ptmxmode=666 devpts /host/dev/pts
$busybox mount -t tmpfs -o mode=755 run /host/run
$busybox ip link set lo up
$busybox ${run} </dev/null >/dev/ttyS1 2>/dev/ttyS0
$busybox poweroff -f
`;
}

/** @param {string} word */
function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
