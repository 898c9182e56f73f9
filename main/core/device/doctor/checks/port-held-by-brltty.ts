import { type Check, fine, trouble } from '../finding';
import { canBeHeld, holderNamed } from './port-held';

const STOP = 'sudo systemctl mask --now brltty.service brltty-udev.service';

/** brltty takes a CH340 for a braille display: holds its port, or takes the device from its driver so that the port vanishes. */
export const portHeldByBrltty: Check = ({ devices, usbDevices, programs }) => {
  const held = devices.filter(canBeHeld).map((device) => {
    const holder = holderNamed(device, 'brltty');
    if (!holder) return fine('port-held-by-brltty', device.id);
    return trouble('port-held-by-brltty', device.id, {
      cause: 'held-by-brltty',
      cure: { kind: 'command', code: 'stop-brltty', command: STOP },
      details: { pid: holder.pid },
    });
  });
  const taken = (usbDevices ?? []).filter(
    ({ vendorId, productId, interfaces }) =>
      vendorId === '1a86' &&
      productId === '7523' &&
      interfaces.some(({ driver, nodes }) => nodes.length === 0 && driver !== 'ch341') &&
      programs.includes('brltty'),
  );
  return [
    ...held,
    ...taken.map(({ place }) =>
      trouble('port-held-by-brltty', null, {
        cause: 'taken-by-brltty',
        cure: { kind: 'command', code: 'stop-brltty', command: STOP },
        details: { usb: place },
      }),
    ),
  ];
};
