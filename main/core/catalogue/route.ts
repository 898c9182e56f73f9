import { regionName } from '../../contract/catalogue/regions';
import type { ItemRoute, ItemRow } from '../../contract/catalogue/types';

/** Who handles an item for a region (R93). */
export interface Handler {
  department: string;
  body: string;
  /** Of the body's own region. */
  regionCode: string;
}

type Level = ItemRoute['level'];

/** The region itself, then those around it: 370102, 370100, 370000. */
function regionsAround(regionCode: string): { level: Level; code: string }[] {
  const city = `${regionCode.slice(0, 4)}00`;
  const around = [
    { level: 'county' as const, code: regionCode },
    { level: 'city' as const, code: city },
    { level: 'province' as const, code: `${regionCode.slice(0, 2)}0000` },
  ];
  return around.slice(regionCode.endsWith('0000') ? 2 : regionCode.endsWith('00') ? 1 : 0);
}

/**
 * The nearest body of the item's department that the catalogue names for the region: where the county has none, the city's.
 * Rows that name the item go before those of its whole department. Null where none is named, or the region is not known.
 */
export function routeOf(routes: readonly ItemRoute[], item: ItemRow, regionCode: string): Handler | null {
  const { seq, department } = item;
  if (regionName(regionCode) === null) return null;
  const ofDepartment = routes.filter((route) => route.department === department);
  const own = ofDepartment.filter(({ itemSeqs }) => itemSeqs.includes(seq));
  const rows = own.length > 0 ? own : ofDepartment.filter(({ itemSeqs }) => itemSeqs.length === 0);
  for (const { level, code } of regionsAround(regionCode)) {
    const row = rows.find((route) => route.level === level);
    if (row)
      return { department, body: row.body.replaceAll('{region}', regionName(code) ?? ''), regionCode: code };
  }
  return null;
}
