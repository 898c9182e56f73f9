import { describe, expect, it } from 'vitest';
import { httpDate, retryAfterMs } from '../../../../main/core/province/retry-after';

const AT = Date.UTC(2026, 10, 22, 6, 0, 0);

describe('Retry-After', () => {
  it.each([
    ['7', 7_000],
    [' 7 ', 7_000],
    ['3600', 3_600_000],
    ['86400', 3_600_000],
    ['0', null],
    ['-5', null],
    ['1.5', null],
    ['1e3', null],
    ['Infinity', null],
    ['soon', null],
    ['', null],
    [undefined, null],
    ['Sun, 22 Nov 2026 06:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 06:00:30 GMT', 30_000],
    ['Sun Nov 22 06:00:30 2026', 30_000],
    ['Mon, 23 Nov 2026 06:00:00 GMT', 3_600_000],
    ['Sun, 22 Nov 2026 05:59:59 GMT', null],
    ['Sun, 99 Nov 2026 06:00:30 GMT', null],
  ])('of %s is read as %s', (header, expected) => {
    expect(retryAfterMs(header, AT)).toBe(expected);
  });

  it('with a date is measured by the clock of whoever wrote it', () => {
    const hoursOff = AT + 5 * 3_600_000;
    expect(retryAfterMs('Sun, 22 Nov 2026 11:00:10 GMT', hoursOff)).toBe(10_000);
  });

  it('reads the three forms of a date as the same instant', () => {
    const forms = [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994',
    ];
    expect(forms.map((form) => httpDate(form))).toEqual(forms.map(() => 784_111_777_000));
  });
});
