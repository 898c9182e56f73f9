/**
 * Is this a picture, by its own bytes? What a decoder gives back is drawn in the window, so nothing but a small BMP, PNG or
 * JPEG gets there, whatever it is called. Only heads are read; a picture that is broken further on is not drawn by the window.
 */
import type { PhotoImage } from '../../../contract/ports/photo';

/** Card photos are 102 by 126 pixels; decoders may enlarge them. */
const LONGEST_SIDE = 1_024;
const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

/** Null where it is none, or one that is larger than a photo of a face needs to be. */
export function photoImage(bytes: Uint8Array): PhotoImage | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = bmpSize(view) ?? pngSize(view) ?? jpegSize(view);
  if (!found) return null;
  const fits = [found.width, found.height].every((side) => side > 0 && side <= LONGEST_SIDE);
  return fits ? { mediaType: found.mediaType, bytes } : null;
}

interface Size {
  readonly mediaType: PhotoImage['mediaType'];
  readonly width: number;
  readonly height: number;
}

/** BITMAPFILEHEADER, then BITMAPINFOHEADER (a negative height: rows from the top). */
function bmpSize(view: DataView): Size | null {
  if (view.byteLength < 54 || view.getUint16(0) !== 0x424d || view.getUint32(14, true) < 40) return null;
  return {
    mediaType: 'image/bmp',
    width: view.getInt32(18, true),
    height: Math.abs(view.getInt32(22, true)),
  };
}

/** ISO/IEC 15948: signature, then the IHDR chunk. */
function pngSize(view: DataView): Size | null {
  if (view.byteLength < 33 || PNG_HEAD.some((byte, at) => view.getUint8(at) !== byte)) return null;
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** ISO/IEC 10918-1: marker segments up to the frame header (SOF). */
function jpegSize(view: DataView): Size | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker < 0xffc0 || marker === 0xffff || length < 2) return null;
    if (isFrameHeader(marker)) {
      return { mediaType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + length;
  }
  return null;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which stand among them. */
function isFrameHeader(marker: number): boolean {
  return marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
}
