import type { ReceiptContent } from './content';
import { contentTexts } from './content';
import { codePointOf, drawable, type Face } from './face';

/** Stands for a character that cannot be set (GB/T 2312 has it at 01-94). */
const GETA = '〓';

/** What may stand in a name and have no glyph: a Han character, or a code point some vendor gave one. */
const NAME_CHARACTER = /^[\p{Script=Han}\p{Co}]$/u;

/**
 * The content as `face` can print it. A name character it cannot draw becomes 〓, and a note gives its code point
 * and where it stands, so that the paper is exact and nobody is sent away for their name. Anything else without a
 * glyph (a control character) is left for the caller to refuse.
 */
export function withGeta(content: ReceiptContent, face: Face): ReceiptContent {
  const places = new Map<string, Set<string>>();
  for (const { field, text } of contentTexts(content)) {
    for (const character of text) {
      if (!isGap(character, face)) continue;
      const fields = places.get(character) ?? new Set();
      places.set(character, fields.add(field));
    }
  }
  if (places.size === 0) return content;
  const said = [...places].map(
    ([character, fields]) => `${codePointOf(character)}（${[...fields].join('、')}）`,
  );
  const note = `文中“${GETA}”处的字本机字库尚无字形，其统一码为 ${said.join('，')}，用字以证件记载为准。`;
  const printed = mapTexts(content, (text) => asPrintable(text, face));
  return { ...printed, notes: [...printed.notes, note] };
}

/** The text with 〓 for each name character that `face` cannot draw. */
export function asPrintable(text: string, face: Face): string {
  return [...text].map((character) => (isGap(character, face) ? GETA : character)).join('');
}

function isGap(character: string, face: Face): boolean {
  return NAME_CHARACTER.test(character) && face.missing(drawable(character)) !== null;
}

function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change)) as T;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]);
  return Object.fromEntries(entries) as T;
}
