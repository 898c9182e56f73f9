import type { Face } from './face';

/** Characters that may not begin a line, and those that may not end one (避头尾). */
const NOT_FIRST = '，。、；：？！）》〉」』】〕”’…—·%,.;:?!)]}';
const NOT_LAST = '（《〈「『【〔“‘([{';
const WORD = /^[A-Za-z0-9*_@/.\-+:]$/;

/** Breaks one paragraph into lines of at most `width` points. Numbers and Latin words stay whole where they fit. */
export function wrap(face: Face, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const unit of units(face, text, size, width)) {
    if (line !== '' && face.width(line + unit, size) > width) {
      lines.push(line.trimEnd());
      line = unit.trimStart();
    } else {
      line += unit;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

/** Pieces that stay together: a word, or a character with the punctuation that clings to it. */
function units(face: Face, text: string, size: number, width: number): string[] {
  const pieces: string[] = [];
  let last = '';
  for (const character of text) {
    const piece = pieces.at(-1);
    const clings =
      (WORD.test(character) && WORD.test(last)) ||
      NOT_FIRST.includes(character) ||
      (last !== '' && NOT_LAST.includes(last));
    if (piece !== undefined && clings && face.width(piece + character, size) <= width) {
      pieces[pieces.length - 1] = piece + character;
    } else {
      pieces.push(character);
    }
    last = character;
  }
  return pieces;
}
