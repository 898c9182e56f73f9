import type { FailureCode } from '../../../contract/failures/codes';
import type { DeviceConfig, DeviceState, DeviceView } from '../../../contract/flow/device';
import type { Clock } from '../../../contract/ports/clock';
import type { HidDeviceFact, HidDriver } from '../../../contract/ports/hid';
import type { HolderFact, HostFacts, NodeFact, UsbDeviceFact } from '../../../contract/ports/host';
import type { SerialDriver, SerialPortFact } from '../../../contract/ports/serial';
import { knownUsb } from './known-usb';
import { type Probe, probePort } from './probe';
import { RULES_FILE, udevRules } from './udev-rules';

export interface DoctorPorts {
  host: HostFacts;
  serial: SerialDriver;
  /** Null where HID devices cannot be used. */
  hid: HidDriver | null;
  clock: Clock;
}

/** What is known of one configured device. */
export interface DeviceFacts {
  id: string;
  driver: DeviceConfig['driver'];
  port: string;
  /** Null: the port is no path here (a COM name, `VID:PID`). */
  node: NodeFact | null;
  holders: HolderFact[];
  /** Could every process be looked into? */
  holdersComplete: boolean;
  /** Place (`1-2`) of the USB device behind the port. */
  usbPlace: string | null;
  /** As the running workstation sees it; null where it was not asked. */
  watched: { state: DeviceState; failure: FailureCode | null; samId: string | null } | null;
  probe: Probe;
}

/** Everything the checks judge by: plain data, so that a saved document of another machine can be judged as well. */
export interface DoctorFacts {
  platform: string;
  serialPorts: SerialPortFact[];
  /** Or why they cannot be listed; null: not asked. */
  hidDevices: HidDeviceFact[] | FailureCode | null;
  /** Null where the system does not show them. */
  usbDevices: UsbDeviceFact[] | null;
  /** Of those that are known to take ports. */
  programs: string[];
  rules: { path: string; current: boolean } | null;
  udevadm: boolean;
  libusb: boolean;
  devices: DeviceFacts[];
}

const PORT_TAKERS = ['brltty', 'ModemManager'] as const;

/**
 * `views`: the devices as a running workstation shows them; its own ready devices are not asked again. Opens each other
 * configured serial port for a moment; an ID-card reader is asked for its status at each speed until it answers.
 */
export async function gatherFacts(
  ports: DoctorPorts,
  devices: readonly DeviceConfig[],
  views: readonly DeviceView[] = [],
): Promise<DoctorFacts> {
  const { host, serial } = ports;
  const listed = await serial.list();
  const hid = await ports.hid?.list();
  const usbDevices = await host.usbDevices();
  const rules = await host.ruleFile(RULES_FILE);
  const known: DeviceFacts[] = [];
  // One after the other: two devices may be set up on one port.
  for (const device of devices) {
    const view = views.find(({ id }) => id === device.id) ?? null;
    known.push(await gatherDevice(ports, device, view, usbDevices ?? []));
  }
  return {
    platform: host.platform,
    serialPorts: listed.ok ? listed.value : [],
    hidDevices: hid === undefined ? null : hid.ok ? hid.value : hid.failure.code,
    usbDevices,
    programs: await host.running(PORT_TAKERS),
    rules: rules && { path: rules.path, current: rules.text === udevRules() },
    udevadm: await host.hasProgram('udevadm'),
    libusb: await host.hasLibrary('libusb-1.0.so.0'),
    devices: known,
  };
}

async function gatherDevice(
  ports: DoctorPorts,
  device: DeviceConfig,
  view: DeviceView | null,
  usb: readonly UsbDeviceFact[],
): Promise<DeviceFacts> {
  const { id, driver, port } = device;
  const node = port.startsWith('/') ? await ports.host.node(port) : null;
  const { holders, complete } = node
    ? await ports.host.holders(port)
    : { holders: [] as HolderFact[], complete: true };
  const works = view?.state === 'ready' || view?.state === 'busy';
  return {
    id,
    driver,
    port,
    node,
    holders,
    holdersComplete: complete,
    usbPlace:
      usb.find((one) => one.interfaces.some(({ nodes }) => nodes.includes(node?.realPath ?? '')))?.place ??
      null,
    watched: view && {
      state: view.state,
      failure: view.failure?.code ?? null,
      samId: view.identity?.samId ?? null,
    },
    probe: works || holders.length > 0 ? { kind: 'not-asked' } : await probePort(ports, device),
  };
}

/** Is a real USB device concerned, plugged in or set up? System files and programs matter only then. */
export function needsSystemFiles(facts: DoctorFacts): boolean {
  if (facts.platform !== 'linux') return false;
  const pluggedIn = facts.usbDevices?.some((device) => knownUsb(device) !== null) ?? false;
  const setUp = facts.devices.some(({ node, port }) =>
    /^\/dev\/(tty(ACM|CH\d+USB|USB|WCHUSB|XRUSB)|hidraw)\d+$/.test(node?.realPath || port),
  );
  return pluggedIn || setUp || facts.devices.some(({ driver }) => driver.endsWith('-hid'));
}
