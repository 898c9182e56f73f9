import type { FailureCode } from '../../../main/contract/failures/codes';
import { type Failure, failure } from '../../../main/contract/failures/failure';

/**
 * node-hid reports errors as text only: strerror on Linux, the system's message (in the system's language) on Windows.
 * The first rule that fits wins. A Windows driver that holds a device for itself shows as a sharing violation.
 */
const RULES: readonly { fits: RegExp; code: FailureCode }[] = [
  {
    fits: /cannot open shared object|no native build|cannot find module|dlopen/i,
    code: 'DEVICE_DRIVER_MISSING',
  },
  { fits: /resource busy|used by another process|另一个程序正在使用/i, code: 'DEVICE_PORT_BUSY' },
  { fits: /permission denied|access (is )?denied|not permitted|拒绝访问/i, code: 'DEVICE_PORT_FORBIDDEN' },
];

const LOAD_ERRORS = ['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'];

/** Why a device could not be listed or opened. Whatever else stops it (ENOENT, ENODEV, no hidraw node): not there. */
export function hidFailure(path: string, error: Error & { code?: unknown }): Failure {
  const details = path === '' ? { driver: 'hid' } : { port: path };
  if (LOAD_ERRORS.some((code) => code === error.code)) return failure('DEVICE_DRIVER_MISSING', details);
  const rule = RULES.find(({ fits }) => fits.test(error.message));
  return failure(rule?.code ?? 'DEVICE_PORT_MISSING', details);
}
