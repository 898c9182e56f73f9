import { type Check, fine, trouble } from '../finding';
import { knownUsb } from '../known-usb';

/** A serial adapter that is plugged in, with no kernel driver bound and so without a port. */
export const driverMissing: Check = ({ usbDevices, programs }) =>
  (usbDevices ?? []).flatMap((device) => {
    const known = knownUsb(device);
    if (known?.role !== 'serial-adapter' || known.module === null) return [];
    if (device.interfaces.some(({ nodes }) => nodes.length > 0)) return [fine('driver-missing', null)];
    // That it has none is brltty's doing then, and its check says so.
    if (known.module === 'ch341' && programs.includes('brltty')) return [];
    return [
      trouble('driver-missing', null, {
        cause: 'no-driver',
        cure: { kind: 'command', code: 'load-module', command: `sudo modprobe ${known.module}` },
        details: {
          usb: device.place,
          identity: `${device.vendorId}:${device.productId}`,
          module: known.module,
        },
      }),
    ];
  });
