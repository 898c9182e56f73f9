/**
 * hid: the USB HID driver behind the `HidDriver` port of the contract.
 * May import: contract, native/deadline, the `node-hid` package (nobody else does). Imported by: main/core/entry, for
 * its own process (see native/driver-process).
 */
import type { HIDAsync } from 'node-hid';
import { fail, ok, type Result } from '../../../main/contract/failures/failure';
import type { HidDeviceFact, HidDriver } from '../../../main/contract/ports/hid';
import { within } from '../../deadline';
import { hidFailure } from './failures';
import { hidLine } from './hid-line';
import { reportLengthsOf } from './report-lengths';

const LIST_LIMIT_MS = 5_000;
const OPEN_LIMIT_MS = 5_000;

/** The listing under way: whoever asks meanwhile gets the same one. */
let listing: Promise<Result<HidDeviceFact[]>> | null = null;

export const hidDriver: HidDriver = {
  list() {
    listing ??= listDevices().finally(() => {
      listing = null;
    });
    return listing;
  },

  async open(path) {
    if (path === '') return fail('DEVICE_PORT_MISSING', { port: path });
    const opened = await within(
      OPEN_LIMIT_MS,
      async () => (await loadNodeHid()).HIDAsync.open(path),
      (device) => void closeQuietly(device),
    );
    if (opened.kind === 'late') return fail('DEVICE_SILENT', { port: path });
    if (opened.kind === 'threw') return { ok: false, failure: hidFailure(path, opened.error) };
    return ok(hidLine(opened.value, path, await reportLengthsOf(path)));
  },
};

/** Loading it needs system libraries (libusb, libudev) that a fresh Debian lacks; so it is done where it can fail. */
async function loadNodeHid() {
  return await import('node-hid');
}

async function listDevices(): Promise<Result<HidDeviceFact[]>> {
  const asked = await within(LIST_LIMIT_MS, async () => await (await loadNodeHid()).devicesAsync());
  if (asked.kind === 'late') return fail('DEVICE_SILENT', { what: 'hid-list' });
  if (asked.kind === 'threw') return { ok: false, failure: hidFailure('', asked.error) };
  const facts = asked.value.flatMap((device) =>
    device.path === undefined || device.path === ''
      ? []
      : [
          {
            path: device.path,
            vendorId: device.vendorId,
            productId: device.productId,
            usagePage: device.usagePage ?? null,
            usage: device.usage ?? null,
            serialNumber: device.serialNumber ?? '',
            manufacturer: device.manufacturer ?? '',
            product: device.product ?? '',
            interface: device.interface,
            release: device.release,
          },
        ],
  );
  return ok(facts.sort((a, b) => a.path.localeCompare(b.path)));
}

async function closeQuietly(device: HIDAsync): Promise<void> {
  await device.close().catch(() => undefined);
}
