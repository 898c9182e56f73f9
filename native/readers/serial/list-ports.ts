import { readdir } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { SerialPortFact } from '../../../main/contract/ports/serial';
import { within } from '../../deadline';

/** Listing runs a system program (`udevadm` on Linux), which may hang as well as be missing. */
const LIST_LIMIT_MS = 5_000;

/**
 * Nodes of plug-in serial adapters. serialport knows only some of the names: those of WCH's own driver
 * (ttyCH343USB0) it leaves out, and without `udevadm` (a fresh Debian) it lists nothing at all.
 */
const PLUGGABLE = /^(tty(ACM|AMA|CH\d+USB|USB|WCHUSB|XRUSB)|rfcomm)\d+$/;

/** What is plugged in, by path. Never fails: a port missing here can still be set by hand. */
export async function listPorts(): Promise<SerialPortFact[]> {
  const asked = await within(LIST_LIMIT_MS, async () => await SerialPort.list());
  const known = asked.kind === 'done' ? asked.value.map(portFact) : [];
  const paths = new Set(known.map((port) => port.path));
  const unknown = (await pluggableNodes()).filter((path) => !paths.has(path));
  return [...known, ...unknown.map((path) => portFact({ path }))].sort((a, b) =>
    a.path.localeCompare(b.path),
  );
}

async function pluggableNodes(): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const nodes = await readdir('/dev').catch(() => []);
  return nodes.filter((name) => PLUGGABLE.test(name)).map((name) => `/dev/${name}`);
}

function portFact(
  port: { path: string } & Partial<Record<keyof SerialPortFact, string | undefined>>,
): SerialPortFact {
  return {
    path: port.path,
    manufacturer: port.manufacturer ?? '',
    serialNumber: port.serialNumber ?? '',
    vendorId: port.vendorId ?? '',
    productId: port.productId ?? '',
  };
}
