import { sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestAuthority } from '../../../../fixtures/keys';
import type { FetchedLicence } from '../../../../main/contract/ports/licence-source';
import { canonicalJson, type LicenceContent } from '../../../../main/contract/province/wire';
import { judgeLicence } from '../../../../main/core/licence/judge';
import {
  HOLDER,
  type Issuer,
  licenceContent,
  NOW,
  openAuthority,
  openForgedIssuer,
  openIssuer,
  signed,
} from './issuers';

const DAY_MS = 86_400_000;

let authority: TestAuthority;
let elsewhere: TestAuthority;
let issuer: Issuer;

beforeAll(async () => {
  [authority, elsewhere] = await Promise.all([openAuthority(), openAuthority()]);
  issuer = await openIssuer(authority);
});

function judge(
  answer: FetchedLicence,
  changed: Partial<Parameters<typeof judgeLicence>[1]> = {},
): ReturnType<typeof judgeLicence> {
  const about = { holder: HOLDER, asked: ['name'], departments: '公安部门' };
  const options = { ...about, roots: [authority.caCertificate], now: NOW };
  return judgeLicence(answer, { ...options, ...changed });
}

function verdictOf(copy: ReturnType<typeof judgeLicence>, name: string): string | undefined {
  return copy.checks.find((check) => check.name === name)?.verdict;
}

describe('a licence in order', () => {
  it('passes every check', () => {
    const copy = judge(signed(licenceContent(), issuer));
    expect(copy.checks).toEqual([
      { name: 'signature', verdict: 'passed' },
      { name: 'status', verdict: 'passed' },
      { name: 'validity', verdict: 'passed' },
      { name: 'issuer', verdict: 'passed' },
      { name: 'holder', verdict: 'passed' },
    ]);
    expect(copy.verdict).toBe('passed');
  });

  it('is trusted under any one of several roots', () => {
    const roots = [elsewhere.caCertificate, authority.caCertificate];
    expect(judge(signed(licenceContent(), issuer), { roots }).verdict).toBe('passed');
  });

  it('is signed over its content, in whatever order the keys arrive', () => {
    const answer = signed(licenceContent(), issuer);
    const shuffled = Object.fromEntries(Object.entries(answer.content).reverse()) as LicenceContent;
    expect(judge({ ...answer, content: shuffled }).verdict).toBe('passed');
  });

  it('keeps only the elements that were asked for', () => {
    const answer = signed(licenceContent(), issuer);
    expect(judge(answer, { asked: ['sex', 'name', 'never-issued'] }).elements).toEqual({
      name: '周明远',
      sex: '男',
    });
    expect(judge(answer, { asked: [] }).elements).toEqual({});
  });

  it('carries the digest of the whole signed content, not of what was kept', () => {
    const answer = signed(licenceContent(), issuer);
    expect(judge(answer, { asked: [] }).sha256).toBe(judge(answer, { asked: ['name'] }).sha256);
    const other = signed(licenceContent({ number: 'another' }), issuer);
    expect(judge(other).sha256).not.toBe(judge(answer).sha256);
  });
});

describe('signature', () => {
  it('cannot be judged without a trusted root, which is not a pass', () => {
    const copy = judge(signed(licenceContent(), issuer), { roots: [] });
    expect(verdictOf(copy, 'signature')).toBe('undetermined');
    expect(copy.verdict).toBe('undetermined');
  });

  it.each(['not-readable', 'no-file'] as const)(
    'cannot be judged where it is %s, which is no pass',
    (why) => {
      const answer = { content: licenceContent(), signature: '', certificate: '', notReadable: why };
      const copy = judge(answer);
      expect(copy.checks[0]).toEqual({ name: 'signature', verdict: 'undetermined', why });
      expect(copy.verdict).toBe('undetermined');
      expect(judge({ ...answer, content: licenceContent({ holderCode: '' }) }).verdict).toBe('failed');
    },
  );

  it('lets one failed check outweigh what cannot be judged', () => {
    const copy = judge(signed(licenceContent({ status: 'revoked' }), issuer), { roots: [] });
    expect(copy.verdict).toBe('failed');
  });

  it.each<[string, Partial<LicenceContent>]>([
    ['an element', { elements: { ...licenceContent().elements, address: '样例区示例路45号' } }],
    ['an added element', { elements: { ...licenceContent().elements, extra: '' } }],
    ['the holder', { holderName: '周明近' }],
    ['the last day', { validTo: '2041-01-01' }],
    ['the issuer', { issuer: '别处公安局' }],
  ])('fails when %s was changed after signing', (_what, change) => {
    const answer = signed(licenceContent(), issuer);
    const copy = judge({ ...answer, content: { ...answer.content, ...change } });
    expect(verdictOf(copy, 'signature')).toBe('failed');
    expect(copy.verdict).toBe('failed');
  });

  it('fails when any one byte of the signature is another', () => {
    const answer = signed(licenceContent(), issuer);
    const bytes = Buffer.from(answer.signature, 'base64');
    const survivors = [...bytes.keys()].filter((at) => {
      const bent = Buffer.from(bytes);
      bent[at] = (bent[at] ?? 0) ^ 1;
      return judge({ ...answer, signature: bent.toString('base64') }).verdict !== 'failed';
    });
    expect(survivors).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['no base64', '这不是签名'],
    ['random bytes', Buffer.alloc(72, 7).toString('base64')],
  ])('fails when it is %s', (_what, signature) => {
    expect(verdictOf(judge({ ...signed(licenceContent(), issuer), signature }), 'signature')).toBe('failed');
  });

  it('fails when another issuer of the same province made it', async () => {
    const other = await openIssuer(authority);
    const answer = { ...signed(licenceContent(), other), certificate: issuer.certificate };
    expect(verdictOf(judge(answer), 'signature')).toBe('failed');
  });

  it('fails under the certificate of an authority that is not trusted', async () => {
    const stranger = await openIssuer(elsewhere);
    expect(verdictOf(judge(signed(licenceContent(), stranger)), 'signature')).toBe('failed');
  });

  it('fails under a certificate that only says a trusted authority issued it', async () => {
    const forged = await openForgedIssuer(authority);
    expect(verdictOf(judge(signed(licenceContent(), forged)), 'signature')).toBe('failed');
  });

  it.each([
    ['empty', ''],
    ['no certificate', Buffer.from('-----BEGIN nothing-----').toString('base64')],
  ])('fails when the certificate is %s', (_what, certificate) => {
    expect(verdictOf(judge({ ...signed(licenceContent(), issuer), certificate }), 'signature')).toBe(
      'failed',
    );
  });

  it('fails when the issuer certificate has run out, or has not begun', async () => {
    const past = await openIssuer(authority, { startsAt: NOW - 400 * DAY_MS, days: 365 });
    const future = await openIssuer(authority, { startsAt: NOW + DAY_MS });
    expect(verdictOf(judge(signed(licenceContent(), past)), 'signature')).toBe('failed');
    expect(verdictOf(judge(signed(licenceContent(), future)), 'signature')).toBe('failed');
  });

  it.each(['RSA', 'P-384'] as const)('fails under a %s key, which issuers do not sign with', async (keys) => {
    const other = await openIssuer(authority, { keys });
    expect(verdictOf(judge(signed(licenceContent(), other)), 'signature')).toBe('failed');
  });

  it('fails in an encoding other than DER', () => {
    const content = licenceContent();
    const plain = sign('sha256', Buffer.from(canonicalJson(content)), {
      key: issuer.key,
      dsaEncoding: 'ieee-p1363',
    });
    const answer = { ...signed(content, issuer), signature: plain.toString('base64') };
    expect(verdictOf(judge(answer), 'signature')).toBe('failed');
  });
});

describe('status, validity and holder', () => {
  it.each(['revoked', 'expired'] as const)('fails a licence that is %s', (status) => {
    const copy = judge(signed(licenceContent({ status }), issuer));
    expect(verdictOf(copy, 'status')).toBe('failed');
    expect(copy.verdict).toBe('failed');
  });

  it.each([
    ['begins today', { validFrom: '2026-11-22' }, 'passed'],
    ['begins tomorrow', { validFrom: '2026-11-23' }, 'failed'],
    ['names no first day', { validFrom: '' }, 'passed'],
    ['ends today', { validTo: '2026-11-22' }, 'passed'],
    ['ended yesterday', { validTo: '2026-11-21' }, 'failed'],
    ['has no end', { validTo: null }, 'passed'],
  ] as const)('judges a licence that %s', (_what, days, verdict) => {
    expect(verdictOf(judge(signed(licenceContent(days), issuer)), 'validity')).toBe(verdict);
  });

  it('counts days as the hall does, eight hours ahead of UTC', () => {
    const lastDay = signed(licenceContent({ validTo: '2026-11-22' }), issuer);
    const midnight = Date.UTC(2026, 10, 22, 16);
    expect(verdictOf(judge(lastDay, { now: midnight - 1 }), 'validity')).toBe('passed');
    expect(verdictOf(judge(lastDay, { now: midnight }), 'validity')).toBe('failed');
  });

  it.each([
    ['of somebody else', '370199195304129828', 'failed'],
    ['of nobody', '', 'failed'],
    ['with a lower-case x', '37019919530412981x', 'passed'],
    ['with blanks around it', ' 37019919530412981X ', 'passed'],
  ])('judges a holder code %s', (_what, holderCode, verdict) => {
    expect(verdictOf(judge(signed(licenceContent({ holderCode }), issuer)), 'holder')).toBe(verdict);
  });
});
