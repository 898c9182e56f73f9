import { ok } from '../../../../../main/contract/failures/failure';
import type { Clock } from '../../../../../main/contract/ports/clock';
import type { HidDriver } from '../../../../../main/contract/ports/hid';
import type { HostFacts, NodeFact, UsbDeviceFact } from '../../../../../main/contract/ports/host';
import type { SerialDriver } from '../../../../../main/contract/ports/serial';
import { systemClock } from '../../../../../main/core/base';
import { type DoctorPorts, udevRules } from '../../../../../main/core/device';

export const READER = { id: 'reader', driver: 'id-card', port: '/dev/ttyUSB0', label: '读卡器' } as const;
export const SCANNER = { id: 'scanner', driver: 'qr-serial', port: '/dev/ttyACM0', label: '扫码器' } as const;

export const GOOD_NODE: NodeFact = {
  realPath: '/dev/ttyUSB0',
  kind: 'character-device',
  mode: '0660',
  group: 'dialout',
  inGroup: true,
  readable: true,
  writable: true,
};
export const NO_NODE: NodeFact = {
  realPath: '',
  kind: 'missing',
  mode: '',
  group: '',
  inGroup: false,
  readable: false,
  writable: false,
};

/** A CH340 in a socket, as it works. */
export const ADAPTER: UsbDeviceFact = {
  place: '1-2',
  vendorId: '1a86',
  productId: '7523',
  serialNumber: '',
  manufacturer: '',
  product: 'USB Serial',
  interfaces: [{ interfaceClass: 'ff', driver: 'ch341', nodes: ['/dev/ttyUSB0'], usages: [] }],
};

export interface Machine {
  platform?: string;
  node?: NodeFact;
  holders?: { pid: number; program: string }[];
  complete?: boolean;
  programs?: string[];
  usb?: UsbDeviceFact[] | null;
  rules?: string | null;
  missing?: string[];
  hid?: HidDriver;
}

/** Runs fifty times as fast: the doctor waits for readers that will not answer. */
const quickClock: Clock = { ...systemClock, after: (ms, act) => systemClock.after(ms / 50, act) };

/** A machine on which all is well but for what is said. */
export function machine(what: Machine, serial: SerialDriver): DoctorPorts {
  const host: HostFacts = {
    platform: what.platform ?? 'linux',
    node: async () => what.node ?? GOOD_NODE,
    holders: async () => ({ holders: what.holders ?? [], complete: what.complete ?? true }),
    running: async (names) => names.filter((name) => what.programs?.includes(name)),
    usbDevices: async () => (what.usb === undefined ? [ADAPTER] : what.usb),
    ruleFile: async (name) =>
      what.rules === null ? null : { path: `/etc/udev/rules.d/${name}`, text: what.rules ?? udevRules() },
    hasProgram: async (name) => !what.missing?.includes(name),
    hasLibrary: async (name) => !what.missing?.includes(name),
  };
  return { host, serial, hid: what.hid ?? null, clock: quickClock };
}

export const noPorts: SerialDriver = {
  list: async () => ok([]),
  open: async () => {
    throw new Error('opened a port that was not to be opened');
  },
};
