/** What the window tells apart about devices: whether one reads cards or codes, and which of several to show. */
import type { DeviceView } from '../../main/contract/flow/device';

export function isCardReader({ driver }: DeviceView): boolean {
  return driver === 'id-card' || driver === 'id-card-hid';
}

export function isUsable({ state }: DeviceView): boolean {
  return state === 'ready' || state === 'busy';
}

/** The one to speak for all of its kind: one that works, where there is one. */
export function speakerOf(devices: readonly DeviceView[]): DeviceView | undefined {
  return devices.find(isUsable) ?? devices[0];
}
