// What the kernel and udev made of the devices: nodes, their owners, their properties.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * /dev/hidrawN of a device that is plugged in.
 * @param {string} vendorId four hexadecimal digits
 * @returns {string | null}
 */
export function hidrawOf(vendorId) {
  const classDir = '/sys/class/hidraw';
  if (!existsSync(classDir)) return null;
  const id = `HID_ID=0003:0000${vendorId.toUpperCase()}:`;
  const name = readdirSync(classDir).find((one) => {
    try {
      return readFileSync(path.join(classDir, one, 'device', 'uevent'), 'utf8').includes(id);
    } catch {
      return false; // gone between the two looks
    }
  });
  return name && existsSync(`/dev/${name}`) ? `/dev/${name}` : null;
}

/** @param {string} name */
export function groupId(name) {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  return Number(line?.split(':')[2] ?? Number.NaN);
}

/**
 * @param {string} nodePath
 * @param {string} group
 */
export function belongsTo(nodePath, group) {
  const { gid, mode } = statSync(nodePath);
  return gid === groupId(group) && (mode & 0o777) === 0o660;
}

/** What udev knows of a node, as `KEY=value` lines. @param {string} nodePath */
export function udevProperties(nodePath) {
  const { stdout } = spawnSync('udevadm', ['info', '--query=property', `--name=${nodePath}`], {
    encoding: 'utf8',
  });
  return stdout.split('\n');
}

/** Whether an account that is not root may read a file. @param {string} file @param {{ uid: number, gid: number }} account */
export function mayRead(file, account) {
  return spawnSync('test', ['-r', file], account).status === 0;
}
