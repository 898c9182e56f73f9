import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { photoImage } from '../../../../../main/core/device/photo/image';
import { aBmp, jpegHead, pngHead } from './pictures';

describe('what a decoder gives back', () => {
  it.each([
    ['image/bmp', aBmp(102, 126)],
    ['image/png', pngHead(102, 126)],
    ['image/jpeg', jpegHead(102, 126)],
  ])('is a picture by its own bytes: %s', (mediaType, bytes) => {
    expect(photoImage(bytes)).toEqual({ mediaType, bytes });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new Uint8Array(Buffer.from('<svg onload="alert(1)"/>'.padEnd(200)))],
    ['a PDF', new Uint8Array(Buffer.from('%PDF-1.7'.padEnd(200)))],
    ['a BMP that ends in its head', aBmp(102, 126).slice(0, 40)],
    ['a BMP of another head', aBmp(102, 126).fill(12, 14, 15)],
    ['a PNG cut off', pngHead(102, 126).slice(0, 20)],
    ['a JPEG without a frame', jpegHead(102, 126).slice(0, 16)],
    [
      'a JPEG whose segment is longer than it',
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1, 2, 3, 4, 5),
    ],
    ['a JPEG whose segment has no length', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 1, 2, 3, 4, 5, 6)],
    ['a BMP as large as a wall', aBmp(1_025, 1)],
    ['a PNG that would fill the memory', pngHead(65_535, 65_535)],
    ['a JPEG without pixels', jpegHead(0, 126)],
  ])('is no picture: %s', (_what, bytes) => {
    expect(photoImage(bytes)).toBeNull();
  });

  it('never throws, whatever follows a good beginning', () => {
    const starts = [aBmp(2, 2), pngHead(2, 2), jpegHead(2, 2)].map((bytes) => bytes.slice(0, 14));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 64 }), (start, rest) => {
        const image = photoImage(Uint8Array.of(...start, ...rest));
        expect(image === null || image.bytes.length === start.length + rest.length).toBe(true);
      }),
    );
  });
});
