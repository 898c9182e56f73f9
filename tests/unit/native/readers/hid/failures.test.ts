import { describe, expect, it } from 'vitest';
import { hidFailure } from '../../../../../native/readers/hid/failures';

const codeOf = (message: string, code?: string) =>
  hidFailure('/dev/hidraw0', Object.assign(new Error(message), code ? { code } : {})).code;
const open = (why: string) =>
  `cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': ${why}`;

describe('failures of opening an HID device', () => {
  it.each([
    ['No such file or directory', 'DEVICE_PORT_MISSING'],
    ['No such device', 'DEVICE_PORT_MISSING'],
    ['Permission denied', 'DEVICE_PORT_FORBIDDEN'],
    ['Operation not permitted', 'DEVICE_PORT_FORBIDDEN'],
    ['拒绝访问。', 'DEVICE_PORT_FORBIDDEN'],
    ['Device or resource busy', 'DEVICE_PORT_BUSY'],
    ['另一个程序正在使用此文件，进程无法访问。', 'DEVICE_PORT_BUSY'],
  ])('"%s" is %s', (why, code) => {
    expect(codeOf(open(why))).toBe(code);
  });

  it('name system libraries and builds that are not there', () => {
    const library = 'libusb-1.0.so.0: cannot open shared object file: No such file or directory';
    expect(codeOf(library)).toBe('DEVICE_DRIVER_MISSING');
    expect(codeOf('something', 'ERR_DLOPEN_FAILED')).toBe('DEVICE_DRIVER_MISSING');
    expect(codeOf('No native build was found for platform=linux')).toBe('DEVICE_DRIVER_MISSING');
  });
});
