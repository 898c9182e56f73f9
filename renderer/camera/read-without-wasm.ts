/** Where WebAssembly is refused: the same work in plain JavaScript, slower and with less luck on poor pictures. */
import {
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';

// The library's reader of many formats loses its hints in `decode` and complains on the console of every empty frame,
// also in `decodeWithState`; the one it would ask does neither.
const reader = new QRCodeReader();
const HINTS = new Map([[DecodeHintType.TRY_HARDER, true]]);

/** The text of the code in the picture; null when there is none to be read. */
export function readWithoutWasm(picture: {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}): string | null {
  const grey = new Uint8ClampedArray(picture.width * picture.height);
  for (let index = 0; index < grey.length; index += 1) {
    const red = picture.data[index * 4] ?? 0;
    const green = picture.data[index * 4 + 1] ?? 0;
    const blue = picture.data[index * 4 + 2] ?? 0;
    grey[index] = (red + 2 * green + blue) / 4;
  }
  const source = new RGBLuminanceSource(grey, picture.width, picture.height);
  try {
    return reader.decode(new BinaryBitmap(new HybridBinarizer(source)), HINTS).getText();
  } catch {
    // It says "no code here" by throwing.
    return null;
  }
}
