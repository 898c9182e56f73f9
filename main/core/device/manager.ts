import { fail, type Result } from '../../contract/failures/failure';
import { DeviceConfig, type DeviceView } from '../../contract/flow/device';
import { createHidDirectory } from './hid-directory';
import { type DevicePorts, type Supervisor, superviseDevice } from './supervisor';
import { watchForWaking } from './waking';

export interface DeviceManager {
  start(): void;
  /** Resolves when every port is closed. Final. */
  stop(): Promise<void>;
  /** In the order of the configuration. */
  views(): DeviceView[];
  /** Opens a device's port anew without waiting for the next try. An id that is not set up is ignored. */
  reopen(id: string): void;
  /** Has a scanner scan once. DEVICE_NO_TRIGGER where it cannot, or no such device is set up; DEVICE_LOST. */
  trigger(id: string): Promise<Result<void>>;
  /**
   * Replaces the configuration. Devices that stay as they are go on undisturbed; `views()` shows the new list at once.
   * Resolves when the ports of the others are closed and the new ones are being opened.
   */
  configure(devices: readonly DeviceConfig[]): Promise<void>;
}

/**
 * Keeps all devices of the window open, each on its own: none waits for another. `onView` is called with the one view
 * that changed, `onFrame` with each complete reading.
 */
export function createDeviceManager(
  ports: DevicePorts & { devices: readonly DeviceConfig[] },
): DeviceManager {
  const shared = { ...ports, directory: createHidDirectory(ports.hid, ports.clock) };
  let supervisors = ports.devices.map((device) => superviseDevice(device, shared));
  let state: 'new' | 'running' | 'stopped' = 'new';
  let endWatch = () => {};

  function openAll(list: readonly Supervisor[]): void {
    for (const supervisor of list) supervisor.open();
  }

  return {
    start() {
      if (state !== 'new') return;
      state = 'running';
      endWatch = watchForWaking(ports.clock, () => {
        ports.log.info('device', 'woken', {});
        for (const supervisor of supervisors) supervisor.woken();
      });
      openAll(supervisors);
    },

    async stop() {
      state = 'stopped';
      endWatch();
      shared.directory.stop();
      await Promise.all(supervisors.map((supervisor) => supervisor.stop()));
    },

    views: () => supervisors.map((supervisor) => supervisor.view()),

    reopen(id) {
      if (state === 'running') supervisors.find(({ config }) => config.id === id)?.open();
    },

    async trigger(id) {
      const found = supervisors.find(({ config }) => config.id === id);
      return found ? await found.trigger() : fail('DEVICE_NO_TRIGGER', { device: id });
    },

    async configure(devices) {
      const before = supervisors;
      const unchanged = (device: DeviceConfig) => before.find(({ config }) => sameDevice(config, device));
      const added: Supervisor[] = [];
      supervisors = devices.map((device) => {
        const kept = unchanged(device);
        if (kept) return kept;
        const fresh = superviseDevice(device, shared);
        added.push(fresh);
        return fresh;
      });
      // A port may move from one device to another: it has to be closed before it is opened.
      const gone = before.filter((supervisor) => !supervisors.includes(supervisor));
      await Promise.all(gone.map((supervisor) => supervisor.stop()));
      if (state === 'running') openAll(added.filter((supervisor) => supervisors.includes(supervisor)));
    },
  };
}

function sameDevice(a: DeviceConfig, b: DeviceConfig): boolean {
  return JSON.stringify(settled(a)) === JSON.stringify(settled(b));
}

/** Everything that is set up, in one order and with what was left out. */
function settled(config: DeviceConfig): unknown[] {
  const { id, driver, port, label, match, profile } = DeviceConfig.parse(config);
  return [id, driver, port, label, match && Object.entries(match).sort(), profile];
}
