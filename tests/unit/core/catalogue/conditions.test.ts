import { describe, expect, it } from 'vitest';
import type { CatalogueSwitch } from '../../../../main/contract/catalogue/switches';
import type { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import { type Catalogue, loadCatalogue } from '../../../../main/core/catalogue/index';
import { smallEdition } from './small-edition';

function on(day: string, edition: CatalogueEdition, switches: CatalogueSwitch[] = []): Catalogue {
  const loaded = loadCatalogue(edition, { today: () => day, switches: () => switches });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
  return loaded.value;
}
function definitionOf(catalogue: Catalogue, seq: number, holder?: 'person' | 'enterprise') {
  const found = catalogue.definition(seq, holder);
  if (!found.ok) throw new Error(found.failure.code);
  return found.value;
}
const row = (of: 'item' | 'licence', seq: number, state: CatalogueSwitch['state'], fromDay: string) => ({
  of,
  seq,
  state,
  fromDay,
  note: '会议纪要',
  setAt: 1,
});

describe('a cancelled proof (R12)', () => {
  const edition = smallEdition({
    cancelled: [{ code: 'M-ID', name: '身份证', fromDay: '2026-07-01', document: '鲁政办发〔2026〕9号' }],
  });
  const ways = (day: string, seq: number) =>
    definitionOf(on(day, edition), seq).materials.map(({ name, settlement }) => [name, settlement]);

  it('is asked for until the day before, in no item from its day on', () => {
    expect(ways('2026-06-30', 1)[0]).toEqual(['身份证', 'sharing']);
    for (const seq of [1, 2, 3, 9001])
      expect(ways('2026-07-01', seq)[0], `item ${seq}`).toEqual(['身份证', 'cancelled']);
  });

  it('stays in sight with the document it was cancelled by, and its licence is not asked for on its account', () => {
    const [identity] = definitionOf(on('2026-07-01', edition), 1).materials;
    expect(identity).toMatchObject({ basis: '鲁政办发〔2026〕9号（自 2026-07-01 起取消）', typeSeq: null });
    expect(on('2026-07-01', edition).cancelled()).toHaveLength(1);
    expect(on('2026-06-30', edition).cancelled()).toEqual([]);
  });

  it('has to be in the material library', () => {
    const unknown = smallEdition({
      cancelled: [{ code: 'M-NONE', name: '无', fromDay: '2026-07-01', document: '某号' }],
    });
    expect(loadCatalogue(unknown)).toMatchObject({ failure: { details: { fault: 'cancelled-code' } } });
  });
});

describe('switches of a hall (R125)', () => {
  const edition = smallEdition();

  it('take an item out of search, lists and handling from their day on, with themes it belongs to', () => {
    const switches = [row('item', 2, 'off', '2026-06-01')];
    const before = on('2026-05-31', edition, switches);
    expect(before.search('参保', 5).map(({ seq }) => seq)).toEqual([2]);
    const after = on('2026-06-01', edition, switches);
    expect(after.search('参保', 5)).toEqual([]);
    expect(after.search('', 10).map(({ seq }) => seq)).toEqual([1, 3]);
    expect(after.defined().map(({ seq }) => seq)).toEqual([1]);
    for (const seq of [2, 9001])
      expect(after.definition(seq)).toMatchObject({ failure: { code: 'CATALOGUE_ITEM_OFF' } });
    expect(after.wanted(2)).toEqual([]);
  });

  it('leave a licence type out of what is asked for and filled in; its material takes the second way', () => {
    const off = on('2026-06-01', edition, [row('licence', 1, 'off', '2026-06-01')]);
    expect(off.wanted(1)).toEqual([]);
    const { fields, materials } = definitionOf(off, 1);
    expect(fields[0]?.origins).toEqual([]);
    expect(materials[0]).toMatchObject({ settlement: 'paper', typeSeq: null });
  });

  it('go back by one more row, the one set last deciding within a day', () => {
    const history = [row('licence', 1, 'off', '2026-06-01'), row('licence', 1, 'on', '2026-06-01')];
    expect(on('2026-06-01', edition, history).wanted(1)).toEqual(on('2026-06-01', edition).wanted(1));
    const later = [row('licence', 1, 'on', '2026-06-10'), row('licence', 1, 'off', '2026-06-01')];
    expect(on('2026-06-05', edition, later).wanted(1)).toEqual([]);
    expect(on('2026-06-10', edition, later).wanted(1)).not.toEqual([]);
  });

  it('mark what is on trial: the item itself, or one that draws on a licence type', () => {
    const item = on('2026-06-01', edition, [row('item', 2, 'trial', '2026-06-01')]);
    expect([1, 2, 9001].map((seq) => item.isTrial(seq))).toEqual([false, true, true]);
    const licence = on('2026-06-01', edition, [row('licence', 1, 'trial', '2026-06-01')]);
    expect([1, 2].map((seq) => licence.isTrial(seq))).toEqual([true, true]);
    expect(licence.wanted(1)).toHaveLength(1);
  });
});

describe('an item that nobody has defined', () => {
  it('is taken in with the general form of the holder, which says so', () => {
    const catalogue = on('2026-06-01', smallEdition());
    expect(definitionOf(catalogue, 3)).toMatchObject({ seq: 3, generic: true, audience: 'person' });
    expect(definitionOf(catalogue, 3, 'enterprise')).toMatchObject({ generic: true, audience: 'enterprise' });
    expect(definitionOf(catalogue, 1).generic).toBe(false);
    expect(catalogue.wanted(3, 'enterprise')).toEqual([{ typeSeq: 33, elements: [] }]);
    expect(catalogue.defined().map(({ seq }) => seq)).not.toContain(3);
  });

  it('stays undefined where the edition has no general form', () => {
    const catalogue = on('2026-06-01', smallEdition({ generics: [] }));
    expect(catalogue.definition(3)).toMatchObject({ failure: { code: 'CATALOGUE_ITEM_UNDEFINED' } });
  });
});
