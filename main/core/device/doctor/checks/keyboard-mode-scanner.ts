import type { DoctorFacts } from '../facts';
import { type Check, type Finding, fine, trouble } from '../finding';
import { knownUsb, usbId } from '../known-usb';
import { setupFor } from '../scanner-setup';

/** Generic Desktop, Keyboard. */
const KEYBOARD = '0001:0006';
/** Bar Code Scanner, Bar Code Scanner: HID-POS. */
const SCANNER = '008c:0002';

/** What is seen of USB devices. */
type Bus = Pick<DoctorFacts, 'usbDevices' | 'hidDevices' | 'serialPorts'>;

interface Seen {
  readonly vendorId: string;
  readonly productId: string;
  readonly product: string;
  readonly usages: readonly string[];
  readonly hasPort: boolean;
}

/** A scanner that types cannot be told from the clerk, and an input method spoils what it types. */
export const keyboardModeScanner: Check = (facts) => {
  const scanners = seenScanners(facts);
  const unsupported = facts.devices.filter(
    ({ driver, probe }) =>
      driver === 'qr-hid' && probe.kind === 'refused' && probe.failure === 'DEVICE_UNSUPPORTED',
  );
  return [
    ...scanners.map((device) =>
      typesOnly(device)
        ? toBeSetUp(null, 'types-like-a-keyboard', device)
        : fine('keyboard-mode-scanner', null),
    ),
    ...unsupported.map(({ id }) => toBeSetUp(id, 'not-supported', null)),
  ];
};

function toBeSetUp(
  device: string | null,
  cause: 'types-like-a-keyboard' | 'not-supported',
  seen: Seen | null,
): Finding {
  const { maker, steps, certain } = setupFor(seen?.vendorId ?? '');
  return trouble('keyboard-mode-scanner', device, {
    cause,
    cure: { kind: 'scan-code', code: 'scan-setup-code', maker, steps, certain },
    details: seen ? { identity: `${seen.vendorId}:${seen.productId}`, product: seen.product } : {},
  });
}

/** Scanners of known makers that type like a keyboard and do nothing else. */
export function typingScanners(bus: Bus): Seen[] {
  return seenScanners(bus).filter(typesOnly);
}

function seenScanners(bus: Bus): Seen[] {
  return seenDevices(bus).filter((device) => knownUsb(device)?.role === 'scanner');
}

function typesOnly({ usages, hasPort }: Seen): boolean {
  return usages.includes(KEYBOARD) && !usages.includes(SCANNER) && !hasPort;
}

/** From the kernel's own files; elsewhere from the list of HID devices, one per maker and product. */
function seenDevices({ usbDevices, hidDevices, serialPorts }: Bus): Seen[] {
  if (usbDevices)
    return usbDevices.map(({ vendorId, productId, product, interfaces }) => ({
      vendorId,
      productId,
      product,
      usages: interfaces.flatMap(({ usages }) => usages),
      hasPort: interfaces.some(({ nodes }) => nodes.some((node) => node.startsWith('/dev/tty'))),
    }));
  const listed = Array.isArray(hidDevices) ? hidDevices : [];
  const models = Map.groupBy(listed, ({ vendorId, productId }) => `${vendorId}:${productId}`);
  return [...models.values()].flatMap(([first, ...rest]) =>
    first
      ? [
          {
            vendorId: usbId(first.vendorId),
            productId: usbId(first.productId),
            product: first.product,
            usages: [first, ...rest].map(
              ({ usagePage, usage }) => `${usbId(usagePage ?? 0)}:${usbId(usage ?? 0)}`,
            ),
            hasPort: serialPorts.some(({ vendorId }) => vendorId.toLowerCase() === usbId(first.vendorId)),
          },
        ]
      : [],
  );
}
