/** The text block of a card: 256 bytes of UTF-16LE in fields of fixed place, filled up with spaces. */
export interface TextBlock {
  /** Field by byte offset and length, without its fill. */
  field(offset: number, length: number): string;
  /** A field that goes on elsewhere; blanks at the seam stay. */
  joined(...places: readonly [offset: number, length: number][]): string;
  /** Character at 248 that says which document it is; a space for the resident card. */
  readonly flag: string;
}

const BLOCK_LENGTH = 256;
const FLAG_OFFSET = 248;
const ADDRESS_LENGTH = 70;

/** Null where this is no text block: wrong length, or half a character somewhere. */
export function textBlock(bytes: Uint8Array): TextBlock | null {
  if (bytes.length !== BLOCK_LENGTH) return null;
  const text = decoded(bytes);
  if (text === null) return null;
  const cut = (offset: number, length: number) => text.slice(offset / 2, (offset + length) / 2);
  return {
    field: (offset, length) => withoutFill(cut(offset, length)),
    joined: (...places) => withoutFill(places.map((place) => cut(...place)).join('')),
    flag: cut(FLAG_OFFSET, 2),
  };
}

/** The field that "newest address" answers with; empty where it is none. */
export function addressField(bytes: Uint8Array): string {
  return bytes.length === ADDRESS_LENGTH ? withoutFill(decoded(bytes) ?? '') : '';
}

function decoded(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes);
  // The decoder puts U+FFFD for half a surrogate pair; no card holds that character itself.
  return text.includes('\uFFFD') ? null : text;
}

/** Cards are filled with spaces; some issuers' with NUL or ideographic spaces. */
function withoutFill(text: string): string {
  return text.replace(/^[ \u3000]+|[ \0\u3000]+$/g, '');
}
