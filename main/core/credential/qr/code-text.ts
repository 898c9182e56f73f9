/** The longest text taken, in UTF-16 units. */
const LONGEST = 2048;

/** Controls, invisible formatting (direction marks too), halves of pairs, line and paragraph separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Strict UTF-8 first, then GB18030: scanners hand on the bytes of the code, and older Chinese codes hold the latter. */
const DECODERS = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true }));

/** The text of a scanned code without blanks around it; null where it cannot be text that somebody may read. */
export function codeText(bytes: Uint8Array): string | null {
  for (const decoder of DECODERS) {
    const text = decoded(bytes, decoder)?.trim();
    if (text === undefined) continue;
    return text !== '' && text.length <= LONGEST && !UNPRINTABLE.test(text) ? text : null;
  }
  return null;
}

function decoded(bytes: Uint8Array, decoder: (typeof DECODERS)[number]): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
