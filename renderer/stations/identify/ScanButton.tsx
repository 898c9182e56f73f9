import { Button } from 'antd';
import type { DeviceView } from '../../../main/contract/flow/device';
import { isUsable, KEYS, useCall, useHall, useKey } from '../../hall';
import { FailureNote, Icon, Key } from '../../parts';
import { SCANNER } from '../../words';

/** Starts the scanner from here; there only while one is connected that can be started. */
export function ScanButton({ devices, size }: { devices: readonly DeviceView[]; size: 'middle' | 'large' }) {
  const { facade } = useHall();
  const errand = useCall();
  const scanner = devices.find((device) => device.canTrigger && isUsable(device));
  const scan = () => void (scanner && errand.run(() => facade.device.trigger({ id: scanner.id })));
  useKey('scan', scan, scanner !== undefined);
  if (!scanner) return null;
  return (
    <>
      <Button size={size} icon={<Icon name="scan" />} aria-busy={errand.busy} onClick={scan}>
        {SCANNER.trigger}
        <Key name={KEYS.scan} />
      </Button>
      <FailureNote failure={errand.failure} />
    </>
  );
}
