/**
 * host: facts about this machine that explain a device's trouble, behind the `HostFacts` port of the contract. Reads what
 * the system shows in files (/dev, /proc, /sys, /etc); loads no native module and changes nothing.
 * May import: contract, node:. Imported by: main/core/entry.
 */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostFacts } from '../../main/contract/ports/host';
import { nodeFact } from './node-fact';
import { holdersOf, runningAmong } from './processes';
import { usbDevices } from './usb-devices';

/** Where udev looks for rules, first come first served (udev(7)). */
const RULE_DIRS = ['etc/udev/rules.d', 'run/udev/rules.d', 'usr/lib/udev/rules.d', 'lib/udev/rules.d'];
const PROGRAM_DIRS = ['usr/bin', 'bin', 'usr/sbin', 'sbin', 'usr/local/bin'];
const LIBRARY_DIRS = ['usr/lib', 'lib', 'usr/lib64', 'lib64', 'usr/local/lib'];
const LIBRARY_TRIPLES = ['', 'x86_64-linux-gnu', 'aarch64-linux-gnu', 'loongarch64-linux-gnu'];

/** `root`: the folder that holds the machine's files, `/` for this one; a saved copy of a hall's machine can be looked at too. */
export function hostAt(root = '/', platform: string = process.platform): HostFacts {
  const firstOf = async (paths: readonly string[]) => {
    for (const path of paths) if (await exists(join(root, path))) return path;
    return null;
  };
  return {
    platform,
    node: (path) => nodeFact(root, path, platform),
    holders: (path) => holdersOf(root, path),
    running: (programs) => runningAmong(root, programs),
    usbDevices: () => usbDevices(root),

    async ruleFile(name) {
      const path = await firstOf(RULE_DIRS.map((dir) => `${dir}/${name}`));
      if (path === null) return null;
      const text = await readFile(join(root, path), 'utf8').catch(() => '');
      return { path: `/${path}`, text };
    },

    hasProgram: async (name) => (await firstOf(PROGRAM_DIRS.map((dir) => `${dir}/${name}`))) !== null,

    async hasLibrary(soname) {
      const cache = await readFile(join(root, 'etc/ld.so.cache'), 'latin1').catch(() => '');
      if (cache.includes(`${soname}\0`)) return true;
      const dirs = LIBRARY_DIRS.flatMap((dir) => LIBRARY_TRIPLES.map((triple) => join(dir, triple)));
      return (await firstOf(dirs.map((dir) => `${dir}/${soname}`))) !== null;
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
