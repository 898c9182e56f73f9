import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../main/contract/failures/failure';
import type { DeviceConfig } from '../../../../main/contract/flow/device';
import { silentLog, systemIds } from '../../../../main/core/base';
import { createDeviceManager } from '../../../../main/core/device';
import { hidBench, stopBenches } from './hid-bench';
import { manualClock } from './manual-clock';
import { anna, bo } from './people';
import { posReport, ScriptedHid } from './scripted-hid';
import { ScriptedPort, scriptedSerial } from './scripted-serial';

afterEach(stopBenches);

const SCAN: DeviceConfig = { id: 'scan', driver: 'qr-hid', port: '0C2E:0B61', label: '扫码枪' };
const READER = { vendorId: 0x0400, productId: 0xc35a, usagePage: 0xff00, usage: 1 };
const CARD: DeviceConfig = { id: 'card', driver: 'id-card-hid', port: '0400:C35A', label: '读卡器' };
const SERIAL: DeviceConfig = { id: 'serial', driver: 'qr-serial', port: '/dev/scan', label: '扫码枪' };

const scanner = (path = '/dev/hidraw0', serialNumber = '') => new ScriptedHid(path, [{ serialNumber }]);
const twin = (id: string, serialNumber = ''): DeviceConfig => ({
  ...SCAN,
  id,
  match: { vendorId: 0x0c2e, productId: 0x0b61, serialNumber },
});

describe('an HID scanner at the window', () => {
  it('is switched on, and gives a code over several reports as one frame with its identifier', async () => {
    const device = scanner();
    const { clock, frames, read, state } = hidBench([SCAN], [device]);
    await clock.pass(10);
    expect(state('scan')).toBe('ready');
    expect(device.features).toEqual([[254, 1]]);
    device.send(posReport('LT1.', true));
    device.send(posReport('abc'));
    expect(read()).toEqual(['scan LT1.abc']);
    expect(frames[0]?.content).toMatchObject({ aim: ']Q1' });
  });

  it('drops a code that stops half-way, says so, and takes the next', async () => {
    const device = scanner();
    const { clock, read, state } = hidBench([SCAN], [device]);
    await clock.pass(10);
    device.send(posReport('torn', true));
    await clock.pass(290);
    expect(state('scan')).toBe('ready');
    await clock.pass(20);
    expect(state('scan')).toBe('ready DEVICE_FRAME_TRUNCATED');
    device.send(posReport('whole'));
    expect(state('scan')).toBe('ready');
    expect(read()).toEqual(['scan whole']);
  });

  it('is found within two seconds of being plugged in, by listing no more often than that', async () => {
    const device = scanner();
    device.plugged = false;
    const { clock, listings, state } = hidBench([SCAN, CARD], [device]);
    await clock.pass(31_000);
    expect(state('scan')).toBe('absent DEVICE_PORT_MISSING');
    device.plugged = true;
    await clock.pass(1_600);
    expect(state('scan')).toBe('ready');
    const gaps = listings.slice(1).map((at, index) => at - (listings[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(10);
    expect(Math.min(...gaps)).toBe(1_600);
    expect(Math.max(...gaps)).toBe(1_600);
  });

  it('is not listed for while it is open', async () => {
    const { clock, listings } = hidBench([SCAN], [scanner()]);
    await clock.pass(60_000);
    expect(listings).toHaveLength(1);
  });

  it('is lost when unplugged in the middle of a code, and back under another path', async () => {
    const device = scanner();
    const { clock, read, state } = hidBench([SCAN], [device]);
    await clock.pass(10);
    device.send(posReport('torn', true));
    device.unplug();
    expect(state('scan')).toBe('lost DEVICE_LOST');
    await clock.pass(2_500);
    expect(state('scan')).toBe('lost DEVICE_PORT_MISSING');
    device.path = '/dev/hidraw7';
    device.plugged = true;
    await clock.pass(2_000);
    expect(state('scan')).toBe('ready');
    device.send(posReport('whole'));
    expect(read()).toEqual(['scan whole']);
  });

  it('comes through being powered on and off again and again', async () => {
    const device = scanner();
    const { clock, read, state } = hidBench([SCAN], [device]);
    for (let round = 0; round < 10; round += 1) {
      device.plugged = true;
      await clock.pass(2_100);
      expect(state('scan')).toBe('ready');
      device.send(posReport(`code ${round}`));
      device.unplug();
      await clock.pass(100);
    }
    expect(read()).toHaveLength(10);
    expect([device.opened, device.open]).toEqual([10, 0]);
  });

  it.each(['DEVICE_PORT_FORBIDDEN', 'DEVICE_PORT_BUSY'] as const)('is shown with %s', async (code) => {
    const device = scanner();
    device.openFailure = failure(code);
    const { clock, state } = hidBench([SCAN], [device]);
    await clock.pass(10);
    expect(state('scan')).toBe(`absent ${code}`);
    device.openFailure = null;
    await clock.pass(2_000);
    expect(state('scan')).toBe('ready');
  });
});

describe('an ID-card reader on HID', () => {
  it('reads cards over reports as over a line, each once per laying', async () => {
    const device = new ScriptedHid('/dev/hidraw3', [READER]);
    const { clock, read, state } = hidBench([CARD], [device]);
    await clock.pass(500);
    expect(state('card')).toBe('ready');
    device.reader.lay(anna);
    await clock.pass(60_000);
    device.reader.lift();
    await clock.pass(1_000);
    device.reader.lay(bo);
    await clock.pass(1_000);
    expect(read()).toEqual(['card 张三', 'card 李四']);
  });
});

describe('twins', () => {
  it('are told apart by serial number, whatever their paths', async () => {
    const left = scanner('/dev/hidraw1', 'L1');
    const right = scanner('/dev/hidraw0', 'R1');
    const { clock, read, state } = hidBench([twin('left', 'L1'), twin('right', 'R1')], [left, right]);
    await clock.pass(10);
    expect([state('left'), state('right')]).toEqual(['ready', 'ready']);
    left.send(posReport('from left'));
    right.send(posReport('from right'));
    expect(read()).toEqual(['left from left', 'right from right']);

    left.unplug();
    right.unplug();
    [left.path, right.path] = [right.path, left.path];
    left.plugged = true;
    await clock.pass(4_000);
    expect([state('left'), state('right')]).toEqual(['ready', 'lost DEVICE_PORT_MISSING']);
    left.send(posReport('again'));
    expect(read().at(-1)).toBe('left again');
  });

  it('can be told apart in the port alone', async () => {
    const config = { ...SCAN, port: '0c2e:0b61:R1' };
    const right = scanner('/dev/hidraw1', 'R1');
    const { clock, read } = hidBench([config], [scanner('/dev/hidraw0', 'L1'), right]);
    await clock.pass(10);
    right.send(posReport('from right'));
    expect(read()).toEqual(['scan from right']);
  });

  it('without serial numbers are taken by path, each once, and both say that they may be mixed up', async () => {
    const first = scanner('/dev/hidraw2');
    const second = scanner('/dev/hidraw10');
    const configs = [
      { ...twin('a'), port: '/dev/hidraw10' },
      { ...twin('b'), port: '/dev/hidraw2' },
    ];
    const { clock, read, state } = hidBench(configs, [first, second]);
    await clock.pass(10);
    expect([state('a'), state('b')]).toEqual(['ready DEVICE_TWINS', 'ready DEVICE_TWINS']);
    first.send(posReport('one'));
    second.send(posReport('two'));
    expect(read()).toEqual(['b one', 'a two']);
    first.send(posReport('torn', true));
    await clock.pass(400);
    expect(state('b')).toBe('ready DEVICE_FRAME_TRUNCATED');
    first.send(posReport('whole'));
    expect(state('b')).toBe('ready DEVICE_TWINS');
  });

  it('are not both opened by two set-ups that mean the same one', async () => {
    const device = scanner();
    const { clock, state } = hidBench([twin('a'), twin('b')], [device]);
    await clock.pass(10);
    expect([state('a'), state('b')]).toEqual(['ready', 'absent DEVICE_PORT_BUSY']);
    expect(device.opened).toBe(1);
  });
});

describe('what is not opened', () => {
  it('is a keyboard, by id, by path, by profile, or as one collection of several', async () => {
    const keyboard = new ScriptedHid('/dev/hidraw0', [{ usagePage: 1, usage: 6 }]);
    const mixed = new ScriptedHid('/dev/hidraw1', [
      { productId: 7 },
      { productId: 7, usagePage: 1, usage: 6 },
    ]);
    const configs = [
      { ...SCAN, id: 'id' },
      { ...SCAN, id: 'path', port: '/dev/hidraw0' },
      { ...SCAN, id: 'profile', port: '/dev/hidraw0', profile: 'any-pos' },
      { ...SCAN, id: 'mixed', port: '/dev/hidraw1' },
    ];
    const { clock, state } = hidBench(configs, [keyboard, mixed]);
    await clock.pass(5_000);
    for (const { id } of configs) expect(state(id)).toBe('absent DEVICE_UNSUPPORTED');
    expect([keyboard.opened, mixed.opened]).toEqual([0, 0]);
  });

  it('is a device without a profile, unless one is named for it', async () => {
    const odd = new ScriptedHid('/dev/hidraw0', [{ vendorId: 0x4321, usagePage: 0xff00 }]);
    const byPath = { ...SCAN, port: '/dev/hidraw0' };
    const { clock, state, manager } = hidBench([byPath], [odd]);
    await clock.pass(10);
    expect(state('scan')).toBe('absent DEVICE_UNSUPPORTED');
    // The listing under way is waited for.
    const first = manager.configure([{ ...byPath, profile: 'ministry-reader' }]);
    await clock.pass(4_000);
    await first;
    expect(state('scan')).toBe('absent DEVICE_UNSUPPORTED');
    // The listing under way is waited for.
    const second = manager.configure([{ ...byPath, profile: 'newland-pos' }]);
    await clock.pass(4_000);
    await second;
    expect(state('scan')).toBe('ready');
  });
});

describe('devices beside each other', () => {
  it('go on undisturbed by a storm of reports and by a driver that throws', async () => {
    const noisy = scanner('/dev/hidraw0', 'N');
    const broken = scanner('/dev/hidraw1', 'B');
    broken.throwsOnOpen = true;
    const reader = new ScriptedHid('/dev/hidraw2', [READER]);
    const port = new ScriptedPort();
    const configs = [twin('noisy', 'N'), twin('broken', 'B'), CARD, SERIAL];
    const { clock, read, state, shown } = hidBench(configs, [noisy, broken, reader], { '/dev/scan': port });
    await clock.pass(500);
    reader.reader.lay(anna);
    for (let round = 0; round < 1_500; round += 1) {
      noisy.send(round % 3 === 0 ? posReport('x'.repeat(56), true) : new Uint8Array(64).fill(round));
      if (round % 100 === 0) await clock.pass(10);
    }
    port.send(Buffer.from('LT1.abc\r'));
    await clock.pass(1_000);
    expect(read().filter((line) => !line.startsWith('noisy'))).toEqual(
      expect.arrayContaining(['card 张三', 'serial LT1.abc']),
    );
    expect(state('broken')).toBe('absent DEVICE_LOST');
    expect(shown.some(({ id, state: seen }) => id !== 'broken' && seen === 'lost')).toBe(false);
    broken.throwsOnOpen = false;
    await clock.pass(2_000);
    expect(state('broken')).toBe('ready');
  });

  it('work where there is no HID driver at all', async () => {
    const clock = manualClock();
    const port = new ScriptedPort();
    const manager = createDeviceManager({
      serial: scriptedSerial({ '/dev/scan': port }),
      clock,
      ids: systemIds,
      log: silentLog,
      devices: [SCAN, SERIAL],
      onFrame: () => {},
      onView: () => {},
    });
    manager.start();
    await clock.pass(1_000);
    expect(manager.views().map(({ state, failure: why }) => [state, why?.code])).toEqual([
      ['absent', 'DEVICE_DRIVER_MISSING'],
      ['ready', undefined],
    ]);
    await manager.stop();
    expect(clock.pending()).toBe(0);
  });

  it('stop with everything closed and no timer left, even while waiting for the next listing', async () => {
    const device = scanner();
    const { clock, manager } = hidBench([SCAN, CARD], [device]);
    await clock.pass(3_000);
    await manager.stop();
    expect([device.open, clock.pending()]).toEqual([0, 0]);
  });

  it('keep what did not change in the configuration', async () => {
    const device = scanner();
    const { clock, manager, state } = hidBench([SCAN], [device]);
    await clock.pass(10);
    await manager.configure([{ ...SCAN, match: null, profile: '' }, CARD]);
    await clock.pass(10);
    expect([state('scan'), device.opened]).toEqual(['ready', 1]);
    const changed = manager.configure([{ ...SCAN, profile: 'any-pos' }]);
    await clock.pass(4_000);
    await changed;
    expect([state('scan'), device.opened, device.open]).toEqual(['ready', 2, 1]);
  });
});
