import type { DeviceConfig, DeviceView } from '../../../../main/contract/flow/device';
import type { Frame } from '../../../../main/contract/flow/frame';
import { silentLog, systemIds } from '../../../../main/core/base';
import { createDeviceManager, type DeviceManager } from '../../../../main/core/device';
import { type ManualClock, manualClock } from './manual-clock';
import { type ScriptedHid, scriptedHid } from './scripted-hid';
import { type ScriptedPort, scriptedSerial } from './scripted-serial';

interface HidBench {
  clock: ManualClock;
  manager: DeviceManager;
  frames: Frame[];
  shown: DeviceView[];
  listings: number[];
  /** Device and what it read. */
  read(): string[];
  state(id: string): string;
}

const open: DeviceManager[] = [];
export async function stopBenches(): Promise<void> {
  for (const manager of open.splice(0)) await manager.stop();
}

/** A device manager on scripted HID devices and ports, with time that passes when it is told to. */
export function hidBench(
  configs: DeviceConfig[],
  devices: ScriptedHid[],
  serialPorts: Record<string, ScriptedPort> = {},
): HidBench {
  const clock = manualClock();
  const { driver, listings } = scriptedHid(devices, clock.now);
  const frames: Frame[] = [];
  const shown: DeviceView[] = [];
  const manager = createDeviceManager({
    serial: scriptedSerial(serialPorts),
    hid: driver,
    clock,
    ids: systemIds,
    log: silentLog,
    devices: configs,
    onFrame: (frame) => frames.push(frame),
    onView: (view) => shown.push(view),
  });
  open.push(manager);
  manager.start();
  return {
    clock,
    manager,
    frames,
    shown,
    listings,
    read: () => frames.map((frame) => `${frame.deviceId} ${nameIn(frame)}`),
    state(id) {
      const view = manager.views().find((candidate) => candidate.id === id);
      return view?.failure ? `${view.state} ${view.failure.code}` : (view?.state ?? 'gone');
    },
  };
}

function nameIn({ content }: Frame): string {
  if (content.kind === 'code') return Buffer.from(content.bytes).toString();
  return Buffer.from(content.text).toString('utf16le', 0, 30).trim();
}
