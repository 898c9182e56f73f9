import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createDriverProcess,
  type DriverLauncher,
  forkLauncher,
  hidThrough,
  serialThrough,
} from '../../../native/driver-process';
import type { Clock } from '../../contract/ports/clock';
import type { HidDriver } from '../../contract/ports/hid';
import type { HostFacts } from '../../contract/ports/host';
import type { Log } from '../../contract/ports/log';
import type { SerialDriver } from '../../contract/ports/serial';

export interface Drivers {
  serial: SerialDriver;
  hid: HidDriver;
  /** Facts about a machine on which what our own driver processes hold is held by nobody else. */
  besides(host: HostFacts): HostFacts;
  /** Ends the processes when `closed` has settled, the lines being closed, or after a second without. Final. */
  stop(closed: Promise<void>): Promise<void>;
}

const CLOSE_LIMIT_MS = 1_000;

/** `dist/core/driver.mjs`, beside this file once it is built. */
const driverPath = join(dirname(fileURLToPath(import.meta.url)), 'driver.mjs');

/** Forks the runtime that this process runs on: the core where it is a forked Node, and the command line. */
export const forkDrivers = (): DriverLauncher => forkLauncher(driverPath);

/** The native drivers, each family in a process that starts with its first use. */
export function createDrivers(ports: { launcher: DriverLauncher; clock: Clock; log: Log }): Drivers {
  const serial = createDriverProcess('serial', ports);
  const hid = createDriverProcess('hid', ports);
  return {
    serial: serialThrough(serial),
    hid: hidThrough(hid),
    besides: (host) => ({
      ...host,
      async holders(path) {
        const found = await host.holders(path);
        const own = [serial.pid(), hid.pid()];
        return { ...found, holders: found.holders.filter(({ pid }) => !own.includes(pid)) };
      },
    }),
    async stop(closed) {
      // A driver that hangs would keep its lines from closing; ending it closes them.
      let cancel = () => {};
      const limit = new Promise<void>((resume) => {
        cancel = ports.clock.after(CLOSE_LIMIT_MS, resume);
      });
      await Promise.race([closed, limit]);
      cancel();
      await Promise.all([serial.stop(), hid.stop()]);
      await closed;
    },
  };
}
