/** How loud the foot bar speaks: `verified` and `quiet` stay grey, `attention` says what, `danger` says what to do. */
import type { ProvinceView } from '../../main/contract/calls';
import type { DeviceView } from '../../main/contract/flow/device';

export type FootTone = 'verified' | 'quiet' | 'attention' | 'danger';

export function deviceTone(device: Pick<DeviceView, 'state' | 'failure'>): FootTone {
  if (device.state === 'ready' || device.state === 'busy') return 'verified';
  if (device.failure && device.failure.retry !== 'automatic') return 'danger';
  return device.state === 'opening' && !device.failure ? 'quiet' : 'attention';
}

export function provinceTone(
  province: Pick<ProvinceView, 'state' | 'failure' | 'credential' | 'clockOffMs'>,
): FootTone {
  if (province.credential?.state === 'expired') return 'danger';
  if (province.failure && province.failure.retry !== 'automatic') return 'danger';
  if (
    province.state === 'reachable' &&
    (province.clockOffMs !== null || province.credential?.state === 'expiring')
  )
    return 'attention';
  switch (province.state) {
    case 'reachable':
      return 'verified';
    case 'unreachable':
      return 'attention';
    case 'unknown':
      return 'quiet';
  }
}
