/** Native drivers in processes of their own: what their end means to the devices, and to everybody else. */
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../fixtures/devices';
import { findPreload, startHidBus } from '../../fixtures/devices/hid';
import type { DeviceConfig, DeviceView } from '../../main/contract/flow/device';
import type { Frame } from '../../main/contract/flow/frame';
import { silentLog, systemClock, systemIds } from '../../main/core/base';
import { readCredential } from '../../main/core/credential';
import { createDeviceManager } from '../../main/core/device';
import { driverProcesses } from '../support/driver-processes';
import { startHall } from '../support/hall-command';
import { descendants, isAlive } from '../support/process-tree';
import { tempDir } from '../support/temp-dir';
import { anna, bo } from '../unit/core/device/people';

const preloadPath = findPreload();
const missing = preloadPath ? '' : ' (skipped: the package umockdev is not installed)';

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 5 });

function device(driver: DeviceConfig['driver'], port: string): DeviceConfig {
  return { id: driver, driver, port, label: driver };
}

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function manage(devices: DeviceConfig[], entryPath?: string) {
  const drivers = driverProcesses(entryPath);
  const frames: Frame[] = [];
  const shown: DeviceView[] = [];
  const manager = createDeviceManager({
    ...drivers,
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    devices,
    onFrame: (frame) => frames.push(frame),
    onView: (view) => shown.push(view),
  });
  cleanUps.push(async () => {
    await manager.stop();
    await drivers.stop();
  });
  manager.start();
  const read = () =>
    frames.map((frame) => {
      const credential = readCredential(frame, { ids: systemIds, clock: systemClock });
      if (!credential.ok) return credential.failure.code;
      return credential.value.kind === 'id-card' ? credential.value.name : credential.value.payload;
    });
  const states = (id: string) =>
    shown
      .filter((view) => view.id === id)
      .map(({ state, failure }) => (failure ? `${state} ${failure.code}` : state));
  const pidOf = (family: 'serial' | 'hid') => {
    const pid = drivers.processes[family].pid();
    if (pid === null) throw new Error(`no ${family} driver is running`);
    return pid;
  };
  return { manager, drivers, read, states, pidOf };
}

async function plug(driver: 'id-card' | 'qr-serial', link: string, paced = false) {
  const simulator = await startSimulator({ driver, link, paced });
  cleanUps.push(() => simulator.stop());
  return simulator;
}

describe('a serial driver that is killed while a card is read', () => {
  it('is back by itself; the card and the next one are read once each', async () => {
    const link = join(tempDir(), 'tty');
    const reader = await plug('id-card', link, true);
    const { read, states, pidOf } = manage([device('id-card', link)]);
    await until(() => expect(states('id-card').at(-1)).toBe('ready'));
    reader.lay(anna);
    await until(() => expect(states('id-card').at(-1)).toBe('busy'));
    const first = pidOf('serial');
    process.kill(first, 'SIGKILL');
    await until(() => expect(states('id-card')).toContain('lost DEVICE_DRIVER_CRASHED'));
    expect(read()).toEqual([]);
    await until(() => expect(read()).toEqual(['张三']));
    expect(pidOf('serial')).not.toBe(first);
    reader.lift();
    await until(() => expect(states('id-card').at(-1)).toBe('ready'));
    reader.lay(bo);
    await until(() => expect(read()).toEqual(['张三', '李四']));
  });

  it('takes each of its devices along for a moment, and gives all of them back', async () => {
    const links = [join(tempDir(), 'reader'), join(tempDir(), 'scanner')] as const;
    await plug('id-card', links[0]);
    const scanner = await plug('qr-serial', links[1]);
    const { read, states, pidOf } = manage([device('id-card', links[0]), device('qr-serial', links[1])]);
    for (const id of ['id-card', 'qr-serial']) await until(() => expect(states(id).at(-1)).toBe('ready'));
    process.kill(pidOf('serial'), 'SIGKILL');
    for (const id of ['id-card', 'qr-serial']) {
      await until(() => expect(states(id)).toContain('lost DEVICE_DRIVER_CRASHED'));
      await until(() => expect(states(id).at(-1)).toBe('ready'));
    }
    scanner.show('LT1.c2FtcGxl');
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl']));
  });
});

describe.skipIf(!preloadPath)(`a HID driver that is killed${missing}`, () => {
  it('is back by itself, and the serial devices have not noticed', async () => {
    const bus = startHidBus(tempDir(), preloadPath ?? '');
    cleanUps.push(() => bus.end());
    vi.stubEnv('LD_PRELOAD', bus.env.LD_PRELOAD);
    vi.stubEnv('UMOCKDEV_DIR', bus.env.UMOCKDEV_DIR);
    onTestFinished(() => void vi.unstubAllEnvs());
    const scanner = await bus.plug('honeywell');
    const link = join(tempDir(), 'tty');
    const reader = await plug('id-card', link);
    const { read, states, pidOf } = manage([device('qr-hid', '0C2E:0B61'), device('id-card', link)]);
    for (const id of ['qr-hid', 'id-card']) await until(() => expect(states(id).at(-1)).toBe('ready'));
    expect(await scanner.show('first')).toBe(true);
    await until(() => expect(read()).toEqual(['first']));

    process.kill(pidOf('hid'), 'SIGKILL');
    await until(() => expect(states('qr-hid')).toContain('lost DEVICE_DRIVER_CRASHED'));
    await until(() => expect(states('qr-hid').at(-1)).toBe('ready'));
    expect(await scanner.show('second')).toBe(true);
    await until(() => expect(read()).toEqual(['first', 'second']));
    reader.lay(anna);
    await until(() => expect(read()).toEqual(['first', 'second', '张三']));
    expect(states('id-card').filter((state) => !/^(opening|ready|busy)$/.test(state))).toEqual([]);
  });
});

describe('a driver process', () => {
  it('ends by itself when its core is killed, and its port is free', async () => {
    const link = join(tempDir(), 'tty');
    await plug('qr-serial', link);
    const core = startHall(['devices', 'watch', '--driver', 'qr-serial', '--port', link]);
    await core.says('ready');
    const [driver] = descendants(core.child.pid ?? 0);
    expect(driver?.command).toContain('driver.mjs');
    core.child.kill('SIGKILL');
    await core.ended;
    await until(() => expect(isAlive(driver?.pid ?? 0)).toBe(false));
    const { states } = manage([device('qr-serial', link)]);
    await until(() => expect(states('qr-serial').at(-1)).toBe('ready'));
  });

  it('that cannot be started is a failure that says so, again and again, and no more', async () => {
    const { manager, states, drivers } = manage([device('id-card', '/dev/ttyUSB0')], '/nowhere/driver.mjs');
    await until(() => expect(states('id-card')).toContain('absent DEVICE_DRIVER_CRASHED'));
    await until(() => expect(drivers.processes.serial.pid()).toBeNull());
    expect(await drivers.serial.list()).toMatchObject({ failure: { code: 'DEVICE_DRIVER_CRASHED' } });
    expect(manager.views()).toMatchObject([{ state: 'absent', failure: { retry: 'automatic' } }]);
  });

  it('that hangs is ended and replaced', async () => {
    const link = join(tempDir(), 'tty');
    const scanner = await plug('qr-serial', link);
    const { read, states, pidOf } = manage([device('qr-serial', link)]);
    await until(() => expect(states('qr-serial').at(-1)).toBe('ready'));
    const first = pidOf('serial');
    process.kill(first, 'SIGSTOP');
    await until(() => expect(states('qr-serial')).toContain('lost DEVICE_DRIVER_CRASHED'));
    await until(() => expect(states('qr-serial').at(-1)).toBe('ready'));
    expect(isAlive(first)).toBe(false);
    scanner.show('LT1.c2FtcGxl');
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl']));
  });

  it('ends when it is no longer needed', async () => {
    const { drivers, manager } = manage([]);
    expect(await drivers.serial.list()).toMatchObject({ ok: true });
    const pid = drivers.processes.serial.pid() ?? 0;
    expect(isAlive(pid)).toBe(true);
    await manager.stop();
    await drivers.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await drivers.serial.list()).toMatchObject({ failure: { code: 'DEVICE_LOST' } });
  });
});
