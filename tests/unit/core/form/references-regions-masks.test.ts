import { describe, expect, it } from 'vitest';
import { REGIONS, regionCode, regionName } from '../../../../main/contract/catalogue/regions';
import { joinReference, splitReference } from '../../../../main/contract/flow/reference';
import { maskValue } from '../../../../main/core/base';
import { editField, maskForm } from '../../../../main/core/form';
import { field, fieldOf, fill, grant, item, licence, licenceOrigin, READ_AT } from './samples';

const AT = READ_AT + 90_000;

describe('references', () => {
  const definition = item([
    field('agent', { type: 'person' }),
    field('employer', { type: 'enterprise' }),
    field('self', { type: 'person', origins: [{ from: 'holder', element: 'nameAndCode' }] }),
  ]);
  const typed = (key: string, value: string) => {
    const edited = editField(fill(definition), definition, { key, value, at: AT });
    if (!edited.ok) throw new Error(edited.failure.code);
    return fieldOf(edited.value, key);
  };

  it.each([
    ['agent', '周明远 37019919530412981x', '周明远 37019919530412981X', null],
    ['agent', '  阿依  古丽   37019919530412981X ', '阿依 古丽 37019919530412981X', null],
    ['agent', '周明远 370199195304129811', '周明远 370199195304129811', 'reference'],
    ['agent', '周明远', '周明远', 'reference'],
    ['agent', '37019919530412981X', '37019919530412981X', 'reference'],
    ['agent', 'Marie FRA379983042739', 'Marie FRA379983042739', null],
    ['employer', '样例有限公司 91370999MAFBDE302X', '样例有限公司 91370999MAFBDE302X', null],
    ['employer', '样例有限公司 91370999MAFBDE3021', '样例有限公司 91370999MAFBDE3021', 'reference'],
    ['employer', '样例有限公司 37019919530412981X', '样例有限公司 37019919530412981X', 'reference'],
  ])('%s %j', (key, text, value, problem) => {
    expect(typed(key, text)).toMatchObject({ value });
    expect(typed(key, text).problem?.code ?? null).toBe(problem);
  });

  it('are filled from the holder', () => {
    expect(fieldOf(fill(definition), 'self')).toMatchObject({
      value: '周明远 37019919530412981X',
      locked: true,
      problem: null,
    });
  });

  it('come apart as they were put together', () => {
    for (const [name, number] of [
      ['周明远', '37019919530412981X'],
      ['John Smith', '37019919530412981X'],
      ['John Smith', ''],
      ['', '37019919530412981X'],
      ['', ''],
    ] as const) {
      expect(splitReference(joinReference(name, number))).toEqual({ name, number });
    }
  });
});

describe('regions', () => {
  it('are the province, its 16 prefectures and 136 counties, each code and name once', () => {
    expect(REGIONS).toHaveLength(1 + 16 + 136);
    expect(new Set(REGIONS.map((region) => region.code)).size).toBe(REGIONS.length);
    expect(new Set(REGIONS.map((region) => region.name)).size).toBe(REGIONS.length);
    expect(REGIONS.filter((region) => !/^37\d{4}$/.test(region.code))).toEqual([]);
    expect(REGIONS.filter((region) => region.code.endsWith('00'))).toHaveLength(17);
  });

  it('are known by code and by whole name', () => {
    expect(regionName('370102')).toBe('济南市历下区');
    expect(regionName('371728')).toBe('菏泽市东明县');
    expect(regionName('110101')).toBeNull();
    expect(regionCode('济南市市中区')).toBe('370103');
    expect(regionCode('山东省枣庄市市中区')).toBe('370402');
    expect(regionCode('市中区')).toBeNull();
  });

  it('fill a field from a code or a name, and nothing from what is neither', () => {
    const definition = item([field('place', { type: 'region', origins: [licenceOrigin('place')] })]);
    const from = (place: string) => fieldOf(fill(definition, { grant: grant(licence({ place })) }), 'place');
    expect(from('370102')).toMatchObject({ value: '370102', locked: true });
    expect(from('山东省济南市历下区')).toMatchObject({ value: '370102', locked: true });
    expect(from('历下')).toMatchObject({ value: '', locked: false });
  });
});

describe('values of the highest level', () => {
  const definition = item([
    field('account', { classification: 4, origins: [licenceOrigin('account'), licenceOrigin('account', 5)] }),
    field('note'),
  ]);
  const form = fill(definition, { grant: grant(licence({ account: '6222021602001234567' })) });

  it('are shown in part until they are asked for', () => {
    expect(fieldOf(maskForm(form, new Set()), 'account')).toMatchObject({
      value: '***************4567',
      masked: true,
    });
    expect(maskForm(form, new Set(['account']))).toEqual(form);
  });

  it('are shown in part wherever they stand: in a contradiction and beside a correction as well', () => {
    const clash = fill(definition, {
      grant: grant(
        licence({ account: '6222021602001234567' }),
        licence({ account: '6222021602009999999' }, { typeSeq: 5 }),
      ),
    });
    const edited = editField(clash, definition, { key: 'account', value: '', reason: '已销户', at: AT });
    if (!edited.ok) throw new Error(edited.failure.code);
    expect(JSON.stringify(maskForm(edited.value, new Set()))).not.toMatch(/622202/);
  });

  it('may be typed where there is none yet', () => {
    expect(fieldOf(maskForm(fill(definition), new Set()), 'account').masked).toBe(false);
  });

  it.each([
    ['text', '6222 0216 0200 1234', '***************1234'],
    ['text', '佛教', '佛*'],
    ['text', 'A1', 'A*'],
    ['id-number', '37019919530412981X', '370*************1X'],
    ['phone', '13800000000', '138******00'],
    ['person', '周明远 37019919530412981X', '周** 370*************1X'],
    ['region', '370102', '****'],
    ['enum', '1', '****'],
    ['date', '1953-04-12', '****'],
    ['number', '0', '****'],
    ['text', '', ''],
  ] as const)('a %s %j reads %j', (type, value, masked) => {
    expect(maskValue(type, value)).toBe(masked);
  });
});
