import { needsSystemFiles } from '../facts';
import { type Check, fine, trouble } from '../finding';

export const libusbMissing: Check = (facts) => {
  const loads = facts.hidDevices !== 'DEVICE_DRIVER_MISSING';
  if ((facts.libusb && loads) || !needsSystemFiles(facts)) return [fine('libusb-missing', null)];
  return [
    trouble('libusb-missing', null, {
      cause: 'no-libusb',
      cure: {
        kind: 'command',
        code: 'install-libusb',
        command: 'sudo apt-get install libusb-1.0-0 libudev1',
      },
    }),
  ];
};
