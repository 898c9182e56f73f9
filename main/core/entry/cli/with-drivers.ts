import { silentLog, systemClock } from '../../base';
import { createDrivers, type Drivers, forkDrivers } from '../drivers';

/** Runs one command with the native drivers, and ends their processes after it. */
export async function withDrivers<T>(run: (drivers: Drivers) => Promise<T>): Promise<T> {
  const drivers = createDrivers({ launcher: forkDrivers(), clock: systemClock, log: silentLog });
  try {
    return await run(drivers);
  } finally {
    await drivers.stop(Promise.resolve());
  }
}
