import type { FailureCode } from '../../../../contract/failures/codes';
import type { DeviceFacts } from '../facts';

/** ID-card readers on serial ports that are there: the only ones that can be asked. */
export function readersOnPorts(devices: readonly DeviceFacts[]): DeviceFacts[] {
  const unreachable: readonly FailureCode[] = ['DEVICE_PORT_MISSING', 'DEVICE_PORT_NOT_SERIAL'];
  return devices.filter(
    ({ driver, node, probe }) =>
      driver === 'id-card' &&
      (node === null || node.kind === 'character-device' || node.kind === 'unknown') &&
      !(probe.kind === 'refused' && unreachable.includes(probe.failure)),
  );
}

/** Works as the running workstation sees it. */
export function isWatchedWorking({ watched }: DeviceFacts): boolean {
  return watched?.failure === null && (watched.state === 'ready' || watched.state === 'busy');
}
