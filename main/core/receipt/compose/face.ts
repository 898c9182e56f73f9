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
  /** The text in stretches, each with the face that draws it. */
  runs(text: string): Run[];
}

interface Run {
  face: Face;
  text: string;
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
  const made: Face = {
    bytes,
    font,
    width(text, size) {
      let em = 0;
      for (const character of text) em += emWidth(character);
      return em * size;
    },
    missing(text) {
      for (const character of text) {
        if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return codePointOf(character);
      }
      return null;
    },
    runs: (text) => [{ face: made, text }],
  };
  return made;
}

/** `main`, with `rare` for the characters that only `rare` has. */
export function withFallback(main: Face, rare: Face): Face {
  const drawer = (character: string): Face =>
    main.missing(character) !== null && rare.missing(character) === null ? rare : main;
  const runs = (text: string): Run[] => {
    const found: Run[] = [];
    for (const character of text) {
      const face = drawer(character);
      const last = found.at(-1);
      if (last?.face === face) last.text += character;
      else found.push({ face, text: character });
    }
    return found;
  };
  return {
    bytes: main.bytes,
    font: main.font,
    width: (text, size) => runs(text).reduce((sum, run) => sum + run.face.width(run.text, size), 0),
    missing: (text) => [...text].map((one) => drawer(one).missing(one)).find((one) => one !== null) ?? null,
    runs,
  };
}

/** `U+20BB7`. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
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
