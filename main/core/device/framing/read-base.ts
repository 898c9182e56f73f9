import { fail, ok, type Result } from '../../../contract/failures/failure';
import { ID_CARD_PROFILE } from '../profiles/id-card';

export interface BaseParts {
  readonly text: Uint8Array<ArrayBuffer>;
  /** Null where it was not asked for, or is not what a card's photo is. */
  readonly photo: Uint8Array<ArrayBuffer> | null;
}

/**
 * Takes the 256 text bytes, and the photo where it is wanted, out of the data of a read-base answer and overwrites the rest:
 * fingerprints, and photos that nobody can decode, go no further than this (R47). The data are `parts` lengths of two bytes
 * (text, photo and, where asked for, fingerprints: 1024, 512 or none), then the parts. Fails with DEVICE_FRAME_LENGTH.
 */
export function takeBase(data: Uint8Array, parts: 2 | 3, wantsPhoto: boolean): Result<BaseParts> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const head = parts * 2;
  const lengths: number[] = [];
  for (let at = 0; at < head && head <= data.length; at += 2) lengths.push(view.getUint16(at));
  const [textLength = 0, photoLength = 0] = lengths;
  const whole = lengths.reduce((sum, length) => sum + length, head);
  const { length } = data;
  const isWhole = textLength === ID_CARD_PROFILE.textLength && whole === length;
  const photoAt = head + textLength;
  const takesPhoto = isWhole && wantsPhoto && photoLength === ID_CARD_PROFILE.photoLength;
  const text = isWhole ? data.slice(head, photoAt) : null;
  const photo = takesPhoto ? data.slice(photoAt, photoAt + photoLength) : null;
  data.fill(0);
  return text ? ok({ text, photo }) : fail('DEVICE_FRAME_LENGTH', { length });
}
