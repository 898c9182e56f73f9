import { type Check, fine, trouble } from '../finding';
import { canBeHeld, holderNamed, isBusy } from './port-held';

/** ModemManager asks every new serial port whether it is a modem, and holds it meanwhile. */
export const portHeldByModemManager: Check = ({ devices, programs }) =>
  devices.filter(canBeHeld).map((device) => {
    const cure = {
      kind: 'command',
      code: 'stop-modemmanager',
      command: 'sudo systemctl mask --now ModemManager.service',
    } as const;
    const holder = holderNamed(device, 'ModemManager');
    if (holder)
      return trouble('port-held-by-modemmanager', device.id, {
        cause: 'held-by-modemmanager',
        cure,
        details: { pid: holder.pid },
      });
    const unseen = isBusy(device.probe) && device.holders.length === 0 && !device.holdersComplete;
    if (unseen && programs.includes('ModemManager'))
      return trouble('port-held-by-modemmanager', device.id, {
        verdict: 'unknown',
        cause: 'perhaps-modemmanager',
        cure,
      });
    return fine('port-held-by-modemmanager', device.id);
  });
