import type { Check, CheckName } from '../finding';
import { driverMissing } from './driver-missing';
import { keyboardModeScanner } from './keyboard-mode-scanner';
import { libusbMissing } from './libusb-missing';
import { noSam } from './no-sam';
import { portForbidden } from './port-forbidden';
import { portHeldByBrltty } from './port-held-by-brltty';
import { portHeldByModemManager } from './port-held-by-modemmanager';
import { portHeldByOther } from './port-held-by-other';
import { portMissing } from './port-missing';
import { readerSilent } from './reader-silent';
import { twinDevices } from './twin-devices';
import { udevRuleMissing } from './udev-rule-missing';
import { udevadmMissing } from './udevadm-missing';
import { wrongBaud } from './wrong-baud';

/** In the order in which a person would go about it: what is wrong further up explains what is wrong below. */
export const CHECKS: Record<CheckName, Check> = {
  'port-missing': portMissing,
  'driver-missing': driverMissing,
  'port-forbidden': portForbidden,
  'port-held-by-brltty': portHeldByBrltty,
  'port-held-by-modemmanager': portHeldByModemManager,
  'port-held-by-other': portHeldByOther,
  'reader-silent': readerSilent,
  'wrong-baud': wrongBaud,
  'no-sam': noSam,
  'twin-devices': twinDevices,
  'keyboard-mode-scanner': keyboardModeScanner,
  'udev-rule-missing': udevRuleMissing,
  'udevadm-missing': udevadmMissing,
  'libusb-missing': libusbMissing,
};
