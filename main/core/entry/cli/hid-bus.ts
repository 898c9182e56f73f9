import { mkdirSync, readdirSync } from 'node:fs';
import { findPreload, type HidBus, startHidBus } from '../../../../fixtures/devices/hid';
import { FailureError, failure } from '../../../contract/failures/failure';
import type { Values } from './commands';
import { required } from './values';

/** Sockets are made some way below it, and their paths must be short. */
const LONGEST_DIR = 60;

/**
 * The bus of emulated HID devices in the folder `--bus`, which is made, or must be empty. A program sees it only if it is
 * started with the environment that the command says: a real hidraw node is the kernel's to make.
 */
export function hidBusOf(values: Values): HidBus {
  const dir = required(values, 'bus');
  const preloadPath = findPreload();
  if (!preloadPath) throw new FailureError(failure('DEVICE_DRIVER_MISSING', { driver: 'umockdev' }));
  if (!dir.startsWith('/') || dir.length > LONGEST_DIR || !isEmpty(dir))
    throw new FailureError(failure('USAGE_WRONG', { option: '--bus', why: 'short absolute path, empty' }));
  return startHidBus(dir, preloadPath);
}

function isEmpty(dir: string): boolean {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return readdirSync(dir).length === 0;
  } catch {
    return false;
  }
}

/** `VID:PID`, as devices are named in the settings. */
export function hidPort(vendorId: number, productId: number): string {
  return [vendorId, productId].map((id) => id.toString(16).toUpperCase().padStart(4, '0')).join(':');
}
