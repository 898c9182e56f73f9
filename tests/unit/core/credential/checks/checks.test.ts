import { describe, expect, it } from 'vitest';
import { creditCodeValid, identityNumberValid } from '../../../../../main/core/base';
import { licenceIdentifierCheck, nationName } from '../../../../../main/core/credential';

describe('identity numbers (GB 11643)', () => {
  it.each(['11010519491231002X', '11010519491231002x'])('accepts %s', (number) => {
    expect(identityNumberValid(number)).toBe(true);
  });
  it.each([
    '110105194912310021',
    '11010519491331002X',
    '11010519490230002X',
    '1101051949123100',
    'X1010519491231002X',
    '',
    ' 11010519491231002X',
  ])('refuses %s', (number) => {
    expect(identityNumberValid(number)).toBe(false);
  });
});

describe('unified social credit codes (GB 32100)', () => {
  it.each([
    '11100000000013338W',
    '91370406L24894136J',
    '11370800MB28559184',
    '11100000000013661B',
    '11110000000021135M',
    '113700000045046442',
    '11330105002500287C',
    '11430000006122244L',
    '11220000013544541J',
  ])('accepts the issued code %s', (code) => {
    expect(creditCodeValid(code)).toBe(true);
  });
  it.each(['11370500004311394A', '9137O406L24894136J', '91370406L24894136', '11010519491231002X', ''])(
    'refuses %s',
    (code) => {
      expect(creditCodeValid(code)).toBe(false);
    },
  );
});

describe('licence identifiers (GB/T 36904)', () => {
  it.each([
    '11100000000013338W032.11220000013544541J.2430599.001.F',
    '11100000MB03271699022.340100.000000016.001.9',
    '11100000000013338W011.11430000006122244L.20230000403.001.U',
    '11100000000013338W009.11330105002500287C.2025052201.002.0',
    '11100000000013338W087.11370800MB28559184.37080001202411010001.001.3',
  ])('accepts the issued identifier %s', (rest) => {
    expect(licenceIdentifierCheck(`1.2.156.3005.2.${rest}`)).toBe(true);
  });
  it.each([
    '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M',
    '1.2.156.3005.1.11100000MB03271699022.340100.000000016.001.9',
    '1.2.156.3005.2.11100000MB03271699022.340100.000000016.9',
    '',
  ])('refuses %s', (identifier) => {
    expect(licenceIdentifierCheck(identifier)).toBe(false);
  });
});

describe('nations (GB/T 3304)', () => {
  it.each([
    ['01', '汉'],
    ['02', '蒙古'],
    ['30', '土'],
    ['56', '基诺'],
    ['97', '其他'],
    ['57', ''],
    ['', ''],
  ])('%s is "%s"', (code, name) => {
    expect(nationName(code)).toBe(name);
  });
});
