import { describe, expect, it } from 'vitest';
import published from '../../../../../fixtures/frames/serial-scanner/commands.json';
import { crc16Xmodem, newlandCommand } from '../../../../../main/core/device/framing/newland';

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('commands of Newland scanners', () => {
  it.each(published.newland)('encodes "$name" as published', ({ type, address, data, frame }) => {
    expect(newlandCommand(type, address, data)).toEqual(bytesOf(frame));
  });

  it('computes the check value that an answer carries, and that of the nine digits', () => {
    const { counted, crc } = published.newlandAnswer;
    expect(crc16Xmodem(bytesOf(counted)).toString(16)).toBe(crc);
    expect(crc16Xmodem(new Uint8Array(Buffer.from('123456789')))).toBe(0x31c3);
  });
});
