import { beforeAll, describe, expect, it } from 'vitest';
import edition from '../../../../fixtures/catalogue/editions/2026-11.json' with { type: 'json' };
import type { TestAuthority } from '../../../../fixtures/keys';
import { enterprises, people } from '../../../../fixtures/people';
import type { Holder } from '../../../../main/contract/flow/grant';
import type { LicenceContent } from '../../../../main/contract/province/wire';
import { judgeLicence, recheckStatus } from '../../../../main/core/licence';
import { issuerNow, issuerStanding } from '../../../../main/core/licence/issuers';
import { HOLDER, type Issuer, licenceContent, NOW, openAuthority, openIssuer, signed } from './issuers';

let authority: TestAuthority;
let issuer: Issuer;
beforeAll(async () => {
  authority = await openAuthority();
  issuer = await openIssuer(authority);
});

function judged(content: Partial<LicenceContent>, about: { departments?: string; holder?: Holder } = {}) {
  const options = { asked: ['name', 'address'], roots: [authority.caCertificate], now: NOW };
  const given = { departments: '公安部门', holder: HOLDER, ...about };
  return judgeLicence(signed(licenceContent(content), issuer), { ...options, ...given });
}
const checkOf = (copy: ReturnType<typeof judged>, name: string) =>
  copy.checks.find((check) => check.name === name);

describe('the issuer’s competence', () => {
  it('fails a licence of a type that its issuer does not issue, however well signed', () => {
    const copy = judged({}, { departments: '民政部门' });
    expect(checkOf(copy, 'signature')?.verdict).toBe('passed');
    expect(checkOf(copy, 'issuer')).toEqual({
      name: 'issuer',
      verdict: 'failed',
      why: 'issuer-not-competent',
    });
    expect(copy.verdict).toBe('failed');
  });

  it('fails a licence that was signed under another body’s certificate', () => {
    const copy = judged({ issuer: '别市公安局' });
    expect(checkOf(copy, 'signature')?.verdict).toBe('passed');
    expect(checkOf(copy, 'issuer')).toMatchObject({ verdict: 'failed', why: 'certificate-of-other' });
  });

  it.each([
    ['样例市气象台', '公安部门', '2020-01-01', 'unknown'],
    ['样例市公安局', '海关', '2020-01-01', 'unknown'],
    ['样例市公安局', '公安部门', '2020-01-01', 'competent'],
    ['样例市行政审批服务局', '市场监管部门、行政审批服务部门', '2022-01-01', 'competent'],
    ['样例市工商行政管理局', '市场监管部门、行政审批服务部门', '2015-06-01', 'successor'],
    ['样例市工商行政管理局', '市场监管部门、行政审批服务部门', '2020-06-01', 'abolished'],
    ['样例市国土资源局', '自然资源部门', '2012-01-01', 'successor'],
    ['样例市国土资源局', '自然资源部门', '', 'successor'],
    ['样例市卫生局', '民政部门', '2010-01-01', 'not-competent'],
  ])('sees %s for %s of %s as %s', (name, departments, day, standing) => {
    expect(issuerStanding(name, departments, day)).toBe(standing);
  });

  it('leaves a body nobody has listed undetermined, which fills nothing', async () => {
    const copy = judged({}, { departments: '海关' });
    expect(checkOf(copy, 'issuer')).toMatchObject({ verdict: 'undetermined', why: 'issuer-unknown' });
    expect(copy.verdict).toBe('undetermined');
  });

  it('sends the questions about an abolished issuer’s licence to its successor', () => {
    expect(issuerNow('样例市卫生和计划生育委员会')).toBe('样例市卫生健康委员会');
    expect(issuerNow('样例市安全生产监督管理局')).toBe('样例市应急管理局');
    expect(judged({}).issuerNow).toBe('样例市公安局');
  });

  it('knows the issuer of every licence of the training world as competent', () => {
    const departments = new Map(edition.licences.map((type) => [type.seq, type.issuer]));
    const odd = [...people, ...enterprises]
      .flatMap((holder) => holder.licences)
      .map(({ typeSeq, issuer: name, validFrom }) => ({
        typeSeq,
        name,
        standing: issuerStanding(name, departments.get(typeSeq) ?? '', validFrom),
      }))
      .filter(({ standing }) => !['competent', 'successor'].includes(standing));
    expect(odd).toEqual([]);
  });
});

describe('the holder of a licence', () => {
  const holder = (name: string): Holder => ({ ...HOLDER, name });
  const long = '阿卜杜热西提·买买提托合提·努尔艾合买提·艾力克木江';

  it.each([
    ['the same name', '周明远', '周明远', 'passed', undefined],
    ['blanks and another dot', '阿依古丽 • 买买提', '阿依古丽·买买提', 'passed', undefined],
    ['a rare character that was lost', '高□', '高㛃', 'passed', 'rare-characters'],
    ['a rare character at a private code point', '龚\u{E863}', '龚䶮', 'passed', 'rare-characters'],
    ['a name cut at fifteen characters', long.slice(0, 15), long, 'passed', 'cut-name'],
    ['a former name', '方招弟', '方清和', 'undetermined', 'other-name'],
    ['a name that only begins alike', '周明', '周明远', 'undetermined', 'other-name'],
    ['nothing but placeholders', '□□', '高㛃', 'undetermined', 'other-name'],
  ])('is judged where the number is the same: %s', (_what, onLicence, registered, verdict, why) => {
    const check = checkOf(judged({ holderName: onLicence }, { holder: holder(registered) }), 'holder');
    expect(check).toEqual({ name: 'holder', verdict, ...(why && { why }) });
  });

  it('is somebody else where the number is another, whatever the name', () => {
    const check = checkOf(judged({ holderCode: '370199195304129828' }), 'holder');
    expect(check).toEqual({ name: 'holder', verdict: 'failed', why: 'other-holder' });
  });
});

describe('a licence with missing elements', () => {
  it('is no fault of the licence: what is there is used, what is not is named', () => {
    const copy = judged({ elements: { name: '周明远', address: ' ' } });
    expect(copy.verdict).toBe('passed');
    expect(copy.missing).toEqual(['address']);
  });
});

describe('the status asked for again', () => {
  it.each([
    ['revoked', null, 'failed', undefined],
    ['expired', null, 'failed', undefined],
    ['unknown', null, 'undetermined', undefined],
    ['valid', NOW + 1, 'undetermined', 'changed-since'],
    ['valid', NOW - 1, 'passed', undefined],
    ['valid', null, 'passed', undefined],
  ] as const)('as %s, changed at %s, makes it %s', (status, changedAt, verdict, why) => {
    const again = recheckStatus(judged({}), { status, changedAt }, NOW + 600_000);
    expect(again.verdict).toBe(verdict);
    expect(again.checkedAt).toBe(NOW + 600_000);
    expect(checkOf(again, 'status')?.why).toBe(why);
  });
});
