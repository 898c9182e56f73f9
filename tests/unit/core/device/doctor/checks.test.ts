import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../../main/contract/failures/failure';
import type { DeviceView } from '../../../../../main/contract/flow/device';
import type { HidDeviceFact, HidDriver, HidLine } from '../../../../../main/contract/ports/hid';
import type { UsbDeviceFact } from '../../../../../main/contract/ports/host';
import type { SerialDriver } from '../../../../../main/contract/ports/serial';
import {
  CAUSE_WORDS,
  CHECK_NAMES,
  CHECK_WORDS,
  CURE_WORDS,
  examineDevices,
  type Finding,
  findingLines,
  judgeFacts,
  overallVerdict,
} from '../../../../../main/core/device';
import { ScriptedPort, scriptedSerial } from '../scripted-serial';
import { ADAPTER, GOOD_NODE, type Machine, machine, NO_NODE, noPorts, READER, SCANNER } from './machine';

/** Everything that is not fine, as `check: cause`. */
const troubles = (findings: readonly Finding[]) =>
  findings.filter(({ verdict }) => verdict !== 'fine').map(({ check, cause }) => `${check}: ${cause}`);

async function examine(what: Machine, serial = answering(), devices = [READER] as const) {
  return examineDevices(machine(what, serial), devices, { cure: false });
}

function answering(prepare: (port: ScriptedPort) => void = () => {}): SerialDriver {
  const port = new ScriptedPort();
  prepare(port);
  return scriptedSerial({ '/dev/ttyUSB0': port });
}

/** A reader that understands one speed only. */
function answeringAt(baud: number): SerialDriver {
  const right = answering();
  const wrong = answering((port) => port.faults({ silent: true }));
  return { list: right.list, open: (how) => (how.baud === baud ? right : wrong).open(how) };
}

const refusing = (code: Parameters<typeof fail>[0]): SerialDriver => ({
  list: async () => ok([]),
  open: async () => fail(code),
});

const POS: HidDeviceFact = {
  path: 'hid#1',
  vendorId: 0x0c2e,
  productId: 0x0b61,
  usagePage: 0x8c,
  usage: 2,
  serialNumber: '',
  manufacturer: '',
  product: 'Scanner',
  interface: 0,
  release: 1,
};

const idleHidLine: HidLine = {
  reportLengths: null,
  onReport: () => undefined,
  write: async () => ok(undefined),
  sendFeature: async () => ok(undefined),
  onClosed: () => undefined,
  close: async () => undefined,
};

function scannerWith(usages: string[], nodes: string[]): UsbDeviceFact {
  return {
    ...ADAPTER,
    place: '1-3',
    vendorId: '0c2e',
    productId: '0b61',
    product: 'Scanner',
    interfaces: [{ interfaceClass: '03', driver: 'usbhid', nodes, usages }],
  };
}

const SAM_ID = '05.01-20260105-0000000001-0000000001';

describe('the doctor', () => {
  it('finds nothing wrong with a reader that answers', async () => {
    const { findings, facts } = await examine({});
    expect(troubles(findings)).toEqual([]);
    expect(overallVerdict(findings)).toBe('fine');
    expect(facts.devices[0]).toMatchObject({
      usbPlace: '1-2',
      probe: { kind: 'answered', baud: 115_200, status: 0x90, samId: SAM_ID },
    });
    expect(findings.find(({ check }) => check === 'no-sam')?.details).toEqual({ samId: SAM_ID });
  });

  it.each<[string, Machine, SerialDriver, string[]]>([
    [
      'a port that is not there',
      { node: NO_NODE },
      refusing('DEVICE_PORT_MISSING'),
      ['port-missing: nothing-there'],
    ],
    [
      'a port that is a file',
      { node: { ...GOOD_NODE, kind: 'file' } },
      refusing('DEVICE_PORT_NOT_SERIAL'),
      ['port-missing: not-a-device'],
    ],
    [
      'a port this account may not use',
      { node: { ...GOOD_NODE, inGroup: false, readable: false, writable: false } },
      refusing('DEVICE_PORT_FORBIDDEN'),
      ['port-forbidden: no-permission', 'reader-silent: could-not-ask'],
    ],
    [
      'brltty on the port',
      { holders: [{ pid: 7, program: 'brltty' }], programs: ['brltty'] },
      noPorts,
      ['port-held-by-brltty: held-by-brltty', 'reader-silent: could-not-ask'],
    ],
    [
      'ModemManager on the port',
      { holders: [{ pid: 7, program: 'ModemManager' }] },
      noPorts,
      ['port-held-by-modemmanager: held-by-modemmanager', 'reader-silent: could-not-ask'],
    ],
    [
      'a busy port whose holder another account hides while ModemManager runs',
      { complete: false, programs: ['ModemManager'] },
      refusing('DEVICE_PORT_BUSY'),
      [
        'port-held-by-modemmanager: perhaps-modemmanager',
        'port-held-by-other: held-by-unknown',
        'reader-silent: could-not-ask',
      ],
    ],
    [
      'another program on the port',
      { holders: [{ pid: 7, program: 'minicom' }] },
      noPorts,
      ['port-held-by-other: held-by-program', 'reader-silent: could-not-ask'],
    ],
    ['a reader at another speed', {}, answeringAt(9_600), ['wrong-baud: answers-at-other-baud']],
    [
      'a reader whose security module failed its test',
      {},
      answering((port) => port.faults({ sam: 'self-test-failed' })),
      ['no-sam: sam-refuses'],
    ],
    [
      'a reader whose security module is not authorised',
      {},
      answering((port) => port.faults({ sam: 'not-authorised' })),
      ['no-sam: sam-refuses'],
    ],
    [
      'a reader without power',
      {},
      answering((port) => port.faults({ silent: true })),
      ['reader-silent: no-answer'],
    ],
    [
      'two adapters that say the same of themselves',
      { usb: [ADAPTER, { ...ADAPTER, place: '1-4' }] },
      answering(),
      ['twin-devices: same-identity'],
    ],
    [
      'a scanner that types',
      { usb: [scannerWith(['0001:0006'], ['/dev/hidraw0'])] },
      answering(),
      ['keyboard-mode-scanner: types-like-a-keyboard'],
    ],
    [
      'an adapter without a driver',
      { usb: [{ ...ADAPTER, interfaces: [{ interfaceClass: 'ff', driver: '', nodes: [], usages: [] }] }] },
      answering(),
      ['driver-missing: no-driver'],
    ],
    [
      'an adapter that brltty has taken from its driver',
      {
        programs: ['brltty'],
        usb: [{ ...ADAPTER, interfaces: [{ interfaceClass: 'ff', driver: 'usbfs', nodes: [], usages: [] }] }],
      },
      answering(),
      ['port-held-by-brltty: taken-by-brltty'],
    ],
    ['rules that are not installed', { rules: null }, answering(), ['udev-rule-missing: no-rules']],
    ['rules of another version', { rules: '# old\n' }, answering(), ['udev-rule-missing: old-rules']],
    ['no udevadm', { missing: ['udevadm'] }, answering(), ['udevadm-missing: no-udevadm']],
    ['no libusb', { missing: ['libusb-1.0.so.0'] }, answering(), ['libusb-missing: no-libusb']],
  ])('names %s', async (_, what, serial, expected) => {
    const { findings } = await examine(what, serial);
    expect(troubles(findings)).toEqual(expected);
    for (const finding of findings) {
      const lines = findingLines(finding, '读卡器');
      expect(lines.join('')).toMatch(/[\u4e00-\u9fff]/);
      expect(lines.join('')).not.toMatch(/undefined|[!！]/);
      expect(finding.verdict === 'fine' || finding.cure !== null).toBe(true);
    }
  });

  it('gives fault before doubt, and doubt where nothing is sure', async () => {
    expect(overallVerdict((await examine({ rules: null })).findings)).toBe('fault');
    const odd = (await examine({})).facts;
    const [device] = odd.devices;
    if (!device) throw new Error('no device');
    const facts = {
      ...odd,
      devices: [
        { ...device, probe: { kind: 'answered', baud: 115_200, status: 0x24, samId: null } as const },
      ],
    };
    expect(troubles(judgeFacts(facts))).toEqual(['no-sam: sam-status-unknown']);
    expect(overallVerdict(judgeFacts(facts))).toBe('unknown');
  });

  it('judges scanners by what they show: HID-POS and a port of their own are fine', async () => {
    for (const usb of [
      scannerWith(['0001:0006', '008c:0002'], ['/dev/hidraw0', '/dev/hidraw1']),
      scannerWith(['0001:0006'], ['/dev/hidraw0', '/dev/ttyACM0']),
    ])
      expect(troubles((await examine({ usb: [usb] })).findings)).toEqual([]);
  });

  it.each<[string, Partial<HidDeviceFact>, HidDriver['open'], string[]]>([
    ['works', {}, async () => ok(idleHidLine), []],
    ['is not plugged in', { vendorId: 1 }, async () => fail('DEVICE_LOST'), ['port-missing: nothing-there']],
    [
      'this account may not open',
      {},
      async () => fail('DEVICE_PORT_FORBIDDEN'),
      ['port-forbidden: no-permission'],
    ],
    [
      'types like a keyboard',
      { usagePage: 1, usage: 6 },
      async () => ok(idleHidLine),
      ['keyboard-mode-scanner: types-like-a-keyboard', 'keyboard-mode-scanner: not-supported'],
    ],
  ])('judges a HID scanner that %s, without the kernel’s files as well', async (_, fact, open, expected) => {
    const hid: HidDriver = { list: async () => ok([{ ...POS, ...fact }]), open };
    const device = { id: 'pos', driver: 'qr-hid', port: '0c2e:0b61', label: '扫码器' } as const;
    const ports = machine({ hid, usb: null, platform: 'win32' }, noPorts);
    const { findings } = await examineDevices(ports, [device], { cure: false });
    expect(troubles(findings)).toEqual(expected);
  });

  it('gives the steps of the scanner’s maker, and says that they were not tried', async () => {
    const { findings } = await examine({ usb: [scannerWith(['0001:0006'], [])] });
    const [cure] = findings.flatMap((finding) => (finding.cure?.kind === 'scan-code' ? [finding.cure] : []));
    expect(cure).toMatchObject({ maker: 'Honeywell', certain: false });
    expect(cure?.steps.length).toBeGreaterThan(2);
  });

  it('asks a scanner nothing, and does not miss an answer', async () => {
    const port = new ScriptedPort();
    const serial = scriptedSerial({ '/dev/ttyACM0': port });
    const { findings, facts } = await examineDevices(machine({}, serial), [SCANNER], { cure: false });
    expect(troubles(findings)).toEqual([]);
    expect(facts.devices[0]?.probe).toEqual({ kind: 'opened' });
    expect(port.open).toBe(0);
  });

  it('does not clear anybody of holding a port that it can neither open nor look into', async () => {
    const node = { ...GOOD_NODE, readable: false, writable: false };
    const checksOf = async (complete: boolean) =>
      (await examine({ node, complete }, refusing('DEVICE_PORT_FORBIDDEN'))).findings.map(
        ({ check }) => check,
      );
    expect((await checksOf(true)).filter((check) => check.startsWith('port-held'))).toHaveLength(3);
    expect((await checksOf(false)).filter((check) => check.startsWith('port-held'))).toEqual([]);
  });

  it('closes every port it opened', async () => {
    const port = new ScriptedPort();
    port.faults({ silent: true });
    await examine({}, scriptedSerial({ '/dev/ttyUSB0': port }));
    expect(port.opened).toBeGreaterThan(4);
    expect(port.open).toBe(0);
  });

  it('does not disturb a device that works in the running workstation', async () => {
    const shown = { failure: null, lastFrameAt: null, identity: null, canTrigger: false };
    const view = { ...READER, ...shown, state: 'busy' } satisfies DeviceView;
    const { findings } = await examineDevices(machine({}, noPorts), [READER], { cure: false, views: [view] });
    expect(troubles(findings)).toEqual([]);
  });

  it('opens a silent reader anew only when it is to cure, and says so when that helped', async () => {
    const wakesLate = () => {
      const port = new ScriptedPort();
      port.faults({ silent: true });
      const serial = scriptedSerial({ '/dev/ttyUSB0': port });
      let opened = 0;
      const open: SerialDriver['open'] = (how) => {
        opened += 1;
        if (opened > 6) port.faults({});
        return serial.open(how);
      };
      return { ...serial, open };
    };
    const left = await examine({}, wakesLate());
    expect(left.cured).toEqual([]);
    expect(troubles(left.findings)).toEqual(['reader-silent: no-answer']);
    const cured = await examineDevices(machine({}, wakesLate()), [READER], { cure: true });
    expect(cured.cured).toEqual(['reader']);
    expect(troubles(cured.findings)).toEqual([]);
  });

  it('asks for no udev where no USB device is concerned', async () => {
    const bare: Machine = { usb: null, rules: null, missing: ['udevadm', 'libusb-1.0.so.0'] };
    const pty = { ...GOOD_NODE, realPath: '/dev/pts/3' };
    expect(troubles((await examine({ ...bare, node: pty })).findings)).toEqual([]);
    expect(troubles((await examine({ ...bare, platform: 'win32' })).findings)).toEqual([]);
  });

  it('has words for every check, cause and cure', () => {
    for (const words of [CHECK_WORDS, CAUSE_WORDS, CURE_WORDS])
      for (const text of Object.values(words)) expect(text).toMatch(/^[^!！。]*[\u4e00-\u9fff][^!！。]*$/);
    expect(Object.keys(CHECK_WORDS).sort()).toEqual([...CHECK_NAMES].sort());
  });
});
