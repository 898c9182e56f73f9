import { describe, expect, it } from 'vitest';
import type { IssueWord } from '../../../../main/contract/catalogue/issue-list';
import { ISSUE, writeIssue } from '../../../../renderer/words';

const word = (more: Partial<IssueWord>): IssueWord => ({
  standing: 'exists',
  since: '2016-07-01',
  until: null,
  regions: ['370000'],
  cycle: 'weekly',
  ...more,
});

describe('the issue list in words (R23)', () => {
  it.each<[string, Partial<IssueWord>]>([
    ['2016 年起，全省，每周制发', {}],
    ['2016 年至 2020 年，济南市、青岛市，每周制发', { until: '2020-12-31', regions: ['370100', '370200'] }],
    [
      '2016 年起，济南市、青岛市等 3 市，即时制发',
      { regions: ['370100', '370200', '370300'], cycle: 'at-once' },
    ],
    ['2016 年起，全省，每周制发', { regions: ['370000', '370100'] }],
    ['', { since: null, regions: [], cycle: null }],
  ])('writes %s', (text, more) => {
    expect(writeIssue(word(more))).toBe(text);
  });

  it('says how many of the licences there are', () => {
    expect([ISSUE.count(3, 3), ISSUE.count(1, 3)]).toEqual([
      '3 件，按发证清单都有',
      '3 件，按发证清单有 1 件',
    ]);
  });
});
