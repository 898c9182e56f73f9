/** What every reader does, done by the simulated ones on real terminal lines and on the emulated bus. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, vi } from 'vitest';
import { type Simulator, startSimulator } from '../../fixtures/devices';
import { findPreload, type PluggedHid, startHidBus } from '../../fixtures/devices/hid';
import type { SerialDeviceDriver } from '../../main/contract/flow/device';
import type { Frame } from '../../main/contract/flow/frame';
import { silentLog, systemClock, systemIds } from '../../main/core/base';
import { createDeviceManager, type DeviceManager } from '../../main/core/device';
import { serialDriver } from '../../native/readers/serial';
import { driverProcesses } from '../support/driver-processes';
import { tempDir } from '../support/temp-dir';
import { anna } from '../unit/core/device/people';
import { describeReader, type ReaderRig } from '../unit/core/device/reader-contract';

const HERE = { serial: serialDriver, stop: () => Promise.resolve() };

async function rig(
  driver: SerialDeviceDriver,
  drivers: Pick<ReturnType<typeof driverProcesses>, 'serial' | 'stop'> = HERE,
): Promise<ReaderRig> {
  const dir = await mkdtemp(join(tmpdir(), 'hall-'));
  const link = join(dir, 'tty');
  const names: string[] = [];
  let simulator: Simulator | null = null;
  const unplug = async () => {
    await simulator?.stop();
    simulator = null;
  };
  const manager = createDeviceManager({
    serial: drivers.serial,
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    devices: [{ id: 'one', driver, port: link, label: '设备' }],
    onFrame: (frame) => names.push(nameIn(frame)),
    onView: () => undefined,
  });
  manager.start();
  return {
    async plug() {
      simulator = await startSimulator({ driver, link });
    },
    unplug,
    read(name) {
      if (driver === 'id-card') simulator?.lay({ ...anna, name });
      else simulator?.show(name);
    },
    noise() {
      simulator?.show(Uint8Array.of(0x00, 0xaa, 0xaa, 0x96), '\r');
    },
    names: () => names,
    state: () => stateOf(manager),
    until: (check) => vi.waitFor(check, { timeout: 10_000, interval: 10 }),
    pass: (ms) => new Promise((resume) => setTimeout(resume, ms)),
    stopManager: () => manager.stop(),
    async end() {
      await manager.stop();
      await drivers.stop();
      await unplug();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** An emulated scanner, of which the driver process sees the USB side and this process does not. */
async function hidRig(preloadPath: string): Promise<ReaderRig> {
  const bus = startHidBus(tempDir(), preloadPath);
  vi.stubEnv('LD_PRELOAD', bus.env.LD_PRELOAD);
  vi.stubEnv('UMOCKDEV_DIR', bus.env.UMOCKDEV_DIR);
  const drivers = driverProcesses();
  const names: string[] = [];
  let scanner: PluggedHid | null = null;
  const manager = createDeviceManager({
    ...drivers,
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    devices: [{ id: 'one', driver: 'qr-hid', port: '1EAB:8203', label: '设备' }],
    onFrame: (frame) => names.push(nameIn(frame)),
    onView: () => undefined,
  });
  manager.start();
  return {
    async plug() {
      scanner = await bus.plug('newland');
    },
    unplug: () => scanner?.unplug(),
    async read(name) {
      await scanner?.show(name);
    },
    noise: () => void scanner?.inject(new Uint8Array(64).fill(0xff)),
    names: () => names,
    state: () => stateOf(manager),
    until: (check) => vi.waitFor(check, { timeout: 10_000, interval: 10 }),
    pass: (ms) => new Promise((resume) => setTimeout(resume, ms)),
    stopManager: () => manager.stop(),
    async end() {
      await manager.stop();
      await drivers.stop();
      await bus.end();
      vi.unstubAllEnvs();
    },
  };
}

function stateOf(manager: DeviceManager): string {
  const [view] = manager.views();
  return view?.failure ? `${view.state} ${view.failure.code}` : (view?.state ?? 'gone');
}

function nameIn({ content }: Frame): string {
  if (content.kind === 'code') return Buffer.from(content.bytes).toString();
  return Buffer.from(content.text).toString('utf16le', 0, 30).trim();
}

describeReader('simulated ID card reader', () => rig('id-card'));
describeReader('simulated scanner', () => rig('qr-serial'));
describeReader('simulated ID card reader, its driver in a process of its own', () =>
  rig('id-card', driverProcesses()),
);
describeReader('simulated scanner, its driver in a process of its own', () =>
  rig('qr-serial', driverProcesses()),
);

const preloadPath = findPreload();
describe.skipIf(!preloadPath)(
  `on the emulated bus${preloadPath ? '' : ' (skipped: the package umockdev is not installed)'}`,
  () =>
    describeReader('emulated scanner, its driver in a process of its own', () => hidRig(preloadPath ?? '')),
);
