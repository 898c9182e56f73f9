import { regionName } from '../../contract/catalogue/regions';
import type { LicenceLibrary } from '../../contract/flow/grant';

/** GB 32100: the registering office's region stands at these places of a unified social credit code. */
const CREDIT_CODE_CITY = [2, 6] as const;

/**
 * The prefecture a holder belongs to, by the number: where an identity number was first given out, or where an enterprise
 * is registered. Null for other provinces, foreigners and residents of Hong Kong, Macao and Taiwan.
 */
export function homeCity(kind: 'person' | 'enterprise', code: string): string | null {
  const digits = kind === 'person' ? code.slice(0, 4) : code.slice(...CREDIT_CODE_CITY);
  const city = `${digits}00`;
  return digits.startsWith('37') && regionName(city) !== null ? city : null;
}

const PROVINCE: LicenceLibrary = { level: 'province', regionCode: '370000' };
const NATION: LicenceLibrary = { level: 'nation', regionCode: '000000' };

/**
 * Which libraries are asked for a licence, one after the other (R65): those of its type's level as annex 2 prints it
 * (省级, 市级, both), then the ones above, the nation's last. A holder of no city of ours is in no city's library.
 */
export function librariesFor(level: string, city: string | null): LicenceLibrary[] {
  const cities: LicenceLibrary[] = city === null ? [] : [{ level: 'city', regionCode: city }];
  if (level === '市级') return [...cities, PROVINCE, NATION];
  return level.includes('市级') ? [PROVINCE, ...cities, NATION] : [PROVINCE, NATION];
}
