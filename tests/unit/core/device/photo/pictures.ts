/** Pictures as a decoder would give them back, small and whole. */

/** An uncompressed picture of 24-bit pixels, rows from the top. */
export function aBmp(width: number, height: number, pixel = 0x7f): Uint8Array<ArrayBuffer> {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + row * height).fill(pixel, 54);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}

/** The head of a PNG, which is what is looked at. */
export function pngHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
}

/** A JPEG up to its frame header, with an application segment and a Huffman table before it. */
export function jpegHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  return Uint8Array.of(
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4],
    ...[0xff, 0xc4, 0, 4, 9, 9],
    ...[0xff, 0xc0, 0, 11, 8, ...size, 1, 1, 0x11, 0],
  );
}
