import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { UsbDeviceFact, UsbInterfaceFact } from '../../main/contract/ports/host';
import { hidUsages } from './hid-usages';

/** The USB devices as the kernel shows them under /sys/bus/usb/devices: `1-2.3` a device, `1-2.3:1.0` its interface. */
export async function usbDevices(root: string): Promise<UsbDeviceFact[] | null> {
  const dir = join(root, 'sys/bus/usb/devices');
  const entries = await readdir(dir).catch(() => null);
  if (entries === null) return null;
  const places = entries.filter((name) => /^\d+-\d+(\.\d+)*$/.test(name)).sort();
  return Promise.all(places.map((place) => usbDevice(dir, place, entries)));
}

async function usbDevice(dir: string, place: string, entries: readonly string[]): Promise<UsbDeviceFact> {
  const attribute = (name: string) => textOf(join(dir, place, name));
  const interfaces = entries.filter((name) => name.startsWith(`${place}:`)).sort();
  return {
    place,
    vendorId: (await attribute('idVendor')).toLowerCase(),
    productId: (await attribute('idProduct')).toLowerCase(),
    serialNumber: await attribute('serial'),
    manufacturer: await attribute('manufacturer'),
    product: await attribute('product'),
    interfaces: await Promise.all(interfaces.map((name) => usbInterface(join(dir, name)))),
  };
}

async function usbInterface(dir: string): Promise<UsbInterfaceFact> {
  const hidDirs = (await names(dir)).filter((name) => /^[0-9A-F]{4}(:[0-9A-F]{4}){2}\.[0-9A-F]+$/.test(name));
  const descriptors = await Promise.all(
    hidDirs.map((name) => readFile(join(dir, name, 'report_descriptor')).catch(() => new Uint8Array(0))),
  );
  const hidNodes = await Promise.all(hidDirs.map((name) => names(join(dir, name, 'hidraw'))));
  // usb-serial puts ttyUSB0 into the interface's folder itself, cdc-acm ttyACM0 into `tty`.
  const ttys = [...(await names(dir)), ...(await names(join(dir, 'tty')))].filter((name) =>
    /^tty.*\d$/.test(name),
  );
  return {
    interfaceClass: (await textOf(join(dir, 'bInterfaceClass'))).toLowerCase(),
    driver: basename(await readlink(join(dir, 'driver')).catch(() => '')),
    nodes: [...new Set([...ttys, ...hidNodes.flat()])].map((name) => `/dev/${name}`),
    usages: descriptors.flatMap((descriptor) => hidUsages(descriptor)),
  };
}

async function names(dir: string): Promise<string[]> {
  return readdir(dir).catch(() => []);
}

async function textOf(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim();
}
