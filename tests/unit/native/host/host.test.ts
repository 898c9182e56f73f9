import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hostAt } from '../../../../native/host';
import { tempDir } from '../../../support/temp-dir';

/** A machine's files, as far as they are told, under a folder. */
function tree(files: Record<string, string | Uint8Array>, links: Record<string, string> = {}): string {
  const root = tempDir();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  return root;
}

const USB = 'sys/bus/usb/devices';
/** Boot keyboard, shortened: usage page 1, usage 6, one collection with one inside. */
const KEYBOARD = Uint8Array.of(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x09, 0x07, 0xa1, 0x02, 0xc0, 0xc0);
/** HID-POS with a two-byte usage page and a long item before it. */
const SCANNER = Uint8Array.of(0xfe, 0x01, 0x00, 0x55, 0x06, 0x8c, 0x00, 0x09, 0x02, 0xa1, 0x01, 0xc0);

describe('facts about a machine', () => {
  it('shows USB devices with their drivers, ports and what HID devices say they are', async () => {
    const root = tree(
      {
        [`${USB}/1-2/idVendor`]: '1A86\n',
        [`${USB}/1-2/idProduct`]: '7523\n',
        [`${USB}/1-2:1.0/bInterfaceClass`]: 'ff\n',
        [`${USB}/1-2:1.0/ttyUSB0/tty/ttyUSB0/dev`]: '188:0\n',
        [`${USB}/1-3.1/idVendor`]: '0c2e\n',
        [`${USB}/1-3.1/idProduct`]: '0b61\n',
        [`${USB}/1-3.1/serial`]: 'S123\n',
        [`${USB}/1-3.1:1.0/bInterfaceClass`]: '03\n',
        [`${USB}/1-3.1:1.0/0003:0C2E:0B61.0001/report_descriptor`]: KEYBOARD,
        [`${USB}/1-3.1:1.0/0003:0C2E:0B61.0001/hidraw/hidraw3/dev`]: '240:3\n',
        [`${USB}/1-3.1:1.1/0003:0C2E:0B61.0002/report_descriptor`]: SCANNER,
        [`${USB}/1-3.1:1.2/tty/ttyACM1/dev`]: '166:1\n',
        [`${USB}/usb1/idVendor`]: '1d6b\n',
      },
      { [`${USB}/1-2:1.0/driver`]: '../../../../bus/usb/drivers/ch341' },
    );
    expect(await hostAt(root, 'linux').usbDevices()).toEqual([
      {
        place: '1-2',
        vendorId: '1a86',
        productId: '7523',
        serialNumber: '',
        manufacturer: '',
        product: '',
        interfaces: [{ interfaceClass: 'ff', driver: 'ch341', nodes: ['/dev/ttyUSB0'], usages: [] }],
      },
      expect.objectContaining({
        place: '1-3.1',
        serialNumber: 'S123',
        interfaces: [
          { interfaceClass: '03', driver: '', nodes: ['/dev/hidraw3'], usages: ['0001:0006'] },
          expect.objectContaining({ usages: ['008c:0002'] }),
          expect.objectContaining({ nodes: ['/dev/ttyACM1'] }),
        ],
      }),
    ]);
    expect(await hostAt(tempDir(), 'linux').usbDevices()).toBeNull();
  });

  it('finds the rules file that counts, programs and libraries', async () => {
    const name = '70-mianzheng-window.rules';
    const root = tree({
      [`etc/udev/rules.d/${name}`]: 'the administrator’s',
      [`lib/udev/rules.d/${name}`]: 'the package’s',
      'usr/bin/udevadm': '',
      'usr/lib/x86_64-linux-gnu/libudev.so.1': '',
      'etc/ld.so.cache': 'glibc-ld.so.cache1.1\0libusb-1.0.so.0\0/opt/libusb-1.0.so.0\0',
    });
    const host = hostAt(root, 'linux');
    expect(await host.ruleFile(name)).toEqual({
      path: `/etc/udev/rules.d/${name}`,
      text: 'the administrator’s',
    });
    expect(await host.ruleFile('71-other.rules')).toBeNull();
    expect(await host.hasProgram('udevadm')).toBe(true);
    expect(await host.hasProgram('brltty')).toBe(false);
    expect(await host.hasLibrary('libudev.so.1')).toBe(true);
    expect(await host.hasLibrary('libusb-1.0.so.0')).toBe(true);
    expect(await host.hasLibrary('libusb-1.0.so')).toBe(false);
  });

  it('finds who holds a path, through links, and who runs', async () => {
    const root = tree(
      {
        'proc/700/comm': 'brltty\n',
        'proc/700/fd/.keep': '',
        'proc/701/comm': 'ModemManager\n',
        'proc/701/fd/.keep': '',
        'proc/702/comm': 'NetworkManager-\n',
        'dev/ttyUSB0': '',
      },
      {
        'proc/700/fd/3': '/dev/ttyUSB0',
        'proc/701/fd/4': '/dev/null',
        'dev/serial/by-id/reader': '../../ttyUSB0',
      },
    );
    const host = hostAt(root, 'linux');
    expect((await host.holders('/dev/serial/by-id/reader')).holders).toEqual([
      { pid: 700, program: 'brltty' },
    ]);
    expect((await host.holders('/dev/none')).holders).toEqual([]);
    expect(await host.running(['brltty', 'ModemManager', 'getty'])).toEqual(['brltty', 'ModemManager']);
    expect(await host.node('/dev/serial/by-id/reader')).toMatchObject({
      realPath: '/dev/ttyUSB0',
      kind: 'file',
    });
  });

  it('does not take the program that makes a virtual port for one that holds it', async () => {
    const root = tree(
      {
        'proc/800/comm': 'socat\n',
        'proc/800/fdinfo/5': 'pos:\t0\nflags:\t02\ntty-index:\t4\n',
        'proc/801/comm': 'socat\n',
        'proc/801/fdinfo/5': 'tty-index:\t9\n',
        'dev/pts/4': '',
      },
      {
        'proc/800/fd/5': '/dev/ptmx',
        'proc/800/fd/6': '/dev/pts/4',
        'proc/801/fd/5': '/dev/ptmx',
        'proc/801/fd/6': '/dev/pts/4',
      },
    );
    expect((await hostAt(root, 'linux').holders('/dev/pts/4')).holders).toEqual([
      { pid: 801, program: 'socat' },
    ]);
  });

  it('tells files, folders, devices and nothing apart on this machine', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'file'), '');
    chmodSync(join(dir, 'file'), 0o640);
    const host = hostAt();
    expect(await host.node(join(dir, 'file'))).toMatchObject({ kind: 'file', mode: '0640', readable: true });
    expect((await host.node(dir)).kind).toBe('directory');
    expect((await host.node('/dev/null')).kind).toBe('character-device');
    expect((await host.node(join(dir, 'none'))).kind).toBe('missing');
    expect((await hostAt('/', 'win32').node('COM3')).kind).toBe('unknown');
  });

  it('sees a real process with a file open, but not itself', async () => {
    const path = join(tempDir(), 'held');
    writeFileSync(path, '');
    const own = openSync(path, 'r');
    onTestFinished(() => closeSync(own));
    const holder = spawn('sh', ['-c', `exec 3<'${path}'; echo ready; exec sleep 30`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    const { holders } = await hostAt().holders(path);
    expect(holders.map(({ pid }) => pid)).toEqual([holder.pid]);
  });
});
