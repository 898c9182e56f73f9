/** The real command line with real node-hid, hidapi and libudev; only the kernel's side of the USB devices is made up. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findPreload, type HidBus, startHidBus } from '../../fixtures/devices/hid';
import { type RunningCommand, startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';
import { anna } from '../unit/core/device/people';

const preloadPath = findPreload();
const missing = preloadPath ? '' : ' (skipped: the package umockdev is not installed)';

let bus: HidBus | null = null;
const running: RunningCommand[] = [];
afterEach(async () => {
  // The program first: one that holds a node whose device side has gone is aborted by the preload.
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map(({ ended }) => ended));
  await bus?.end();
  bus = null;
});

function newBus(): HidBus {
  bus = startHidBus(tempDir(), preloadPath ?? '');
  return bus;
}

function hall(...args: string[]): RunningCommand {
  const command = startHall(args, bus?.env);
  running.push(command);
  return command;
}

function watch(driver: 'qr-hid' | 'id-card-hid', port: string, count: number): RunningCommand {
  const options = ['--count', String(count), '--timeout', '30', '--show-personal-data'];
  return hall('devices', 'watch', '--driver', driver, '--port', port, ...options);
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

async function prints({ child }: RunningCommand, text: string): Promise<void> {
  let stdout = '';
  child.stdout?.on('data', (part) => {
    stdout += String(part);
  });
  await until(() => expect(stdout).toContain(text));
}

const payloads = (lines: unknown[]) =>
  lines.map((line) => (line as { credential?: { payload?: string } }).credential?.payload);

describe.skipIf(!preloadPath)(`HID devices at the command line${missing}`, () => {
  it('are listed with whether they are supported', async () => {
    const usb = newBus();
    await usb.plug('honeywell', { serialNumber: 'H1' });
    await usb.plug('card-reader');
    await usb.plug('keyboard');
    await usb.plug('unknown-pos');
    const { code, lines } = await hall('devices', 'list').ended;
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      {
        hid: [
          {
            path: '/dev/hidraw0',
            vendorId: 0x0c2e,
            usagePage: 0x8c,
            usage: 2,
            serialNumber: 'H1',
            manufacturer: 'Honeywell',
            supported: true,
            driver: 'qr-hid',
            profile: 'honeywell-pos',
          },
          { path: '/dev/hidraw1', supported: true, driver: 'id-card-hid', profile: 'ministry-reader' },
          { path: '/dev/hidraw2', supported: false, reason: 'keyboard' },
          { path: '/dev/hidraw3', supported: false, reason: 'no-profile' },
        ],
      },
    ]);
  });

  it('give a line per scan, put together over reports, of a scanner plugged in after the start', async () => {
    const usb = newBus();
    const command = watch('qr-hid', '0C2E:0B61', 2);
    await command.says('DEVICE_PORT_MISSING');
    const scanner = await usb.plug('honeywell');
    await command.says('ready');
    expect(scanner.features().map((report) => [...report])).toEqual([[254, 1]]);
    const long = `LT1.${'a'.repeat(300)}`;
    expect(await scanner.show(long)).toBe(true);
    expect(await scanner.show('扫码办事')).toBe(true);
    const { code, lines } = await command.ended;
    expect(code).toBe(0);
    expect(payloads(lines)).toEqual([long, '扫码办事']);
  });

  it('are lost in the middle of a code and work again when plugged in elsewhere', async () => {
    const usb = newBus();
    const first = await usb.plug('newland');
    const command = watch('qr-hid', '1EAB:8203', 1);
    await command.says('ready');
    const half = new Uint8Array(64).fill(0x41);
    half.set([0x02, 62]);
    expect(first.inject(half)).toBe(true);
    first.unplug();
    await command.says('DEVICE_LOST');
    await until(() => expect(first.openBy()).toBe(0));
    const second = await usb.plug('newland');
    expect(second.path).not.toBe(first.path);
    await until(() => expect(second.openBy()).toBe(1));
    await until(() => expect(second.inject(new Uint8Array(64))).toBe(true));
    expect(await second.show('LT1.whole')).toBe(true);
    const { code, lines } = await command.ended;
    expect(code).toBe(0);
    expect(payloads(lines)).toEqual(['LT1.whole']);
  });

  it('are told from their twins by serial number', async () => {
    const usb = newBus();
    const left = await usb.plug('honeywell', { serialNumber: 'L1' });
    const right = await usb.plug('honeywell', { serialNumber: 'R1' });
    const atLeft = watch('qr-hid', '0C2E:0B61:L1', 1);
    const atRight = watch('qr-hid', '0C2E:0B61:R1', 1);
    await Promise.all([atLeft.says('ready'), atRight.says('ready')]);
    expect([left.openBy(), right.openBy()]).toEqual([1, 1]);
    await right.show('from right');
    await left.show('from left');
    const [fromLeft, fromRight] = await Promise.all([atLeft.ended, atRight.ended]);
    expect([payloads(fromLeft.lines), payloads(fromRight.lines)]).toEqual([['from left'], ['from right']]);
  });

  it('say that twins without serial numbers may be mixed up', async () => {
    const usb = newBus();
    await usb.plug('newland');
    await usb.plug('newland');
    const command = watch('qr-hid', '1EAB:8203', 1);
    await command.says('DEVICE_TWINS');
  });

  it('come through a storm of 1,500 reports with no code lost and none doubled', async () => {
    const usb = newBus();
    const scanner = await usb.plug('honeywell');
    const codes = Array.from(
      { length: 500 },
      (_, at) => `LT1.${String(at).padStart(4, '0')}${'x'.repeat(130)}`,
    );
    const command = watch('qr-hid', '0C2E:0B61', codes.length);
    await command.says('ready');
    for (const code of codes) expect(await scanner.show(code)).toBe(true);
    const { code, lines } = await command.ended;
    expect(code).toBe(0);
    expect(payloads(lines)).toEqual(codes);
  });

  it('read ID cards over reports', async () => {
    const usb = newBus();
    const reader = await usb.plug('card-reader');
    const command = watch('id-card-hid', '0400:C35A', 2);
    await command.says('ready');
    reader.lay(anna);
    await prints(command, anna.name);
    reader.lay({ ...anna, name: '李四' });
    const { code, lines } = await command.ended;
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      { event: 'credential', credential: { kind: 'id-card', name: '张三', number: anna.number } },
      { event: 'credential', credential: { kind: 'id-card', name: '李四' } },
    ]);
  });
});

describe.skipIf(process.platform !== 'linux')('a computer without a system library that HID needs', () => {
  it('is told so; serial ports are listed all the same', async () => {
    const dir = tempDir();
    await writeFile(join(dir, 'libusb-1.0.so.0'), 'no library');
    const env = { LD_LIBRARY_PATH: dir };
    const listed = await startHall(['devices', 'list'], env).ended;
    expect(listed.code).toBe(0);
    expect(listed.lines).toEqual([{ ports: expect.any(Array), hid: [] }]);
    expect(listed.stderr).toContain('DEVICE_DRIVER_MISSING');
    const options = ['--driver', 'qr-hid', '--port', '0C2E:0B61', '--count', '1', '--timeout', '1'];
    const watched = await startHall(['devices', 'watch', ...options], env).ended;
    expect(watched.code).toBe(1);
    expect(watched.stderr).toContain('DEVICE_DRIVER_MISSING');
  });
});
