import type { DeviceConfig, DeviceView } from '../../../../main/contract/flow/device';
import type { Frame } from '../../../../main/contract/flow/frame';
import { silentLog, systemIds } from '../../../../main/core/base';
import { createDeviceManager, type DeviceManager } from '../../../../main/core/device';
import { type ManualClock, manualClock } from './manual-clock';
import { ScriptedPort, scriptedSerial } from './scripted-serial';

export const CARD: DeviceConfig = { id: 'card', driver: 'id-card', port: '/dev/card', label: '读卡器' };
export const SCAN: DeviceConfig = { id: 'scan', driver: 'qr-serial', port: '/dev/scan', label: '扫码枪' };

interface Bench {
  clock: ManualClock;
  card: ScriptedPort;
  scan: ScriptedPort;
  manager: DeviceManager;
  frames: Frame[];
  shown: DeviceView[];
  names(): string[];
  state(id?: string): string;
}

let stopOpen: (() => Promise<void>) | null = null;
/** Ends the bench of the test that has run. */
export async function stopBench(): Promise<void> {
  const stop = stopOpen;
  stopOpen = null;
  await stop?.();
}

export function bench(
  devices: DeviceConfig[] = [CARD, SCAN],
  prepare: (ports: { card: ScriptedPort; scan: ScriptedPort }) => void = () => {},
): Bench {
  const clock = manualClock();
  const card = new ScriptedPort();
  const scan = new ScriptedPort();
  prepare({ card, scan });
  const frames: Frame[] = [];
  const shown: DeviceView[] = [];
  const manager = createDeviceManager({
    serial: scriptedSerial({ '/dev/card': card, '/dev/scan': scan }),
    clock,
    ids: systemIds,
    log: silentLog,
    devices,
    onFrame: (frame) => frames.push(frame),
    onView: (view) => shown.push(view),
  });
  manager.start();
  stopOpen = () => manager.stop();
  return {
    clock,
    card,
    scan,
    manager,
    frames,
    shown,
    names: () => frames.map(nameIn),
    state: (id = 'card') => {
      const view = manager.views().find((candidate) => candidate.id === id);
      return view?.failure ? `${view.state} ${view.failure.code}` : (view?.state ?? 'gone');
    },
  };
}

function nameIn(frame: Frame): string {
  const { content } = frame;
  if (content.kind === 'code') return Buffer.from(content.bytes).toString();
  return Buffer.from(content.text).toString('utf16le', 0, 30).trim();
}
