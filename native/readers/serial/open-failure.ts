import type { FailureCode } from '../../../main/contract/failures/codes';
import { type Failure, failure } from '../../../main/contract/failures/failure';

/**
 * The binding reports errors as text only. Texts as seen with serialport 13 on Linux (strerror) and in its Windows
 * source; the first rule that fits wins. Windows says "Access denied" for a port that another program holds.
 */
const RULES: readonly { fits: RegExp; on?: NodeJS.Platform; code: FailureCode }[] = [
  { fits: /access (is )?denied/i, on: 'win32', code: 'DEVICE_PORT_BUSY' },
  { fits: /cannot lock port|resource busy|temporarily unavailable/i, code: 'DEVICE_PORT_BUSY' },
  { fits: /permission denied|access (is )?denied|not permitted/i, code: 'DEVICE_PORT_FORBIDDEN' },
  { fits: /inappropriate ioctl|is a directory|not a tty/i, code: 'DEVICE_PORT_NOT_SERIAL' },
];

/** Whatever else stops a port from opening (ENOENT, ENXIO, ENODEV, EIO of a port without hardware): it is not there. */
export function openFailure(path: string, error: Error, platform: NodeJS.Platform): Failure {
  const rule = RULES.find(
    ({ fits, on }) => (on === undefined || on === platform) && fits.test(error.message),
  );
  return failure(rule?.code ?? 'DEVICE_PORT_MISSING', { port: path });
}
