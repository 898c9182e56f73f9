import { needsSystemFiles } from '../facts';
import { type Check, fine, trouble } from '../finding';

/** Serial ports are listed through it; without it a port shows without its maker and identifiers. */
export const udevadmMissing: Check = (facts) => {
  if (facts.udevadm || !needsSystemFiles(facts)) return [fine('udevadm-missing', null)];
  return [
    trouble('udevadm-missing', null, {
      cause: 'no-udevadm',
      cure: { kind: 'command', code: 'install-udev', command: 'sudo apt-get install udev' },
    }),
  ];
};
