/** The built driver processes, behind the ports of the contract. */
import path from 'node:path';
import { silentLog, systemClock } from '../../main/core/base';
import { createDriverProcess, forkLauncher, hidThrough, serialThrough } from '../../native/driver-process';

const driverPath = path.resolve(import.meta.dirname, '..', '..', 'dist', 'core', 'driver.mjs');

export function driverProcesses(entryPath = driverPath) {
  const ports = { launcher: forkLauncher(entryPath), clock: systemClock, log: silentLog };
  const processes = {
    serial: createDriverProcess('serial', ports),
    hid: createDriverProcess('hid', ports),
  };
  return {
    processes,
    serial: serialThrough(processes.serial),
    hid: hidThrough(processes.hid),
    async stop() {
      await Promise.all([processes.serial.stop(), processes.hid.stop()]);
    },
  };
}
