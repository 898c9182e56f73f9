/** R93: to whom an item goes, by the catalogue's routing data. */
import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue';
import { regionName } from '../../../../main/contract/catalogue/regions';
import { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import { loadCatalogue } from '../../../../main/core/catalogue';

const loaded = loadCatalogue(currentEdition);
if (!loaded.ok) throw new Error(loaded.failure.code);
const catalogue = loaded.value;
const edition = CatalogueEdition.parse(currentEdition);
const itemOf = (department: string) => edition.items.find((row) => row.department === department)?.seq ?? 0;

describe('an item', () => {
  it('goes to its department’s body of the region, by level', () => {
    const seq = itemOf('省民政厅');
    expect(catalogue.handler(seq, '370102')).toEqual({
      department: '省民政厅',
      body: '济南市历下区民政局',
      regionCode: '370102',
    });
    expect(catalogue.handler(seq, '370100')?.body).toBe('济南市民政局');
    expect(catalogue.handler(seq, '370000')?.body).toBe('山东省民政厅');
  });

  it('goes to the body around the region where the region has none of its own', () => {
    expect(catalogue.handler(itemOf('省生态环境厅'), '370102')).toMatchObject({
      body: '济南市生态环境局',
      regionCode: '370100',
    });
  });

  it('that has a row of its own goes by that and not by its department’s', () => {
    expect(catalogue.handler(2, '370102')).toMatchObject({ body: '山东省教育厅', regionCode: '370000' });
    expect(catalogue.handler(1, '370102')?.body).toBe('济南市历下区教育和体育局');
  });

  it.each([
    ['the department has no row', itemOf('省海洋局'), '370102'],
    ['nobody has said where the hall is', itemOf('省民政厅'), ''],
    ['the region is none of the province', itemOf('省民政厅'), '110101'],
    ['the item is not in the catalogue', 100_000, '370102'],
  ])('is not guessed at where %s', (_why, seq, region) => {
    expect(catalogue.handler(seq, region)).toBeNull();
  });

  it('of every department but one is routed, to regions that exist', () => {
    const lost = edition.items.filter(({ seq }) => catalogue.handler(seq, '370102') === null);
    expect(new Set(lost.map(({ department }) => department))).toEqual(new Set(['省海洋局']));
    for (const { seq } of edition.items) {
      const handler = catalogue.handler(seq, '371302');
      if (handler) expect(regionName(handler.regionCode), handler.body).not.toBeNull();
      expect(handler?.body ?? '').not.toContain('{');
    }
  });
});
