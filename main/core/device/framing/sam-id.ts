/**
 * The number of a reader's security module as it is printed on it, `05.01-20260105-0000000001-0000000001`: two words and
 * three double words, little-endian. Null where these are not sixteen bytes.
 */
export function decodeSamId(data: Uint8Array): string | null {
  if (data.length !== 16) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const digits = (value: number, count: number) => String(value).padStart(count, '0');
  const [maker, type] = [view.getUint16(0, true), view.getUint16(2, true)];
  const numbers = [digits(view.getUint32(4, true), 8)];
  for (const at of [8, 12]) numbers.push(digits(view.getUint32(at, true), 10));
  return `${digits(maker, 2)}.${digits(type, 2)}-${numbers.join('-')}`;
}
