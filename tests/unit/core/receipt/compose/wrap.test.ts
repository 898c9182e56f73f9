import { describe, expect, test } from 'vitest';
import { openFace } from '../../../../../main/core/receipt/compose/face';
import { wrap } from '../../../../../main/core/receipt/compose/wrap';
import { FONT } from '../sample';

const opened = openFace(FONT);
if (!opened.ok) throw new Error(opened.failure.code);
const face = opened.value;
const lines = (text: string, characters: number): string[] => wrap(face, text, 10, characters * 10 + 0.01);

describe('wrap', () => {
  test('never begins a line with closing punctuation nor ends one with an opening bracket', () => {
    expect(lines('一二三四，五六', 4)).toEqual(['一二三', '四，五六']);
    expect(lines('一二三（四五）', 4)).toEqual(['一二三', '（四五）']);
  });

  test('keeps a number whole where it fits and breaks it where it cannot', () => {
    expect(lines('编号3701020003', 6)).toEqual(['编号', '3701020003']);
    expect(lines('37010200037010200037010200', 5).every((line) => face.width(line, 10) <= 50.01)).toBe(true);
  });

  test('loses no character of a long address', () => {
    const address = '新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县孙扎齐牛录镇128号';
    expect(lines(address, 7).join('')).toBe(address);
  });

  test('gives one empty line for no text', () => {
    expect(lines('', 4)).toEqual(['']);
  });
});
