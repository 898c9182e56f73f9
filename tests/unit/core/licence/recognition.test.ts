import { sign, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestAuthority } from '../../../../fixtures/keys';
import { NATION, type Recognition } from '../../../../main/contract/province/recognition';
import { canonicalJson } from '../../../../main/contract/province/wire';
import { sha256, toBase64 } from '../../../../main/core/base';
import { judgeLicence } from '../../../../main/core/licence/judge';
import {
  type FetchAnswer,
  HOLDER,
  type Issuer,
  licenceContent,
  NOW,
  openAuthority,
  openIssuer,
  signed,
} from './issuers';

const ISSUER = '南京市公安局交通警察支队';
const content = licenceContent({ typeSeq: 4, name: '机动车驾驶证', issuer: ISSUER, issuedIn: '320000' });

let ours: TestAuthority;
let theirs: TestAuthority;
let nation: Issuer;
let issuer: Issuer;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([openAuthority(), openAuthority()]);
  nation = await openIssuer(ours, { name: NATION });
  issuer = await openIssuer(theirs, { name: ISSUER });
});

/** The nation's word, with something changed before it is signed. */
function word(answer: FetchAnswer, more: Partial<Recognition['statement']> = {}, by = nation): Recognition {
  const statement = {
    licenceId: answer.content.licenceId,
    sha256: sha256(canonicalJson(answer.content)),
    issuedIn: '320000',
    issuer: ISSUER,
    typeSeqs: [3, 4],
    root: toBase64(theirs.caCertificate),
    at: NOW,
    ...more,
  };
  const signature = sign('sha256', Buffer.from(canonicalJson(statement), 'utf8'), by.key);
  return { statement, signature: signature.toString('base64'), certificate: by.certificate };
}

function judge(answer: FetchAnswer, recognition: Recognition | null) {
  const about = { holder: HOLDER, asked: ['name'], departments: '公安部门', now: NOW };
  return judgeLicence(answer, { ...about, roots: [ours.caCertificate], recognition });
}
const worst = (copy: ReturnType<typeof judge>) =>
  copy.checks
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ name, verdict, why }) => [name, verdict, why]);

describe('a licence of another province (R66)', () => {
  it('counts like a local one on the nation’s word, and says where it was issued', () => {
    const answer = signed(content, issuer);
    const copy = judge(answer, word(answer));
    expect(copy).toMatchObject({ verdict: 'passed', issuedIn: '320000' });
    expect(copy.checks).toContainEqual({ name: 'issuer', verdict: 'passed', why: 'recognised' });
  });

  it('is never passed while the nation cannot be asked', () => {
    const copy = judge(signed(content, issuer), null);
    expect(copy.verdict).toBe('undetermined');
    expect(worst(copy)).toEqual([
      ['signature', 'undetermined', 'nation-unreachable'],
      ['issuer', 'undetermined', 'nation-unreachable'],
    ]);
  });

  it('fails where it is signed under a root that the nation does not name', async () => {
    const forger = await openIssuer(await openAuthority(), { name: ISSUER });
    const answer = signed(content, forger);
    expect(worst(judge(answer, word(answer)))).toContainEqual(['signature', 'failed', 'not-trusted']);
  });

  it('fails where its content was changed after it was signed', () => {
    const answer = { ...signed(content, issuer), content: { ...content, number: '0' } };
    expect(worst(judge(answer, word(answer)))).toEqual([['signature', 'failed', 'bad-signature']]);
  });

  it('fails where its issuer may not issue such licences, or signed as somebody else', async () => {
    const answer = signed(content, issuer);
    expect(worst(judge(answer, word(answer, { typeSeqs: [3] })))).toEqual([
      ['issuer', 'failed', 'issuer-not-competent'],
    ]);
    const other = signed(content, await openIssuer(theirs, { name: '苏州市公安局交通警察支队' }));
    expect(worst(judge(other, word(other)))).toEqual([['issuer', 'failed', 'certificate-of-other']]);
  });

  it.each<[string, Partial<Recognition['statement']>]>([
    ['another licence', { licenceId: 'L-2' }],
    ['another content', { sha256: '0'.repeat(64) }],
    ['another issuer', { issuer: '苏州市公安局' }],
    ['another province', { issuedIn: '330000' }],
  ])('fails on a word about %s', (_what, more) => {
    const answer = signed(content, issuer);
    expect(worst(judge(answer, word(answer, more)))).toContainEqual([
      'signature',
      'failed',
      'not-recognised',
    ]);
  });

  it('fails on a word that an ordinary issuer of ours, or nobody we trust, has signed', async () => {
    const answer = signed(content, issuer);
    const bureau = await openIssuer(ours, { name: '济南市公安局' });
    const pretender = await openIssuer(theirs, { name: NATION });
    for (const by of [bureau, pretender])
      expect(worst(judge(answer, word(answer, {}, by)))).toContainEqual([
        'signature',
        'failed',
        'not-recognised',
      ]);
    expect(new X509Certificate(Buffer.from(pretender.certificate, 'base64')).subject).toContain(NATION);
  });

  it('does not come in under the nation’s word by saying that it is ours', () => {
    const answer = signed(licenceContent({ typeSeq: 4, issuer: ISSUER }), issuer);
    expect(worst(judge(answer, word(answer)))).toContainEqual(['signature', 'failed', 'not-trusted']);
  });
});

describe('who answers for a licence (R76)', () => {
  it('is named for issuing, holding, using, sharing and keeping', () => {
    const bureau = licenceContent({ issuer: '济南市工商行政管理局' });
    const about = { holder: HOLDER, asked: [], departments: '市场监管部门', now: NOW, roots: [] };
    const copy = judgeLicence(signed(bureau, issuer), {
      ...about,
      library: { level: 'city', regionCode: '370100' },
      answerable: { using: '省民政厅', keeping: '历下区政务服务中心' },
    });
    expect(copy.duties).toEqual({
      issuing: '济南市市场监督管理局',
      holding: HOLDER.name,
      using: '省民政厅',
      sharing: '济南市电子证照库',
      keeping: '历下区政务服务中心',
    });
  });
});
