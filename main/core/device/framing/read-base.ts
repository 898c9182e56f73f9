import { fail, ok, type Result } from '../../../contract/failures/failure';
import { ID_CARD_PROFILE } from '../profiles/id-card';

/**
 * Takes the 256 text bytes out of the data of a read-base answer and overwrites the rest: photo and fingerprints go no
 * further than this (R47). The data are `parts` lengths of two bytes (text, photo and, where asked for, fingerprints: 1024,
 * 512 or none), then the parts. Fails with DEVICE_FRAME_LENGTH.
 */
export function takeText(data: Uint8Array, parts: 2 | 3): Result<Uint8Array<ArrayBuffer>> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const head = parts * 2;
  let whole = head;
  for (let at = 0; at < head && head <= data.length; at += 2) whole += view.getUint16(at);
  const textLength = head <= data.length ? view.getUint16(0) : 0;
  const text = data.slice(head, head + textLength);
  const length = data.length;
  data.fill(0);
  if (textLength !== ID_CARD_PROFILE.textLength || whole !== length) {
    text.fill(0);
    return fail('DEVICE_FRAME_LENGTH', { length });
  }
  return ok(text);
}
