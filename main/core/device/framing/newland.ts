/** Commands of Newland scanners: `7E 00`, type, count, address (2 bytes), data, CRC of all from the type on (big-endian). */
export function newlandCommand(type: number, address: number, data: readonly number[]): Uint8Array {
  const counted = Uint8Array.of(type, data.length, address >> 8, address & 0xff, ...data);
  const crc = crc16Xmodem(counted);
  return Uint8Array.of(0x7e, 0x00, ...counted, crc >> 8, crc & 0xff);
}

/** CRC-16/XMODEM: polynomial 0x1021, starting from 0, nothing reflected. */
export function crc16Xmodem(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}
