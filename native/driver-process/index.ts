/**
 * driver-process: native drivers in processes of their own, behind the same ports of the contract: a driver that
 * crashes, hangs or runs wild takes its own lines along and nothing else. One process for each family; its lines end with
 * DEVICE_DRIVER_CRASHED, and it is started again when a device is next opened.
 * May import: contract, node:, zod; no driver. Imported by: main/core/entry, which puts drivers and processes together.
 */
export { type Channel, type FramePort, portChannel, streamChannel } from './channel';
export { hidThrough, serialThrough } from './drivers';
export { forkLauncher, pipeToCore } from './fork';
export type { DriverFamily } from './messages';
export { createDriverProcess, type DriverLauncher, type LaunchedDriver } from './process';
export { type ServedDriver, serveDriver, servedHid, servedSerial } from './serve';
