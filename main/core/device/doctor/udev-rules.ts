import { KNOWN_USB } from './known-usb';

/** Before 73-seat-late.rules, which acts on the `uaccess` tag, and before brltty's (85 or 90). */
export const RULES_FILE = '70-mianzheng-window.rules';

/** Adapters that brltty takes for a braille display; it knows them by `ENV{PRODUCT}` (85-brltty.rules, 90-brltty-*.rules). */
const TAKEN_BY_BRLTTY = [{ vendorId: '1a86', productId: '7523' }] as const;

/**
 * The rules file, complete. The person at the seat may use the devices (`uaccess`), and so may accounts of a group where
 * nobody is logged in at a seat; ModemManager and brltty leave them alone; each port has a second name by the socket it is
 * plugged into, `/dev/mianzheng/…`, which tells twins apart.
 */
export function udevRules(): string {
  return [
    `# ${RULES_FILE}: made by "hall doctor udev-rules" from the device data of the workstation; do not edit.`,
    'ACTION=="remove", GOTO="mianzheng_end"',
    '',
    '# Serial adapters: no modem, and not a braille display',
    ...KNOWN_USB.filter(({ role }) => role === 'serial-adapter').flatMap(serialPort),
    ...TAKEN_BY_BRLTTY.map(hiddenFromBrltty),
    '',
    '# Scanners: HID-POS reports, or a serial port of their own',
    ...KNOWN_USB.filter(({ role }) => role === 'scanner').flatMap((known) => [
      hidraw(known),
      ...serialPort(known),
    ]),
    '',
    '# ID-card readers: HID reports, or the bulk pipes of the device itself',
    ...KNOWN_USB.filter(({ role }) => role === 'id-card-reader').flatMap((known) => [
      hidraw(known),
      line(['SUBSYSTEM=="usb"', 'ENV{DEVTYPE}=="usb_device"', ...own(known), ...grant('plugdev')]),
    ]),
    '',
    'LABEL="mianzheng_end"',
    '',
  ].join('\n');
}

interface Which {
  readonly vendorId: string;
  readonly productId: string | null;
}

/** An adapter, or a scanner set to USB-COM: ModemManager tries both. */
function serialPort(which: Which): string[] {
  return [
    line(['SUBSYSTEM=="usb"', 'ENV{DEVTYPE}=="usb_device"', ...own(which), 'ENV{ID_MM_DEVICE_IGNORE}="1"']),
    line([
      'SUBSYSTEM=="tty"',
      ...parent(which),
      'ENV{ID_MM_DEVICE_IGNORE}="1"',
      'ENV{ID_MM_PORT_IGNORE}="1"',
      ...grant('dialout'),
    ]),
    // ID_PATH_TAG comes from 60-serial.rules.
    line([
      'SUBSYSTEM=="tty"',
      ...parent(which),
      'ENV{ID_PATH_TAG}=="?*"',
      'SYMLINK+="mianzheng/serial-$env{ID_PATH_TAG}"',
    ]),
  ];
}

function hidraw(which: Which): string {
  return line(['KERNEL=="hidraw*"', 'SUBSYSTEM=="hidraw"', ...parent(which), ...grant('plugdev')]);
}

function hiddenFromBrltty(which: Which): string {
  const changed = 'ENV{PRODUCT}="not-braille/$env{PRODUCT}"';
  return line(['SUBSYSTEM=="usb"', 'ENV{DEVTYPE}=="usb_device"', ...own(which), changed]);
}

function grant(group: string): string[] {
  return ['TAG+="uaccess"', `GROUP="${group}"`, 'MODE="0660"'];
}

function own({ vendorId, productId }: Which): string[] {
  return match('ATTR', vendorId, productId);
}

function parent({ vendorId, productId }: Which): string[] {
  return match('ATTRS', vendorId, productId);
}

function match(key: string, vendorId: string, productId: string | null): string[] {
  const vendor = `${key}{idVendor}=="${vendorId}"`;
  return productId === null ? [vendor] : [vendor, `${key}{idProduct}=="${productId}"`];
}

function line(parts: readonly string[]): string {
  return parts.join(', ');
}
