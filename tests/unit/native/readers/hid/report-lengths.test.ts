import { describe, expect, it } from 'vitest';
import { parseReportLengths } from '../../../../../native/readers/hid/report-lengths';

const parse = (hex: string) => parseReportLengths(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('report lengths', () => {
  it('of a reader without report ids have room for the missing one', () => {
    expect(parse('0600FF 0901 A101 1500 26FF00 7508 9540 0901 8102 9540 0902 9102 C0')).toEqual({
      input: 65,
      output: 65,
      numbered: false,
    });
  });

  it('are those of the longest report of each kind', () => {
    expect(parse('058C 0902 A101 7508 8502 953F 8102 8505 9501 8102 8504 9507 9102 C0')).toEqual({
      input: 64,
      output: 8,
      numbered: true,
    });
  });

  it('count bits of several fields, pushed and popped sizes, and skip long items', () => {
    expect(parse('7501 9508 8102 A4 7508 9502 8102 B4 8102 FE0201AABB 9504 8101')).toEqual({
      input: 1 + 5,
      output: 0,
      numbered: false,
    });
  });

  it('are unknown for nothing, and for a descriptor that ends in the middle of an item', () => {
    expect(parse('')).toBeNull();
    expect(parse('058C09')).toBeNull();
    expect(parse('26')).toBeNull();
  });
});
