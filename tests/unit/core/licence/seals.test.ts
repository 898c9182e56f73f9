import { sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestAuthority } from '../../../../fixtures/keys';
import type { JointSeal } from '../../../../main/contract/catalogue/types';
import type { FetchedLicence } from '../../../../main/contract/ports/licence-source';
import type { LicenceSeal, SealedStatement } from '../../../../main/contract/province/seals';
import { canonicalJson, type LicenceContent } from '../../../../main/contract/province/wire';
import { sha256 } from '../../../../main/core/base';
import { judgeLicence } from '../../../../main/core/licence/judge';
import { HOLDER, type Issuer, licenceContent, NOW, openAuthority, openIssuer, signed } from './issuers';

const DAY_MS = 86_400_000;
const CITY = '济南市行政审批服务局';
const PROVINCE = '山东省住房和城乡建设厅';
const DEMANDED: JointSeal[] = [
  { department: '行政审批服务部门', level: 'city' },
  { department: '住建部门', level: 'province' },
];

let authority: TestAuthority;
let elsewhere: TestAuthority;
let city: Issuer;
let province: Issuer;

beforeAll(async () => {
  [authority, elsewhere] = await Promise.all([openAuthority(), openAuthority()]);
  [city, province] = await Promise.all([
    openIssuer(authority, { name: CITY }),
    openIssuer(authority, { name: PROVINCE }),
  ]);
});

const jointContent = (changed: Partial<LicenceContent> = {}) =>
  licenceContent({
    issuer: CITY,
    typeSeq: 43,
    jointly: [{ body: PROVINCE, level: 'province' }],
    ...changed,
  });

function sealOf(
  content: LicenceContent,
  by: Issuer,
  changed: Partial<SealedStatement> = {},
  state: LicenceSeal['state'] = 'in-force',
): LicenceSeal {
  const statement: SealedStatement = {
    body: PROVINCE,
    level: 'province',
    sealNo: 'S-1',
    sealedAt: NOW - DAY_MS,
    sha256: sha256(canonicalJson(content)),
    ...changed,
  };
  const signature = sign('sha256', Buffer.from(canonicalJson(statement), 'utf8'), by.key);
  return { statement, signature: signature.toString('base64'), certificate: by.certificate, state };
}

function judge(answer: FetchedLicence, given: { jointSeals?: JointSeal[]; roots?: Uint8Array[] } = {}) {
  const quality = { required: [], formats: {}, codes: {}, orders: [] };
  return judgeLicence(answer, {
    holder: HOLDER,
    asked: ['name'],
    departments: '住建部门、行政审批服务部门',
    roots: given.roots ?? [authority.caCertificate],
    now: NOW,
    rules: { jointSeals: given.jointSeals ?? DEMANDED, quality },
  });
}

/** A licence of the city, sealed by whoever `seals` says. */
function sealed(seals: (content: LicenceContent) => LicenceSeal[], changed: Partial<LicenceContent> = {}) {
  const content = jointContent(changed);
  return { ...signed(content, city), seals: seals(content) };
}

const lines = (copy: ReturnType<typeof judge>) =>
  copy.seals.map(({ body, verdict, checks }) => [
    body,
    verdict,
    checks.find((each) => each.verdict !== 'passed')?.why,
  ]);

describe('a jointly sealed licence', () => {
  it('passes where every body has sealed it, one line for each', () => {
    const copy = judge(sealed((content) => [sealOf(content, province)]));
    expect(copy.verdict).toBe('passed');
    expect(copy.seals.map(({ body, level, verdict }) => [body, level, verdict])).toEqual([
      [CITY, 'city', 'passed'],
      [PROVINCE, 'province', 'passed'],
    ]);
    expect(copy.checks.at(-1)).toEqual({ name: 'seals', verdict: 'passed' });
  });

  it('has no line of seals where only its issuer has to seal it', () => {
    const copy = judge(signed(licenceContent(), city), { jointSeals: [] });
    expect([copy.seals, copy.checks.some(({ name }) => name === 'seals')]).toEqual([[], false]);
  });

  it('fails where one of two seals is missing', () => {
    const copy = judge(sealed(() => []));
    expect(copy.verdict).toBe('failed');
    expect(lines(copy)).toEqual([
      [CITY, 'passed', undefined],
      [PROVINCE, 'failed', 'seal-missing'],
    ]);
  });

  it('fails where its type demands a seal that the document does not even name', () => {
    const { jointly: _, ...content } = jointContent();
    const copy = judge(signed(content, city));
    expect(lines(copy).at(-1)).toEqual(['住建部门', 'failed', 'seal-missing']);
    expect(copy.verdict).toBe('failed');
  });

  it('fails where a seal was struck from the document after signing', () => {
    const answer = sealed((content) => [sealOf(content, province)]);
    const { jointly: _, ...content } = answer.content;
    expect(judge({ ...answer, content }, { jointSeals: [] }).verdict).toBe('failed');
  });
});

describe('one of its seals', () => {
  it.each<[string, (content: LicenceContent) => Promise<LicenceSeal> | LicenceSeal, string]>([
    [
      'forged with another key',
      (content) => ({ ...sealOf(content, city), certificate: province.certificate }),
      'bad-signature',
    ],
    [
      'swapped from another document',
      (content) => sealOf({ ...content, number: '另一份' }, province),
      'other-document',
    ],
    ['re-dated after sealing', (content) => redated(sealOf(content, province)), 'bad-signature'],
    [
      'made under the certificate of another body',
      (content) => sealOf(content, city),
      'certificate-of-other',
    ],
    [
      'no certificate at all',
      (content) => ({ ...sealOf(content, province), certificate: 'AAAA' }),
      'bad-signature',
    ],
    [
      'made under an authority nobody trusts',
      async (content) => sealOf(content, await openIssuer(elsewhere, { name: PROVINCE })),
      'not-trusted',
    ],
    [
      'made when its certificate had expired',
      async (content) => sealOf(content, await expired()),
      'certificate-not-in-force',
    ],
    ['made tomorrow', (content) => sealOf(content, province, { sealedAt: NOW + DAY_MS }), 'sealed-later'],
    ['withdrawn', (content) => sealOf(content, province, {}, 'withdrawn'), 'seal-withdrawn'],
    [
      'on another level than the document names',
      (content) => sealOf(content, province, { level: 'city' }),
      'body-not-named',
    ],
  ])('fails the licence when it was %s', async (_what, make, why) => {
    const content = jointContent();
    const seal = await make(content);
    const copy = judge({ ...signed(content, city), seals: [seal] });
    expect(copy.verdict).toBe('failed');
    expect(lines(copy)).toContainEqual([PROVINCE, 'failed', why]);
    expect(copy.checks.at(-1)).toEqual({ name: 'seals', verdict: 'failed', why });
  });

  it.each<[string, (content: LicenceContent) => Promise<LicenceSeal> | LicenceSeal, string]>([
    [
      'whose state could not be asked',
      (content) => sealOf(content, province, {}, 'unknown'),
      'seal-state-unknown',
    ],
    [
      'whose certificate has ended since',
      async (content) => sealOf(content, await expired(), { sealedAt: NOW - 300 * DAY_MS }),
      'certificate-ended',
    ],
  ])('leaves the licence undetermined: one %s', async (_what, make, why) => {
    const content = jointContent();
    const copy = judge({ ...signed(content, city), seals: [await make(content)] });
    expect([copy.verdict, lines(copy)[1]]).toEqual(['undetermined', [PROVINCE, 'undetermined', why]]);
  });

  it('is counted once where one body has sealed twice', () => {
    const twice = (content: LicenceContent) => [
      sealOf(content, province),
      sealOf(content, province, { sealNo: 'S-2' }),
    ];
    expect(judge(sealed(twice)).seals.map(({ body }) => body)).toEqual([CITY, PROVINCE]);
    const own = (content: LicenceContent) => [sealOf(content, city, { body: CITY, level: 'city' })];
    expect(lines(judge(sealed(own, { jointly: [{ body: PROVINCE, level: 'province' }] })))).toEqual([
      [CITY, 'passed', undefined],
      [PROVINCE, 'failed', 'seal-missing'],
    ]);
  });

  it('fails the body that sealed twice when one of the two is forged', () => {
    const copy = judge(
      sealed((content) => [
        sealOf(content, province),
        { ...sealOf(content, city, { sealNo: 'S-2' }), certificate: province.certificate },
      ]),
    );
    expect(lines(copy)).toContainEqual([PROVINCE, 'failed', 'bad-signature']);
  });

  it('fails the licence when a body that is not competent put it on', async () => {
    const police = '济南市公安局';
    const content = jointContent({ jointly: [{ body: police, level: 'city' }] });
    const by = await openIssuer(authority, { name: police });
    const seals = [sealOf(content, by, { body: police, level: 'city' })];
    const copy = judge({ ...signed(content, city), seals }, { jointSeals: [] });
    expect(lines(copy)).toContainEqual([police, 'failed', 'issuer-not-competent']);
  });

  it('fails the licence when the document does not name who put it on', () => {
    const { jointly: _, ...content } = jointContent();
    const copy = judge({ ...signed(content, city), seals: [sealOf(content, province)] }, { jointSeals: [] });
    expect(lines(copy)).toContainEqual([PROVINCE, 'failed', 'body-not-named']);
  });

  it('is not judged at all without a trusted root, which is not a pass', () => {
    const copy = judge(
      sealed((content) => [sealOf(content, province)]),
      { roots: [] },
    );
    expect([copy.verdict, ...copy.seals.map(({ verdict }) => verdict)]).toEqual([
      'undetermined',
      'undetermined',
      'undetermined',
    ]);
  });

  it('stays undetermined where the file that bears it cannot be read', () => {
    const answer = { content: licenceContent({ issuer: CITY, typeSeq: 43 }), signature: '', certificate: '' };
    const copy = judge({ ...answer, notReadable: 'not-readable' });
    expect(copy.checks.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['signature', 'undetermined'],
      ['status', 'passed'],
      ['validity', 'passed'],
      ['issuer', 'passed'],
      ['holder', 'passed'],
      ['seals', 'undetermined'],
    ]);
    expect([copy.verdict, lines(copy).at(-1)]).toEqual([
      'undetermined',
      ['住建部门', 'undetermined', 'not-readable'],
    ]);
  });
});

function redated(seal: LicenceSeal): LicenceSeal {
  return { ...seal, statement: { ...seal.statement, sealedAt: NOW } };
}

/** A certificate that ended a hundred days ago. */
function expired(): Promise<Issuer> {
  return openIssuer(authority, { name: PROVINCE, startsAt: NOW - 465 * DAY_MS, days: 365 });
}
