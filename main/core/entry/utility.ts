/** The core under Electron's utilityProcess. */
import type { FramePort } from '../../../native/driver-process';
import { DriverPort } from '../../contract/calls';
import { runHosted } from './hosted';
import { createShellDrivers } from './shell-drivers';

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: FramePort[] }) => void): void;
}

const { parentPort } = process as unknown as { parentPort: ParentPort };
const drivers = createShellDrivers();
parentPort.on('message', ({ data, ports: [port] }) => {
  if (!port) return;
  const told = DriverPort.safeParse(data);
  if (told.success) drivers.takePort(told.data.family, port);
});
await runHosted(
  {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
  },
  drivers.launcherFor,
  process.argv.slice(2),
  (code) => process.exit(code),
);
