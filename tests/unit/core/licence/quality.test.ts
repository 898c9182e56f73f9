import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue';
import { enterprises, people } from '../../../../fixtures/people';
import { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import { canonicalJson, type LicenceContent } from '../../../../main/contract/province/wire';
import { sha256 } from '../../../../main/core/base';
import { judgeLicence } from '../../../../main/core/licence/judge';
import { HOLDER, licenceContent, NOW } from './issuers';

const { licences: types } = CatalogueEdition.parse(currentEdition);

/** Of a licence of this type, with every element of the type asked for. */
function faultsOf(content: LicenceContent, digest?: string): string[] {
  const type = types.find((each) => each.seq === content.typeSeq);
  const asked = type?.elements.map(({ key }) => key) ?? [];
  const answer = { content, signature: '', certificate: '', ...(digest && { sha256: digest }) };
  const about = { holder: HOLDER, asked, departments: '', roots: [], now: NOW, rules: type };
  return judgeLicence(answer, about).faults.map(({ rule, element }) => [rule, element].join(' ').trim());
}

const IDENTITY = {
  name: '周明远',
  sex: '1',
  nation: '01',
  birthDay: '1953-04-12',
  address: '样例区示例路44号',
  number: HOLDER.code,
  issuer: '样例市公安局',
  validFrom: '2020-01-01',
  validTo: '长期',
};
const identity = (changed: Partial<typeof IDENTITY>) =>
  licenceContent({ typeSeq: 1, elements: { ...IDENTITY, ...changed } });

describe('quality rules of a licence type', () => {
  it.each<[string, Partial<typeof IDENTITY>, string[]]>([
    ['is in order', {}, []],
    ['writes a code as its word', { sex: '男', nation: '汉族' }, []],
    ['lacks a required element', { nation: ' ' }, ['missing nation']],
    ['has a day that does not exist', { birthDay: '1953-02-30' }, ['format birthDay']],
    ['has a number whose check character does not fit', { number: '370199195304129811' }, ['format number']],
    ['has a code of no list', { sex: '3' }, ['code sex']],
    ['ends before it begins', { validTo: '2019-12-31' }, ['order validTo']],
    ['has several faults', { sex: '', birthDay: '昨天' }, ['missing sex', 'format birthDay']],
  ])('tells what is wrong with a licence that %s', (_what, changed, faults) => {
    expect(faultsOf(identity(changed)).sort()).toEqual(faults.sort());
  });

  it.each<[string, number, Record<string, string>, string]>([
    ['an account number', 16, { bankAccount: '6299004738159960032' }, 'format bankAccount'],
    ['a credit code', 33, { uscc: '91370199MAXCCMYA18' }, 'format uscc'],
    [
      'a 15-character number of a foreigner',
      16,
      { socialSecurityNumber: 'FRA379983042738' },
      'format socialSecurityNumber',
    ],
  ])('reckons the check digit of %s', (_what, typeSeq, elements, fault) => {
    expect(faultsOf(licenceContent({ typeSeq, elements }))).toContain(fault);
  });

  it('holds every licence to a named issuer, a validity that runs forwards and a right identifier', () => {
    const content = licenceContent({
      issuer: ' ',
      validFrom: '2031-01-01',
      validTo: '2030-01-01',
      licenceId: '1.2.156.3005.2.11370099MAJMTP7X2E001.11370199MAA611FF79.09042442150.001.Z',
    });
    expect(faultsOf({ ...content, typeSeq: 999 })).toEqual(['issuer', 'validity', 'identifier']);
  });

  it('finds the digest that does not fit the contents', () => {
    const content = identity({});
    expect(faultsOf(content, sha256(canonicalJson(content)))).toEqual([]);
    expect(faultsOf(content, 'f'.repeat(64))).toEqual(['digest']);
  });

  it('does not fail the licence', () => {
    const good = judgeLicence(
      { content: identity({ sex: '3' }), signature: '', certificate: '' },
      { holder: HOLDER, asked: ['sex'], departments: '公安部门', roots: [], now: NOW, rules: types[0] },
    );
    expect([
      good.verdict,
      good.faults.length,
      good.checks.some(({ verdict }) => verdict === 'failed'),
    ]).toEqual(['undetermined', 1, false]);
  });

  it('is met by the invented licences, but for those that lack an element on purpose', () => {
    const found = [...people, ...enterprises].flatMap(({ licences }) =>
      licences.flatMap(({ revoked: _r, withheld: _w, ...licence }) => {
        const content = { ...licence, holderName: '', holderCode: '', status: 'valid' as const };
        return faultsOf(content);
      }),
    );
    expect(found.filter((fault) => !fault.startsWith('missing '))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(30);
  });
});
