import { describe, expect, it } from 'vitest';
import { ok } from '../../../../../main/contract/failures/failure';
import type { HidDeviceFact, HidDriver } from '../../../../../main/contract/ports/hid';
import type { UsbDeviceFact } from '../../../../../main/contract/ports/host';
import { scannerSetups } from '../../../../../main/core/device';
import { type Machine, machine, noPorts } from './machine';

const TYPES = '0001:0006';
const POS = '008c:0002';

function usbScanner(vendorId: string, product: string, usages: string[]): UsbDeviceFact {
  const about = { place: '1-3', productId: '0b61', serialNumber: '', manufacturer: '' };
  const nodes = ['/dev/hidraw0'];
  return {
    ...about,
    vendorId,
    product,
    interfaces: [{ interfaceClass: '03', driver: 'usbhid', nodes, usages }],
  };
}

const setups = (what: Machine) => scannerSetups(machine(what, noPorts));

describe('how to bring scanners out of keyboard mode', () => {
  it('is told for each known maker and for all others, each with steps, none as certain', async () => {
    const all = await setups({ usb: [] });
    expect(all.map(({ maker }) => maker)).toEqual(['Honeywell', '新大陆', 'Zebra', '']);
    for (const { steps, plugged, certain } of all) {
      expect(steps.length).toBeGreaterThan(1);
      expect([plugged, certain]).toEqual([null, false]);
    }
  });

  it('begins with the maker of a scanner that is plugged in and types', async () => {
    const all = await setups({ usb: [usbScanner('1eab', 'HR52', [TYPES])] });
    expect(all.map(({ maker }) => maker)).toEqual(['新大陆', 'Honeywell', 'Zebra', '']);
    expect(all[0]?.plugged).toEqual({ product: 'HR52' });
  });

  it('shows the pictures that the hall keeps for a maker, and those for others where there is no maker', async () => {
    const kept = new Map([
      ['1eab', ['data:image/png;base64,AAAA', 'data:image/png;base64,BBBB']],
      ['other', ['data:image/jpeg;base64,CCCC']],
    ]);
    const all = await scannerSetups(machine({ usb: [] }, noPorts), kept);
    expect(all.map(({ pictures }) => pictures.length)).toEqual([0, 2, 0, 1]);
  });

  it.each([
    ['a scanner in HID-POS mode', usbScanner('1eab', 'HR52', [TYPES, POS])],
    ['the clerk’s own keyboard', usbScanner('046d', 'K120', [TYPES])],
  ])('takes no notice of %s', async (_what, device) => {
    const all = await setups({ usb: [device] });
    expect(all.map(({ plugged }) => plugged)).toEqual([null, null, null, null]);
  });

  it('knows a scanner that types from the list of HID devices where the kernel shows nothing', async () => {
    const fact = { vendorId: 0x05e0, productId: 0x1200, usagePage: 1, usage: 6, product: 'Symbol' };
    const hid: HidDriver = {
      list: async () => ok([fact as HidDeviceFact]),
      open: () => Promise.reject(new Error('must not be opened')),
    };
    const all = await setups({ hid, usb: null, platform: 'win32' });
    expect(all[0]).toMatchObject({ maker: 'Zebra', plugged: { product: 'Symbol' } });
  });
});
