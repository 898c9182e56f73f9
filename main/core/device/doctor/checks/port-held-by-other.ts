import { type Check, fine, trouble } from '../finding';
import { canBeHeld, isBusy } from './port-held';

const NAMED_ELSEWHERE = ['brltty', 'ModemManager'];

/** Any other program, the workstation itself in another window or session included. */
export const portHeldByOther: Check = ({ devices }) =>
  devices.filter(canBeHeld).map((device) => {
    const other = device.holders.find(({ program }) => !NAMED_ELSEWHERE.includes(program));
    if (other)
      return trouble('port-held-by-other', device.id, {
        cause: 'held-by-program',
        cure: { kind: 'manual', code: 'close-program' },
        details: { program: other.program, pid: other.pid },
      });
    if (isBusy(device.probe) && device.holders.length === 0)
      return trouble('port-held-by-other', device.id, {
        cause: 'held-by-unknown',
        cure: { kind: 'manual', code: 'look-as-root' },
      });
    return fine('port-held-by-other', device.id);
  });
