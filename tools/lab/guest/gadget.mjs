// A USB device made of two functions, a HID-POS scanner and a serial port, on the kernel's dummy host controller: what is
// plugged in here comes out at the other side as /dev/hidrawN and /dev/ttyACM0.
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { until } from './limits.mjs';
import { posDescriptor } from './pos-scanner.mjs';

const gadgetDir = '/sys/kernel/config/usb_gadget/lab';
const controller = 'dummy_udc.0';

/** A scanner of Newland's, by its vendor id; 64-byte reports with the id 2. */
export const gadget = {
  vendorId: '1eab',
  productId: '8203',
  serialNumber: 'LAB0001',
  /** The device's end of the serial port, and of the HID reports. */
  serialPath: '/dev/ttyGS0',
  hidPath: '/dev/hidg0',
};

export function makeGadget() {
  const write = (/** @type {string} */ name, /** @type {string | Uint8Array} */ value) => {
    const file = path.join(gadgetDir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, value);
  };
  mkdirSync(gadgetDir);
  write('idVendor', `0x${gadget.vendorId}`);
  write('idProduct', `0x${gadget.productId}`);
  write('bcdUSB', '0x0200');
  write('strings/0x409/manufacturer', 'Newland');
  write('strings/0x409/product', 'Lab scanner');
  write('strings/0x409/serialnumber', gadget.serialNumber);
  write('configs/c.1/strings/0x409/configuration', 'scanner');
  write('functions/hid.usb0/protocol', '0');
  write('functions/hid.usb0/subclass', '0');
  write('functions/hid.usb0/report_length', '64');
  write('functions/hid.usb0/report_desc', posDescriptor({ inputs: [2, 63], outputs: [4, 63] }));
  mkdirSync(path.join(gadgetDir, 'functions/acm.usb0'));
  for (const name of ['hid.usb0', 'acm.usb0'])
    symlinkSync(path.join(gadgetDir, 'functions', name), path.join(gadgetDir, 'configs/c.1', name));
}

/** Does nothing where it is plugged in. */
export function plug() {
  const controllerPath = path.join(gadgetDir, 'UDC');
  if (readFileSync(controllerPath, 'utf8').trim() === '') writeFileSync(controllerPath, controller);
}

export function unplug() {
  writeFileSync(path.join(gadgetDir, 'UDC'), '\n');
}

/** @param {readonly Uint8Array[]} reports */
export async function sendReports(reports) {
  const { O_RDWR, O_NONBLOCK } = constants;
  await until(gadget.hidPath, () => existsSync(gadget.hidPath));
  const node = openSync(gadget.hidPath, O_RDWR | O_NONBLOCK);
  try {
    for (const report of reports) {
      // The one before may not have been fetched by the host yet.
      await until('room for a report', () => hasTaken(node, report));
    }
  } finally {
    closeSync(node);
  }
}

/**
 * @param {number} node
 * @param {Uint8Array} report
 */
function hasTaken(node, report) {
  try {
    return writeSync(node, report) === report.length;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
    throw error;
  }
}
