import { describe, expect, it } from 'vitest';
import { openFailure } from '../../../../../native/readers/serial/open-failure';

describe('why a serial port did not open', () => {
  it.each([
    ['linux', 'No such file or directory, cannot open /dev/ttyUSB0', 'DEVICE_PORT_MISSING'],
    ['linux', 'Input/output error, cannot open /dev/ttyUSB0', 'DEVICE_PORT_MISSING'],
    ['linux', 'Resource temporarily unavailable Cannot lock port', 'DEVICE_PORT_BUSY'],
    ['linux', 'Device or resource busy, cannot open /dev/ttyUSB0', 'DEVICE_PORT_BUSY'],
    ['linux', 'Permission denied, cannot open /dev/ttyUSB0', 'DEVICE_PORT_FORBIDDEN'],
    ['linux', 'Inappropriate ioctl for device setting custom baud rate of 9600', 'DEVICE_PORT_NOT_SERIAL'],
    ['linux', 'Is a directory, cannot open /tmp', 'DEVICE_PORT_NOT_SERIAL'],
    ['win32', 'Opening COM3: Access denied', 'DEVICE_PORT_BUSY'],
    ['win32', 'Opening COM3: File not found', 'DEVICE_PORT_MISSING'],
  ] as const)('on %s, "%s" is %s', (platform, message, code) => {
    expect(openFailure('PORT', new Error(message), platform)).toMatchObject({
      code,
      details: { port: 'PORT' },
    });
  });
});
