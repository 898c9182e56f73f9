import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packCpio } from '../../../tools/lab/cpio.mjs';
import { initScript } from '../../../tools/lab/initramfs.mjs';
import { dependenciesOf, loadOrder, moduleName } from '../../../tools/lab/modules.mjs';
import { missingRequirement } from '../../../tools/lab/requirements.mjs';

describe('packCpio', () => {
  const archive = packCpio([
    { name: 'bin', content: null },
    { name: 'bin/run', content: Buffer.from('abcde'), executable: true },
  ]);
  const field = (at: number, index: number) =>
    Number.parseInt(archive.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);

  it('writes newc members on boundaries of four bytes', () => {
    // 110 bytes of header and "bin\0", then the next header
    const second = 116;
    expect(archive.toString('latin1', 0, 6)).toBe('070701');
    expect(archive.toString('latin1', second, second + 6)).toBe('070701');
    expect([field(0, 1), field(second, 1)]).toEqual([0o040755, 0o100755]);
    expect([field(second, 6), field(second, 11)]).toEqual([5, 8]);
    expect(archive.length % 4).toBe(0);
  });

  it('ends with the trailer', () => {
    expect(archive.toString('latin1')).toMatch(/TRAILER!!!\0+$/);
  });

  it.skipIf(!existsSync('/usr/bin/cpio') && !existsSync('/bin/cpio'))('is read by cpio itself', () => {
    const listing = execFileSync('cpio', ['-t', '--quiet'], { input: archive, encoding: 'utf8' });
    expect(listing.trim().split('\n')).toEqual(['bin', 'bin/run']);
  });
});

describe('kernel modules', () => {
  const module = (needs: string) => Buffer.from(`\x7fELF…\0license=GPL\0depends=${needs}\0name=x\0`);

  it('have one name, however their file is written', () => {
    expect(moduleName('kernel/drivers/usb/class/cdc-acm.ko.xz')).toBe('cdc_acm');
  });

  it('say what they need', () => {
    expect(dependenciesOf(module('hid,usb-common'))).toEqual(['hid', 'usb_common']);
    expect(dependenciesOf(module(''))).toEqual([]);
    expect(dependenciesOf(Buffer.from('nothing of the kind'))).toEqual([]);
  });

  it('are loaded after what they need, each once', () => {
    const needs: Record<string, string[]> = {
      usbhid: ['hid', 'usbcore'],
      uhid: ['hid'],
      hid: [],
      usbcore: ['builtin'],
    };
    const { order, missing } = loadOrder(['usbhid', 'uhid', 'absent'], (name) => needs[name] ?? null);
    expect(order).toEqual(['hid', 'usbcore', 'usbhid', 'uhid']);
    expect(missing).toEqual(['absent']);
  });

  it('that need each other in a circle do not hang it', () => {
    const needs: Record<string, string[]> = { a: ['b'], b: ['a'] };
    expect(loadOrder(['a'], (name) => needs[name] ?? null).order.toSorted()).toEqual(['a', 'b']);
  });
});

describe('initScript', () => {
  it('keeps a path with a blank and a quote in one word', () => {
    const script = initScript(['modules/hid.ko'], ['/a b/node', "/it's/main.mjs"]);
    expect(script).toContain("'/a b/node' '/it'\\''s/main.mjs' </dev/null");
  });
});

describe('missingRequirement', () => {
  function machine(present: string[], installable: string[] = []) {
    const files = new Set(['apt-get', 'dpkg-deb', ...present]);
    const calls: string[] = [];
    const run = async (_command: string, args: string[]) => {
      calls.push(args[4] ?? '');
      if (args[4] === 'install') for (const file of installable) files.add(file);
      const code = args[4] === 'update' || installable.length > 0 ? 0 : 100;
      return { code, stdout: '', stderr: '', stopped: false };
    };
    const find = (file: string) => (files.has(file) ? `/usr/bin/${file}` : undefined);
    return { calls, options: { say: () => {}, system: 'linux x64', find, run } };
  }
  const others = ['xz', 'socat', 'udevadm', 'libusb-1.0.so.0'];

  it('is none where everything is there', async () => {
    const { calls, options } = machine(['qemu-system-x86_64', ...others]);
    expect(await missingRequirement({ ...options, isRoot: false })).toBeNull();
    expect(calls).toEqual([]);
  });

  it('is told to an ordinary user as one command, and nothing is installed', async () => {
    const { calls, options } = machine(others);
    expect(await missingRequirement({ ...options, isRoot: false })).toMatch(
      /apt-get install .*qemu-system-x86$/,
    );
    expect(calls).toEqual([]);
  });

  it('is installed by root', async () => {
    const { options } = machine(others, ['qemu-system-x86_64']);
    expect(await missingRequirement({ ...options, isRoot: true })).toBeNull();
  });

  it('that cannot be installed is named after one more try with fresh lists', async () => {
    const { calls, options } = machine(others);
    expect(await missingRequirement({ ...options, isRoot: true })).toContain('qemu-system-x86');
    expect(calls).toEqual(['install', 'update', 'install']);
  });

  it('is the system itself where it is no Linux on x86-64', async () => {
    const { options } = machine(others);
    expect(await missingRequirement({ ...options, system: 'win32 x64' })).toContain('win32 x64');
  });
});
