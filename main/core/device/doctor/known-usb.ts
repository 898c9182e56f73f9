/** USB devices a hall is likely to own: what udev rules are written for and what the doctor recognises. */
import { HID_ID_CARD_PROFILES } from '../profiles/hid-id-card';
import { HID_QR_PROFILES } from '../profiles/hid-qr';

interface KnownUsb {
  /** Four lower-case hexadecimal digits. */
  readonly vendorId: string;
  /** Null: every product of this maker that appears as a device of this role. */
  readonly productId: string | null;
  readonly role: 'serial-adapter' | 'scanner' | 'id-card-reader';
  /** Kernel module that makes it a port; null where none of its own is needed. */
  readonly module: string | null;
}

/** Adapters as the Linux drivers' own tables name them; what hangs on one is not to be seen from outside. */
const ADAPTERS: readonly KnownUsb[] = [
  adapter('1a86', '7523', 'ch341'),
  adapter('1a86', '5523', 'ch341'),
  adapter('0403', '6001', 'ftdi_sio'),
  adapter('10c4', 'ea60', 'cp210x'),
  adapter('067b', '2303', 'pl2303'),
];

/** Adapters, and each maker or product that a profile is for, once. */
export const KNOWN_USB: readonly KnownUsb[] = [
  ...ADAPTERS,
  ...[...HID_QR_PROFILES, ...HID_ID_CARD_PROFILES]
    .flatMap(({ vendorId, productId, driver }): KnownUsb[] =>
      vendorId === null
        ? []
        : [
            {
              vendorId: usbId(vendorId),
              productId: productId === null ? null : usbId(productId),
              role: driver === 'qr-hid' ? 'scanner' : 'id-card-reader',
              module: null,
            },
          ],
    )
    .filter(
      ({ vendorId, productId }, at, all) =>
        all.findIndex((other) => other.vendorId === vendorId && other.productId === productId) === at,
    ),
];

/** The entry for a device; one that names the product goes before one for the maker. */
export function knownUsb(device: { vendorId: string; productId: string }): KnownUsb | null {
  const ofMaker = KNOWN_USB.filter(({ vendorId }) => vendorId === device.vendorId);
  return (
    ofMaker.find(({ productId }) => productId === device.productId) ??
    ofMaker.find(({ productId }) => productId === null) ??
    null
  );
}

export function usbId(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function adapter(vendorId: string, productId: string, module: string): KnownUsb {
  return { vendorId, productId, role: 'serial-adapter', module };
}
