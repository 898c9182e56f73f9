import { describe, expect, it } from 'vitest';
import type { LicenceCopy } from '../../../../main/contract/flow/grant';
import { systemIds } from '../../../../main/core/base';
import { qualityBy, qualityCsv, recordQuality } from '../../../../main/core/figures';
import { licence } from '../form/samples';
import { freshStore } from '../store/profile';

const YEAR = { fromDay: '2026-01-01', toDay: '2026-12-31' };
const NAMES = new Map([
  [1, '居民身份证'],
  [16, '社会保障卡'],
]);
const signed = [{ name: 'signature' as const, verdict: 'passed' as const }];
const good = licence({ name: '周明远' }, { checks: signed });
const bad = licence(
  { bankAccount: '6299004738159960032' },
  {
    typeSeq: 16,
    issuer: '济南市人力资源和社会保障局',
    issuerNow: '济南市人力资源和社会保障局',
    checks: signed,
    faults: [
      { rule: 'missing', element: 'issuedDay' },
      { rule: 'format', element: 'bankAccount' },
      { rule: 'code', element: 'bankName' },
      { rule: 'validity', element: '' },
      { rule: 'digest', element: '' },
    ],
  },
);

function storeWith(cases: readonly (readonly LicenceCopy[])[], day = '2026-11-22') {
  const store = freshStore();
  store.transaction((tx) => {
    for (const licences of cases)
      recordQuality(tx, { caseId: systemIds.next(), day, licences, nameOf: (seq) => NAMES.get(seq) ?? '' });
  });
  return store;
}

describe('the pass rate of licence data', () => {
  it('is kept by licence type, with the faults by kind', () => {
    const { read } = storeWith([[good, bad], [good], [{ ...bad, faults: [] }]]);
    expect(qualityBy(read, 'licence', YEAR)).toEqual([
      {
        key: '01 居民身份证',
        checked: 2,
        passed: 2,
        missing: 0,
        malformed: 0,
        disordered: 0,
        unidentified: 0,
      },
      {
        key: '16 社会保障卡',
        checked: 2,
        passed: 1,
        missing: 1,
        malformed: 2,
        disordered: 1,
        unidentified: 1,
      },
    ]);
  });

  it('is kept by the body that answers for the licence, its successor where it is gone', () => {
    const moved = { ...bad, issuer: '济南市劳动和社会保障局' };
    const { read } = storeWith([[good], [bad], [moved]]);
    expect(qualityBy(read, 'issuer', YEAR)).toMatchObject([
      { key: '样例市公安局', checked: 1, passed: 1 },
      { key: '济南市人力资源和社会保障局', checked: 2, passed: 0 },
    ]);
  });

  it('believes no name of an issuer that nobody has signed for', () => {
    const { read } = storeWith([[{ ...good, issuer: '=HYPERLINK("x")', issuerNow: '', checks: [] }]]);
    expect(qualityBy(read, 'issuer', YEAR)).toMatchObject([{ key: '（发证机关未能核实）' }]);
  });

  it('counts a licence of a case once, and only the days asked for', () => {
    const store = storeWith([]);
    const about = {
      caseId: systemIds.next(),
      day: '2026-11-22',
      licences: [good],
      nameOf: () => '居民身份证',
    };
    store.transaction((tx) => {
      recordQuality(tx, about);
      recordQuality(tx, { ...about, licences: [{ ...good, faults: bad.faults }] });
    });
    expect(qualityBy(store.read, 'licence', YEAR)).toMatchObject([{ checked: 1, passed: 1 }]);
    expect(qualityBy(store.read, 'licence', { fromDay: '2026-11-23', toDay: '2026-12-31' })).toEqual([]);
  });

  it('is exported with shares, and with nothing that a licence said', () => {
    const { read } = storeWith([[good, bad]]);
    const csv = qualityCsv('licence', qualityBy(read, 'licence', YEAR));
    expect(csv).toContain('16 社会保障卡,1,0,0.0%,1,2,1,1\r\n');
    expect(csv).toContain('01 居民身份证,1,1,100.0%,0,0,0,0\r\n');
    expect(csv).not.toContain('6299004738159960032');
    expect(csv).not.toContain('周明远');
  });
});
