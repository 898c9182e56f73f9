/** One rule for a licence's number, on screens and in print: by the level of the data (R51, R52). */
import { describe, expect, it } from 'vitest';
import type { Classification, FieldType } from '../../../../main/contract/flow/form';
import { maskLicenceNumber, maskNumber } from '../../../../main/core/base';

const HOLDER = '37019919530412981X';
const mask = (number: string, level: Classification, type: FieldType = 'text', holderCode = HOLDER) =>
  maskLicenceNumber(number, { level, type, holderCode });
/** How many characters of the number can be read. */
const shown = (masked: string) => [...masked].filter((point) => point !== '*').length;

/** As they are numbered: digits, with letters, full-width, with brackets and words, with characters beyond the 16-bit ones. */
const WAYS = [
  '1234567890',
  'AB12CD34EF',
  '１２３４５６７８９０',
  '鲁（2024）7号证书',
  '𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉',
];
const LEVELS: Classification[] = [1, 2, 3, 4];

describe('a licence number', () => {
  it.each([
    [1, 'JY13701020012345', 'JY13701020012345'],
    [2, 'JY13701020012345', 'JY13701020012345'],
    [3, 'J370102-2019-003321', 'J37**************21'],
    [4, 'A26093961', '*****3961'],
    [3, '鲁（2024）济南市不动产权第0012345号', '鲁（2******************5号'],
    [4, '鲁（2024）济南市不动产权第0012345号', '鲁**********************'],
    [3, '１２３４５６７８９０', '１２３*****９０'],
    [4, '１２３４５６７８９０', '１*********'],
    [4, 'P370123456', '******3456'],
    [3, '', ''],
    [4, '', ''],
  ] as const)('of level %s %s reads %s', (level, number, read) => {
    expect(mask(number, level)).toBe(read);
  });

  it.each([
    [1, '*', '*'],
    [2, '**', '**'],
    [3, '***', '***'],
    [4, '****', '****'],
    [5, '*****', '*****'],
    [6, '****56', '1*****'],
    [7, '*****67', '1******'],
    [8, '******78', '******78'],
  ] as const)('of %s characters shows no more than two of them at level 3 and 4', (length, third, fourth) => {
    const number = '1234567890'.slice(0, length);
    expect([mask(number, 3), mask(number, 4)]).toEqual([third, fourth]);
    expect([mask(number, 1), mask(number, 2)]).toEqual([number, number]);
  });

  it('shows never more at a higher level, however short and however it is written', () => {
    for (const way of WAYS)
      for (let length = 0; length <= 10; length += 1) {
        const number = [...way].slice(0, length).join('');
        const counts = LEVELS.map((level) => shown(mask(number, level)));
        expect(counts, number).toEqual([...counts].sort((a, b) => b - a));
        if (length <= 8) expect(counts[2], number).toBeLessThanOrEqual(2);
        expect([...mask(number, 3)].length, number).toBe(length);
      }
  });

  it('cuts no character in two', () => {
    for (const level of LEVELS) expect(mask(WAYS[4] ?? '', level)).toMatch(/^[\u{20000}-\u{20009}*]{10}$/u);
  });

  it.each([
    HOLDER,
    `T${HOLDER}`,
    `${HOLDER}43`,
    HOLDER.toLowerCase(),
    '３７０１９９１９５３０４１２９８１Ｘ',
  ])('that is or holds its holder’s own is shown by its ends, whatever its level: %s', (number) => {
    for (const level of LEVELS) expect(mask(number, level)).toBe(maskNumber(number));
    expect(maskNumber(number)).toMatch(/^.{3}\*{13,15}.{2}$/);
  });

  it.each(['370102199003074514', '37010219900307451443', '３７０１０２１９９００３０７４５１４'])(
    'that is somebody else’s resident number is as well: %s',
    (number) => {
      for (const level of LEVELS) expect(mask(number, level)).toBe(maskNumber(number));
    },
  );

  it('is not taken for the holder’s own where nobody knows whose it is', () => {
    expect(mask('JY1370102', 1, 'text', '')).toBe('JY1370102');
  });

  it.each([
    'id-number',
    'uscc',
    'phone',
    'person',
    'enterprise',
    'text',
    'date',
    'number',
    'enum',
    'region',
  ] as const)('of the highest level is never whole, of type %s either', (type) => {
    for (const number of ['9', '91370102MA3C00021X', '13800000000', 'H1234567', '周明远 A1234567'])
      expect(shown(mask(number, 4, type)), number).toBeLessThanOrEqual(Math.min(5, number.length - 1));
  });
});
