/** A window's devices on HID in a process of their own: `DeviceConfig[]` as JSON in the first argument; views and frames as JSON lines. */
import { z } from 'zod';
import { DeviceConfig } from '../../../main/contract/flow/device';
import { silentLog, systemClock, systemIds } from '../../../main/core/base';
import { createDeviceManager } from '../../../main/core/device';
import { hidDriver } from '../../../native/readers/hid';
import { serialDriver } from '../../../native/readers/serial';

const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

createDeviceManager({
  serial: serialDriver,
  hid: hidDriver,
  clock: systemClock,
  ids: systemIds,
  log: silentLog,
  devices: z.array(DeviceConfig).parse(JSON.parse(process.argv[2] ?? '')),
  onView: ({ id, state }) => say({ id, state }),
  onFrame: ({ deviceId, content }) =>
    say({ id: deviceId, read: content.kind === 'code' ? Buffer.from(content.bytes).toString() : 'card' }),
}).start();
