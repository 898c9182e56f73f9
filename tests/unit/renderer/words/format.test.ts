import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonName,
  dayOf,
  groupNumber,
  groupPhone,
  maskResidentNumber,
  normaliseDay,
  pledgeParagraphs,
  shortDigest,
  writeClock,
  writeDay,
  writeInstant,
  writeLatency,
  writeMoment,
  writeSize,
  writeSpan,
} from '../../../../renderer/words/format';

const NOON = Date.UTC(2026, 10, 22, 4, 5, 6);

describe('days and times', () => {
  it('are written in Chinese, in the hall’s zone whatever the machine’s is', () => {
    expect(writeDay('2026-11-22')).toBe('2026年11月22日');
    expect(writeDay('2026-01-02')).toBe('2026年1月2日');
    expect(writeInstant(NOON)).toBe('2026年11月22日 12:05');
    expect(writeClock(NOON)).toBe('12:05:06');
  });

  it('belong to the next day after four in the afternoon UTC', () => {
    expect(dayOf(Date.UTC(2026, 10, 22, 15, 59))).toBe('2026-11-22');
    expect(dayOf(Date.UTC(2026, 10, 22, 16, 0))).toBe('2026-11-23');
    expect(writeClock(Date.UTC(2026, 10, 22, 16, 0))).toBe('00:00:00');
  });

  it('leave out today', () => {
    expect(writeMoment(NOON, NOON + 60_000)).toBe('今天 12:05');
    expect(writeMoment(NOON, NOON + 86_400_000)).toBe('2026年11月22日 12:05');
  });

  it('leave alone what is no day', () => {
    expect(writeDay('长期')).toBe('长期');
    expect(writeDay('')).toBe('');
  });
});

describe('a day as typed', () => {
  it.each([
    ['20261122', '2026-11-22'],
    ['2026-11-22', '2026-11-22'],
    ['2026.1.2', '2026-01-02'],
    ['2026/01/02', '2026-01-02'],
    ['2026年11月22日', '2026-11-22'],
    [' 2026年1月2 ', '2026-01-02'],
    ['20240229', '2024-02-29'],
  ])('%s becomes %s', (typed, day) => {
    expect(normaliseDay(typed)).toBe(day);
  });

  it.each(['20260229', '2026-13-01', '2026113', '明天', ''])(
    '%s is left for the core to complain about',
    (typed) => {
      expect(normaliseDay(typed)).toBe(typed);
    },
  );

  it('is read back as written, for every day of the calendar', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(normaliseDay(day.replaceAll('-', ''))).toBe(day);
          expect(normaliseDay(writeDay(day))).toBe(day);
        },
      ),
    );
  });
});

describe('numbers', () => {
  it('of residents stand in groups 6-8-4, also when masked', () => {
    expect(groupNumber('37019919530412981X')).toBe('370199 19530412 981X');
    expect(groupNumber('370*************1X')).toBe('370*** ******** **1X');
  });

  it('of enterprises stand in groups 2-6-9-1', () => {
    expect(groupNumber('91370102MA3C00021X')).toBe('91 370102 MA3C00021 X');
  });

  it('of any other kind are left alone', () => {
    expect(groupNumber('6222021602003412876')).toBe('6222021602003412876');
    expect(groupNumber('913*************1X')).toBe('913*************1X');
  });

  it('lose no letter by being grouped', () => {
    fc.assert(
      fc.property(fc.string(), (text) => groupNumber(text).replaceAll(' ', '') === text.replaceAll(' ', '')),
    );
  });

  it('of residents are hidden outside the form', () => {
    expect(maskResidentNumber('37019919530412981X')).toBe('370*************1X');
    expect(maskResidentNumber('91370102MA3C00021X')).toBe('91370102MA3C00021X');
    expect(maskResidentNumber('37019919530412981X43')).toBe('370***************43');
    expect(maskResidentNumber('6222021602003412876')).toBe('6222021602003412876');
    expect(maskResidentNumber('2024-08-23')).toBe('2024-08-23');
  });

  it('of phones stand in groups', () => {
    expect(groupPhone('13805310000')).toBe('138 0531 0000');
    expect(groupPhone('0531-88880000')).toBe('0531-88880000');
  });

  it('are written with Chinese units', () => {
    expect(writeSpan(8_400)).toBe('8 秒');
    expect(writeSpan(125_000)).toBe('2 分 05 秒');
    expect(writeSpan(3_780_000)).toBe('1 小时 03 分');
    expect(writeSpan(-5)).toBe('0 秒');
    expect(writeLatency(0.2)).toBe('1 毫秒');
    expect(writeLatency(23.4)).toBe('23 毫秒');
    expect(writeLatency(1500)).toBe('1.5 秒');
    expect(writeSize(84_213)).toBe('82 千字节');
  });
});

describe('seals', () => {
  it('are named by the common name of their certificate', () => {
    expect(commonName('CN=样例专用章,O=样例局,C=CN')).toBe('样例专用章');
    expect(commonName('C=CN, O=样例局, CN=样例专用章')).toBe('样例专用章');
    expect(commonName('C=CN\nCN=样例专用章')).toBe('样例专用章');
    expect(commonName('样例专用章')).toBe('样例专用章');
  });

  it('show the start of the fingerprint in groups', () => {
    expect(shortDigest('a3f091c27be4d580'.padEnd(64, '0'))).toBe('a3f0 91c2 7be4 d580');
  });
});

describe('a pledge', () => {
  it('is read in its numbered parts, with no word lost', () => {
    const text = '一、告知义务：可以承诺。二、承诺内容：属实；情况变化时，在三十日内申报。三、责任：追回。';
    expect(pledgeParagraphs(text)).toEqual([
      '一、告知义务：可以承诺。',
      '二、承诺内容：属实；情况变化时，在三十日内申报。',
      '三、责任：追回。',
    ]);
    expect(pledgeParagraphs(text).join('')).toBe(text);
  });
});
