import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../main/contract/failures/failure';
import type { LicenceLibrary } from '../../../../main/contract/flow/grant';
import { homeCity, librariesFor } from '../../../../main/core/licence/levels';
import { searchLibraries } from '../../../../main/core/licence/search';

const CITY: LicenceLibrary = { level: 'city', regionCode: '370100' };
const PROVINCE: LicenceLibrary = { level: 'province', regionCode: '370000' };
const NATION: LicenceLibrary = { level: 'nation', regionCode: '000000' };

const row = (typeSeq: number, library: LicenceLibrary, status: 'valid' | 'expired' = 'valid') => ({
  licenceId: `L-${typeSeq}-${library.level}`,
  typeSeq,
  name: '证照',
  issuer: '机关',
  status,
  validTo: null,
  library,
});
type Answer = Awaited<ReturnType<Parameters<typeof searchLibraries>[2]>>;

/** Libraries by their level; what is not given has nothing. */
function libraries(answers: Partial<Record<LicenceLibrary['level'], Answer>>) {
  const asked: string[] = [];
  const list = async (library: LicenceLibrary): Promise<Answer> => {
    asked.push(library.level);
    return answers[library.level] ?? ok({ licences: [] });
  };
  return { asked, list };
}
const HEALTH = { typeSeq: 32, level: '市级' };
const MARRIAGE = { typeSeq: 13, level: '省级' };

async function find(
  answers: Parameters<typeof libraries>[0],
  types = [HEALTH],
  city: string | null = '370100',
) {
  const { asked, list } = libraries(answers);
  const found = await searchLibraries(types, city, list);
  return { asked, found: found.ok ? Object.fromEntries(found.value) : found.failure.code };
}

describe('which libraries are asked, one after the other (R65)', () => {
  it.each<[string, string | null, string[]]>([
    ['市级', '370100', ['city', 'province', 'nation']],
    ['市级', null, ['province', 'nation']],
    ['省级', '370100', ['province', 'nation']],
    ['省级、市级', '370100', ['province', 'city', 'nation']],
  ])('of a type of %s, the holder of %s', (level, city, path) => {
    expect(librariesFor(level, city).map((each) => each.level)).toEqual(path);
  });

  it.each<['person' | 'enterprise', string, string | null]>([
    ['person', '37019919530412981X', '370100'],
    ['person', '320199195304129812', null],
    ['person', '810000199104182585', null],
    ['person', 'FRA379983042739', null],
    ['enterprise', '91370299MAXCCMYA19', '370200'],
    ['enterprise', '91320199MAXCCMYA19', null],
  ])('by the city of a %s numbered %s', (kind, code, city) => {
    expect(homeCity(kind, code)).toBe(city);
  });
});

describe('a search through the libraries', () => {
  it('ends where a valid licence is found', async () => {
    const { asked, found } = await find({ city: ok({ licences: [row(32, CITY)] }) });
    expect(asked).toEqual(['city']);
    expect(found).toEqual({ 32: { row: row(32, CITY), down: [] } });
  });

  it('goes on to the next level after a miss, for that type only', async () => {
    const { asked, found } = await find(
      { province: ok({ licences: [row(13, PROVINCE)] }), nation: ok({ licences: [row(32, NATION)] }) },
      [HEALTH, MARRIAGE],
    );
    expect(asked).toEqual(['city', 'province', 'province', 'nation']);
    expect(found).toMatchObject({ 13: { row: { library: PROVINCE } }, 32: { row: { library: NATION } } });
  });

  it('asks a library once for all the types it may have', async () => {
    const two = [MARRIAGE, { ...MARRIAGE, typeSeq: 16 }];
    const rows = [row(13, PROVINCE), row(16, PROVINCE)];
    expect((await find({ province: ok({ licences: rows }) }, two)).asked).toEqual(['province']);
  });

  it('looks for a valid one behind one that has expired, and keeps that where there is none', async () => {
    const expired = ok({ licences: [row(32, CITY, 'expired')] });
    const better = await find({ city: expired, province: ok({ licences: [row(32, PROVINCE)] }) });
    expect(better.found).toMatchObject({ 32: { row: { library: PROVINCE } } });
    expect((await find({ city: expired })).found).toMatchObject({ 32: { row: { status: 'expired' } } });
  });

  it('passes over a library that is down, and names it: nobody can say that there is none', async () => {
    const down = fail('LICENCE_LIBRARY_DOWN');
    expect((await find({ city: down })).found).toEqual({ 32: { row: null, down: [CITY] } });
    expect((await find({ nation: down })).found).toEqual({ 32: { row: null, down: [NATION] } });
    const found = await find({ city: down, province: ok({ licences: [row(32, PROVINCE)] }) });
    expect(found.found).toMatchObject({ 32: { row: { library: PROVINCE } } });
  });

  it('takes a city that is silent behind the province for what cities keep, and for nothing else', async () => {
    const silent = ok({ licences: [], down: [CITY] });
    const { found } = await find({ province: silent }, [HEALTH, MARRIAGE], null);
    expect(found).toEqual({ 13: { row: null, down: [] }, 32: { row: null, down: [CITY] } });
  });

  it('says there is none where every library has answered, or is not behind the interface', async () => {
    expect((await find({})).found).toEqual({ 32: { row: null, down: [] } });
    const { found } = await find({ nation: fail('PROVINCE_NOT_OFFERED') });
    expect(found).toEqual({ 32: { row: null, down: [] } });
  });

  it('fails with the line where nobody of the first round could be reached, and at once where it is refused', async () => {
    const lost = fail('PROVINCE_TIMEOUT');
    expect((await find({ province: lost }, [MARRIAGE])).found).toBe('PROVINCE_TIMEOUT');
    const revoked = await find({ city: fail('LICENCE_GRANT_REVOKED') });
    expect(revoked).toEqual({ asked: ['city'], found: 'LICENCE_GRANT_REVOKED' });
  });
});
