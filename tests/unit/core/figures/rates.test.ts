import { describe, expect, it } from 'vitest';
import { systemIds } from '../../../../main/core/base';
import { type CaseFigure, ratesBy, ratesCsv, recordFigure, recordLapse } from '../../../../main/core/figures';
import { freshStore } from '../store/profile';

const YEAR = { fromDay: '2026-01-01', toDay: '2026-12-31' };

const figure = (change: Partial<CaseFigure> = {}): CaseFigure => ({
  caseId: systemIds.next(),
  day: '2026-11-22',
  windowNo: 'A08',
  itemSeq: 37,
  itemName: '老年人补贴',
  department: '省民政厅',
  outcome: 'accepted',
  fields: 20,
  fieldsShared: 15,
  fieldsCorrected: 1,
  fieldsReported: 3,
  fieldsAskedAgain: 1,
  materials: 4,
  materialsShared: 2,
  materialsPledged: 1,
  materialsPaper: 1,
  licences: 3,
  licencesReplaced: 2,
  ...change,
});

function storeWith(figures: readonly CaseFigure[]) {
  const store = freshStore();
  store.transaction((tx) => {
    for (const each of figures) recordFigure(tx, each);
  });
  return store.read;
}

describe('rates', () => {
  it('are computed from real cases, over all of them and not as a mean of means', () => {
    const read = storeWith([figure(), figure({ fields: 10, fieldsShared: 0 })]);
    expect(ratesBy(read, 'all', YEAR)).toMatchObject([{ cases: 2, fields: 30, fieldsShared: 15 }]);
    expect(ratesCsv('all', ratesBy(read, 'all', YEAR))).toContain(',30,15,50.0%,');
  });

  it('count an abandoned case against first-time completion and nowhere else', () => {
    const read = storeWith([figure(), figure({ outcome: 'abandoned', fields: 20, fieldsShared: 20 })]);
    expect(ratesBy(read, 'all', YEAR)).toMatchObject([
      { cases: 2, accepted: 1, fields: 20, fieldsShared: 15 },
    ]);
  });

  it('count a case that was taken in offline and ended unconfirmed as lapsed, and as accepted no more', () => {
    const store = freshStore();
    const lapsed = figure();
    store.transaction((tx) => {
      recordFigure(tx, figure());
      recordFigure(tx, lapsed);
    });
    expect(ratesBy(store.read, 'all', YEAR)).toMatchObject([{ cases: 2, accepted: 2, lapsed: 0 }]);
    store.transaction((tx) => recordLapse(tx, lapsed.caseId));
    expect(ratesBy(store.read, 'all', YEAR)).toMatchObject([
      { cases: 2, accepted: 1, lapsed: 1, fields: 20, fieldsShared: 15 },
    ]);
    expect(ratesCsv('all', ratesBy(store.read, 'all', YEAR))).toContain('合计,2,1,50.0%,1,');
  });

  it.each([
    ['item', ['037 老年人补贴', '448 食品经营许可']],
    ['window', ['A08', 'A09']],
    ['day', ['2026-11-21', '2026-11-22']],
    ['department', ['省市场监管局', '省民政厅']],
  ] as const)('are given by %s', (by, keys) => {
    const read = storeWith([
      figure(),
      figure({
        itemSeq: 448,
        itemName: '食品经营许可',
        windowNo: 'A09',
        day: '2026-11-21',
        department: '省市场监管局',
      }),
    ]);
    expect(ratesBy(read, by, YEAR).map((row) => row.key)).toEqual(keys);
  });

  it('leave out what ended before or after', () => {
    const read = storeWith([figure({ day: '2025-12-31' }), figure({ day: '2027-01-01' })]);
    expect(ratesBy(read, 'all', YEAR)).toEqual([]);
  });

  it('are empty and not nought where there was nothing to share', () => {
    const read = storeWith([figure({ licences: 0, licencesReplaced: 0 })]);
    expect(
      ratesCsv('all', ratesBy(read, 'all', YEAR))
        .trimEnd()
        .endsWith(',0,0,0,,'),
    ).toBe(true);
  });

  it('are kept a text in a spreadsheet, whatever an item is called', () => {
    const read = storeWith([figure({ department: '=HYPERLINK("x"),部门' })]);
    expect(ratesCsv('department', ratesBy(read, 'department', YEAR))).toContain(
      `"'=HYPERLINK(""x""),部门",1,1,`,
    );
  });

  it('refuse a second count of the same case', () => {
    const once = figure();
    expect(() => storeWith([once, once])).toThrow();
  });
});
