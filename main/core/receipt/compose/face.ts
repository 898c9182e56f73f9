import * as fontkit from 'fontkit';
import { fail, ok, type Result } from '../../../contract/failures/failure';

/** A TrueType face, parsed once for as long as its bytes are kept (opening costs 10 ms and more). */
export interface Face {
  readonly bytes: Uint8Array;
  readonly font: fontkit.Font;
  /** Width of `text` in points at `size`. */
  width(text: string, size: number): number;
  /** The first character the face cannot draw, as `U+20BB7`; null where it has them all. */
  missing(text: string): string | null;
}

const faces = new WeakMap<Uint8Array, Face>();

/** The face in the bytes of a TrueType file. Fails with CONFIG_UNREADABLE where they are none. */
export function openFace(bytes: Uint8Array): Result<Face> {
  const known = faces.get(bytes);
  if (known) return ok(known);
  try {
    const font = fontkit.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if ('fonts' in font) return fail('CONFIG_UNREADABLE', { what: 'font' });
    const opened = face(bytes, font);
    faces.set(bytes, opened);
    return ok(opened);
  } catch {
    return fail('CONFIG_UNREADABLE', { what: 'font' });
  }
}

function face(bytes: Uint8Array, font: fontkit.Font): Face {
  const widths = new Map<string, number>();
  const emWidth = (character: string): number => {
    const known = widths.get(character);
    if (known !== undefined) return known;
    const width = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
    widths.set(character, width);
    return width;
  };
  return {
    bytes,
    font,
    width(text, size) {
      let em = 0;
      for (const character of text) em += emWidth(character);
      return em * size;
    },
    missing(text) {
      for (const character of text) {
        const codePoint = character.codePointAt(0) ?? 0;
        if (!font.hasGlyphForCodePoint(codePoint)) {
          return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
        }
      }
      return null;
    },
  };
}

/**
 * The text as it is drawn: white space as single blanks, radicals as the characters they look like. A radical
 * (U+2F00 ⼀) shares its glyph with the character (U+4E00 一), and the extracted text can know only one of them.
 */
export function drawable(text: string): string {
  return text
    .replace(/[\t\n\v\f\r ]+/g, ' ')
    .replace(/[\u2E9F\u2EF3\u2F00-\u2FD5]/g, (radical) => radical.normalize('NFKC'));
}
