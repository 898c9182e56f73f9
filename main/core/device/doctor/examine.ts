import type { ScannerSetupView } from '../../../contract/calls';
import type { DeviceConfig, DeviceView } from '../../../contract/flow/device';
import { CHECKS } from './checks';
import { typingScanners } from './checks/keyboard-mode-scanner';
import { type DoctorFacts, type DoctorPorts, gatherFacts } from './facts';
import type { Finding } from './finding';
import { type SetupPictures, setupViews } from './scanner-setup';

export interface Diagnosis {
  facts: DoctorFacts;
  findings: Finding[];
  /** Ids of the devices that a cure has helped. */
  cured: string[];
}

/** Facts first, then judgement: the same facts always give the same findings. */
export function judgeFacts(facts: DoctorFacts): Finding[] {
  return Object.values(CHECKS).flatMap((check) => check(facts));
}

/**
 * Looks at every configured device and at what it needs of this machine. `cure`: does by itself what is harmless, which is
 * opening a silent reader's port anew, and looks again. `views`: see `gatherFacts`.
 */
export async function examineDevices(
  ports: DoctorPorts,
  devices: readonly DeviceConfig[],
  options: { cure: boolean; views?: readonly DeviceView[] },
): Promise<Diagnosis> {
  const facts = await gatherFacts(ports, devices, options.views);
  const findings = judgeFacts(facts);
  const curable = findings.flatMap(({ cure, device }) =>
    cure?.kind === 'automatic' && device !== null ? [device] : [],
  );
  if (!options.cure || curable.length === 0) return { facts, findings, cured: [] };
  const after = await gatherFacts(ports, devices, options.views);
  const left = judgeFacts(after);
  const stillIll = (id: string) =>
    left.some(({ cure, device }) => cure?.kind === 'automatic' && device === id);
  return { facts: after, findings: left, cured: curable.filter((id) => !stillIll(id)) };
}

/** How to bring scanners out of keyboard mode, those of makers that are plugged in first. Opens nothing. */
export async function scannerSetups(
  ports: Pick<DoctorPorts, 'host' | 'serial' | 'hid'>,
  pictures: SetupPictures = new Map(),
): Promise<ScannerSetupView[]> {
  const usbDevices = await ports.host.usbDevices();
  if (usbDevices)
    return setupViews(typingScanners({ usbDevices, hidDevices: null, serialPorts: [] }), pictures);
  const [hid, serial] = await Promise.all([ports.hid?.list(), ports.serial.list()]);
  const hidDevices = hid?.ok ? hid.value : null;
  return setupViews(
    typingScanners({ usbDevices, hidDevices, serialPorts: serial.ok ? serial.value : [] }),
    pictures,
  );
}

/** `fault` before `unknown` before `fine`. */
export function overallVerdict(findings: readonly Finding[]): Finding['verdict'] {
  if (findings.some(({ verdict }) => verdict === 'fault')) return 'fault';
  return findings.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'fine';
}
