/** What every reader does, done by the simulated ones on real terminal lines. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type Simulator, startSimulator } from '../../fixtures/devices';
import type { SerialDeviceDriver } from '../../main/contract/flow/device';
import type { Frame } from '../../main/contract/flow/frame';
import { silentLog, systemClock, systemIds } from '../../main/core/base';
import { createDeviceManager } from '../../main/core/device';
import { serialDriver } from '../../native/readers/serial';
import { anna } from '../unit/core/device/people';
import { describeReader, type ReaderRig } from '../unit/core/device/reader-contract';

async function rig(driver: SerialDeviceDriver): Promise<ReaderRig> {
  const dir = await mkdtemp(join(tmpdir(), 'hall-'));
  const link = join(dir, 'tty');
  const names: string[] = [];
  let simulator: Simulator | null = null;
  const unplug = async () => {
    await simulator?.stop();
    simulator = null;
  };
  const manager = createDeviceManager({
    serial: serialDriver,
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
    state() {
      const [view] = manager.views();
      return view?.failure ? `${view.state} ${view.failure.code}` : (view?.state ?? 'gone');
    },
    until: (check) => vi.waitFor(check, { timeout: 10_000, interval: 10 }),
    pass: (ms) => new Promise((resume) => setTimeout(resume, ms)),
    stopManager: () => manager.stop(),
    async end() {
      await manager.stop();
      await unplug();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function nameIn({ content }: Frame): string {
  if (content.kind === 'code') return Buffer.from(content.bytes).toString();
  return Buffer.from(content.text).toString('utf16le', 0, 30).trim();
}

describeReader('simulated ID card reader', () => rig('id-card'));
describeReader('simulated scanner', () => rig('qr-serial'));
