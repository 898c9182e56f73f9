import type { UsbDeviceFact } from '../../../../contract/ports/host';
import { type Check, fine, trouble } from '../finding';
import { knownUsb } from '../known-usb';

/** Two devices that say the same of themselves: which is which shows only in the socket they are plugged into. */
export const twinDevices: Check = ({ usbDevices }) => {
  const ours = (usbDevices ?? []).filter((device) => knownUsb(device) !== null);
  if (ours.length === 0) return [];
  const identity = ({ vendorId, productId, serialNumber }: UsbDeviceFact) =>
    `${vendorId}:${productId}:${serialNumber}`;
  const twins = [...Map.groupBy(ours, identity).values()].filter(({ length }) => length > 1);
  if (twins.length === 0) return [fine('twin-devices', null)];
  return twins.map((same) =>
    trouble('twin-devices', null, {
      cause: 'same-identity',
      cure: { kind: 'manual', code: 'bind-by-place' },
      details: {
        usb: same.map(({ place }) => place).join(' '),
        identity: `${same[0]?.vendorId}:${same[0]?.productId}`,
        ports: same.flatMap(({ interfaces }) => interfaces.flatMap(({ nodes }) => nodes)).join(' '),
      },
    }),
  );
};
