import { describe, expect, it } from 'vitest';
import { IssueEntry, IssueFacts } from '../../../../main/contract/catalogue/issue-list';
import type { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import { checkEditions, loadCatalogue } from '../../../../main/core/catalogue';
import { issueWord } from '../../../../main/core/catalogue/issue-list';
import { layerEditions } from '../../../../main/core/catalogue/layer';
import { changed, smallEdition } from './small-edition';

const TODAY = '2026-11-22';

function entry(more: Partial<IssueEntry> = {}): IssueEntry {
  const row = { typeSeq: 1, issuer: '公安部门', regionCode: '370000', since: '2010-01-01', cycle: 'daily' };
  return IssueEntry.parse({ ...row, ...more });
}
const JINAN = entry({ regionCode: '370100', since: '2016-01-01', until: '2020-12-31' });
const QINGDAO = entry({ regionCode: '370200', since: '2018-01-01', cycle: 'yearly' });

const standingOf = (list: IssueEntry[], facts: { issued?: string; regionCode?: string } = {}) =>
  issueWord(list, { typeSeq: 1, issued: '', regionCode: '', ...facts }, TODAY).standing;

describe('what the issue list says before anybody is asked (R23)', () => {
  it.each([
    ['', true],
    ['1985', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-45', false],
  ])('takes a year, or a day of the calendar: %s', (issued, isTaken) => {
    expect(IssueFacts.safeParse({ typeSeq: 1, issued }).success).toBe(isTaken);
  });

  it.each<[string, IssueEntry[], { issued?: string; regionCode?: string }, string]>([
    ['nothing of a type it does not name', [entry({ typeSeq: 33 })], {}, 'not-listed'],
    ['nothing of another province', [entry()], { regionCode: '320100' }, 'not-listed'],
    ['that a type exists where nothing more is known', [entry()], {}, 'exists'],
    ['that the whole province covers a county', [entry()], { regionCode: '370102' }, 'exists'],
    ['that a city covers its counties', [JINAN], { issued: '2018', regionCode: '370102' }, 'exists'],
    ['that another city has none', [JINAN, QINGDAO], { regionCode: '370300' }, 'not-this-place'],
    [
      'that a county does not cover its city',
      [entry({ regionCode: '370102' })],
      { regionCode: '370100' },
      'not-this-place',
    ],
    ['that the year is too early', [entry()], { issued: '1985' }, 'not-this-year'],
    ['that the year is too late', [JINAN], { issued: '2021' }, 'not-this-year'],
    [
      'that the first year counts though it is covered in part',
      [entry({ since: '2010-07-01' })],
      { issued: '2010' },
      'exists',
    ],
    [
      'that a day before the first one does not',
      [entry({ since: '2010-07-01' })],
      { issued: '2010-06-30' },
      'not-this-year',
    ],
    ['that a list which begins later has nothing yet', [entry({ since: '2027-01-01' })], {}, 'not-this-year'],
    [
      'that the year of one city is not that of the other',
      [JINAN, QINGDAO],
      { issued: '2022', regionCode: '370100' },
      'not-this-year',
    ],
    [
      'that what comes once a year is not there in its year',
      [QINGDAO],
      { issued: '2026', regionCode: '370200' },
      'not-yet',
    ],
    ['that what comes daily is there on the next day', [entry()], { issued: '2026-11-21' }, 'exists'],
    ['that what comes daily is not there on its own', [entry()], { issued: TODAY }, 'not-yet'],
  ])('says %s', (_what, list, facts, standing) => {
    expect(standingOf(list, facts)).toBe(standing);
  });

  it('tells period, places and the slowest cycle of the rows it rests on', () => {
    const word = issueWord([JINAN, QINGDAO], { typeSeq: 1, issued: '2019', regionCode: '' }, TODAY);
    expect(word).toEqual({
      standing: 'exists',
      since: '2016-01-01',
      until: null,
      regions: ['370100', '370200'],
      cycle: 'yearly',
    });
  });
});

const before = smallEdition({ issueList: [entry(), entry({ typeSeq: 33, issuer: '市场监管部门' })] });
function next(change: (list: IssueEntry[]) => void): CatalogueEdition {
  return changed(before, (draft) => {
    draft.edition = '2026-11';
    draft.effectiveFrom = '2026-11-01';
    change(draft.issueList);
  });
}

describe('an issue list that grows only (R20, R23)', () => {
  it.each<[string, string, (list: IssueEntry[]) => void]>([
    ['a body that issues no more', 'issue-removed', (list) => void list.splice(0, 1)],
    [
      'a smaller place',
      'issue-area-narrowed',
      (list) => void list.splice(0, 1, entry({ regionCode: '370100' })),
    ],
    [
      'a later beginning',
      'issue-period-narrowed',
      (list) => void list.splice(0, 1, entry({ since: '2011-01-01' })),
    ],
    ['an end', 'issue-period-narrowed', (list) => void list.splice(0, 1, entry({ until: '2025-12-31' }))],
    ['a slower cycle', 'issue-cycle-slower', (list) => void list.splice(0, 1, entry({ cycle: 'weekly' }))],
  ])('is refused, with names, for %s', (_what, kind, change) => {
    const place = { at: 'licence 1 issue 370000', name: '居民身份证 公安部门 山东省' };
    expect(checkEditions(before, next(change)).refused).toEqual([{ kind, ...place }]);
  });

  it('passes what comes earlier, sooner or from more places, and reports it', () => {
    const wider = next((list) => {
      list.splice(0, 1, entry({ since: '2001-01-01', cycle: 'at-once' }));
    });
    expect(checkEditions(before, wider)).toMatchObject({ refused: [], added: [{ kind: 'issue-widened' }] });
  });

  it.each<[string, string, IssueEntry]>([
    ['a row twice', 'issue-twice', entry({ until: '2012-01-01' })],
    ['a type that is not in the list', 'issue-licence', entry({ typeSeq: 7 })],
    ['a department that does not issue the type', 'issue-issuer', entry({ issuer: '民政部门' })],
    ['a place that is none of ours', 'issue-region', entry({ regionCode: '320000' })],
    ['an end before its beginning', 'issue-period', entry({ regionCode: '370300', until: '2009-01-01' })],
  ])('does not hang together with %s', (_what, fault, row) => {
    const loaded = loadCatalogue(next((list) => void list.push(row)));
    expect(loaded).toMatchObject({ ok: false, failure: { code: 'CATALOGUE_INVALID', details: { fault } } });
  });

  it('may be widened by a city, not narrowed', () => {
    const city = (issueList: IssueEntry[]): CatalogueEdition =>
      changed(smallEdition({ issueList }), (draft) => {
        draft.scope = { level: 'city', regionCode: '370300' };
        Object.assign(draft, { items: [], licences: [], definitions: [], themes: [], generics: [] });
      });
    const earlier = layerEditions(before, city([entry({ regionCode: '370300', since: '2005-01-01' })]));
    expect(earlier).toMatchObject({ ok: true });
    if (earlier.ok) expect(earlier.value.issueList).toHaveLength(3);
    const ended = layerEditions(before, city([entry({ until: '2020-01-01' })]));
    expect(ended).toMatchObject({ ok: false, failure: { code: 'CATALOGUE_SHRINKS' } });
  });
});
