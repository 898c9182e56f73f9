/** A code as a Zebra scanner sends it. `status`: 1 sent again, 2 another part follows. */
export function ssiCode(text: string, status = 0): Uint8Array {
  const data = Buffer.from(text);
  const counted = [5 + data.length, 0xf3, 0x00, status, 0x1c, ...data];
  const total = counted.reduce((sum, byte) => sum + byte, 0);
  const check = (0x10000 - (total % 0x10000)) % 0x10000;
  return Uint8Array.from([...counted, Math.floor(check / 256), check % 256]);
}

export function spoilt(packet: Uint8Array): Uint8Array {
  const bytes = packet.slice();
  bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 0x5a;
  return bytes;
}
