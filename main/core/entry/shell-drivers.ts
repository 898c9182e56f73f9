import {
  type DriverFamily,
  type DriverLauncher,
  type FramePort,
  portChannel,
} from '../../../native/driver-process';
import { fail, ok } from '../../contract/failures/failure';
import type { Ask } from './hosted';

/** What the shell tells of the driver processes it starts. */
export interface ShellDrivers {
  launcherFor(ask: Ask): DriverLauncher;
  /** The port of a process that has been started. */
  takePort(family: string, port: FramePort): void;
}

/**
 * For a core in a utility process: it cannot fork (a packaged Electron need not run as Node), so the shell starts the
 * driver processes and hands over a message port to each. The end of the port is all that is seen of a process's end.
 */
export function createShellDrivers(): ShellDrivers {
  const waiting = new Map<string, (port: FramePort) => void>();
  return {
    takePort(family, port) {
      const take = waiting.get(family);
      waiting.delete(family);
      if (take) take(port);
      else port.close();
    },
    launcherFor: (ask) => ({
      async launch(family: DriverFamily) {
        const arrived = new Promise<FramePort>((resolve) => waiting.set(family, resolve));
        const started = await ask('driver.start', family);
        if (!started.ok) {
          waiting.delete(family);
          return fail('DEVICE_DRIVER_CRASHED', { driver: family, reason: started.failure.code });
        }
        // Sent before the answer.
        const port = await arrived;
        const { promise: exited, resolve: exit } = Promise.withResolvers<void>();
        port.on('close', exit);
        return ok({
          pid: Number(started.value) || undefined,
          channel: portChannel(port),
          kill() {
            void ask('driver.end', family);
            exit();
          },
          onExit: (listener: () => void) => void exited.then(listener),
        });
      },
    }),
  };
}
