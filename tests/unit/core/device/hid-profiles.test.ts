import { describe, expect, it } from 'vitest';
import { describeHidDevices } from '../../../../main/core/device';
import { ScriptedHid } from './scripted-hid';

const seen = (...devices: ScriptedHid[]) =>
  describeHidDevices(devices.flatMap((device) => device.list())).map(
    ({ path, supported, driver, profile, reason }) => ({ path, supported, driver, profile, reason }),
  );
const no = { supported: false, driver: '', profile: '' };

describe('the list of HID devices', () => {
  it('names driver and profile of those that are supported', () => {
    expect(
      seen(
        new ScriptedHid('/dev/hidraw0', [{}]),
        new ScriptedHid('/dev/hidraw1', [{ vendorId: 0x1eab }]),
        new ScriptedHid('/dev/hidraw2', [{ vendorId: 0x4321 }]),
        new ScriptedHid('/dev/hidraw3', [
          { vendorId: 0x0425, productId: 0x8159, usagePage: 0xff00, usage: 1 },
        ]),
      ).map(({ driver, profile }) => [driver, profile]),
    ).toEqual([
      ['qr-hid', 'honeywell-pos'],
      ['qr-hid', 'newland-pos'],
      ['qr-hid', 'any-pos'],
      ['id-card-hid', 'routon-reader'],
    ]);
  });

  it('shows a maker’s device in keyboard mode and an unknown point-of-sale device as not supported', () => {
    expect(
      seen(
        new ScriptedHid('/dev/hidraw0', [{ usagePage: 1, usage: 6 }]),
        new ScriptedHid('/dev/hidraw1', [{ vendorId: 0x4321, usage: 0x20 }]),
        new ScriptedHid('/dev/hidraw2', [{ usagePage: null, usage: null }]),
      ),
    ).toEqual([
      { path: '/dev/hidraw0', ...no, reason: 'keyboard' },
      { path: '/dev/hidraw1', ...no, reason: 'no-profile' },
      { path: '/dev/hidraw2', ...no, reason: 'no-profile' },
    ]);
  });

  it('leaves out mice and keyboards of others, and shows a path with several collections once', () => {
    expect(
      seen(
        new ScriptedHid('/dev/hidraw0', [{ vendorId: 0x046d, usagePage: 1, usage: 6 }]),
        new ScriptedHid('/dev/hidraw1', [{ vendorId: 0x046d, usagePage: 1, usage: 2 }]),
        new ScriptedHid('/dev/hidraw2', [{ usagePage: 0xff00, usage: 1 }, {}]),
      ),
    ).toEqual([
      { path: '/dev/hidraw2', supported: true, driver: 'qr-hid', profile: 'honeywell-pos', reason: '' },
    ]);
  });
});
