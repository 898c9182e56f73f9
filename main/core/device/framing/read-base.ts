import { fail, ok, type Result } from '../../../contract/failures/failure';
import { ID_CARD_PROFILE } from '../profiles/id-card';

const INNER_LENGTHS = 4;

/**
 * Takes the 256 text bytes out of the data of a read-base answer (text length, photo length, text, photo) and overwrites
 * the rest: photo and fingerprints go no further than this (R47). Fails with DEVICE_FRAME_LENGTH.
 */
export function takeText(data: Uint8Array): Result<Uint8Array<ArrayBuffer>> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textLength = data.length >= INNER_LENGTHS ? view.getUint16(0) : 0;
  const photoLength = data.length >= INNER_LENGTHS ? view.getUint16(2) : 0;
  const text = data.slice(INNER_LENGTHS, INNER_LENGTHS + textLength);
  const whole = INNER_LENGTHS + textLength + photoLength === data.length;
  const length = data.length;
  data.fill(0);
  if (textLength !== ID_CARD_PROFILE.textLength || !whole) {
    text.fill(0);
    return fail('DEVICE_FRAME_LENGTH', { length });
  }
  return ok(text);
}
