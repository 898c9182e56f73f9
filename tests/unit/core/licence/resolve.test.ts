import { beforeAll, describe, expect, it } from 'vitest';
import type { TestAuthority } from '../../../../fixtures/keys';
import { fail, ok, type Result } from '../../../../main/contract/failures/failure';
import type { CardCredential, CodeCredential } from '../../../../main/contract/flow/credential';
import { Grant, type Holder } from '../../../../main/contract/flow/grant';
import { GrantRequest, UseCause } from '../../../../main/contract/province/wire';
import { systemClock, systemIds } from '../../../../main/core/base';
import {
  createLicenceGate,
  fetchGranted,
  type GrantPurpose,
  grantAtOnce,
  purposeText,
  shownBy,
  type WantedLicence,
} from '../../../../main/core/licence';
import { HOLDER, type Issuer, licenceContent, NOW, openAuthority, openIssuer, signed } from './issuers';
import { GRANT_UNTIL, type ScriptedSource, scriptedSource } from './scripted-source';

let authority: TestAuthority;
let issuer: Issuer;

beforeAll(async () => {
  authority = await openAuthority();
  issuer = await openIssuer(authority);
});

const clock = { ...systemClock, now: () => NOW };
const ENTERPRISE: Holder = {
  kind: 'enterprise',
  name: '济南明湖样例食品有限公司',
  code: '91370199MAXCCMYA19',
  codeType: '001',
};

function card(changed: Partial<CardCredential> = {}): CardCredential {
  return {
    kind: 'id-card',
    id: systemIds.next(),
    frameId: systemIds.next(),
    readAt: NOW - 5_000,
    document: 'resident',
    name: HOLDER.name,
    nameOnCard: '',
    sex: '1',
    nation: '01',
    birthDay: '1953-04-12',
    address: '样例区示例路44号',
    number: HOLDER.code,
    issuer: '样例市公安局',
    validFrom: '2024-08-23',
    validTo: null,
    warnings: [],
    ...changed,
  };
}

function code(): CodeCredential {
  return {
    kind: 'code',
    id: systemIds.next(),
    frameId: systemIds.next(),
    readAt: NOW - 5_000,
    format: 'resident-code',
    payload: 'LT1.opaque',
    warnings: [],
  };
}

const purpose: GrantPurpose = {
  caseId: systemIds.next(),
  itemSeq: 37,
  itemName: '经济困难老年人补贴',
  audience: 'person',
  windowNo: 'A08',
  clerk: '370102-01',
};

const PROVINCE = { level: 'province' as const, regionCode: '370000' };

const WANTED: WantedLicence[] = [
  { typeSeq: 1, name: '居民身份证', departments: '公安部门', level: '省级', elements: ['name', 'sex'] },
  { typeSeq: 16, name: '社会保障卡', departments: '公安部门', level: '省级', elements: ['bankName'] },
];

const identity = () => licenceContent();
const socialCard = (changed = {}) =>
  licenceContent({
    licenceId: 'L-16',
    typeSeq: 16,
    name: '社会保障卡',
    elements: { bankName: '样例银行', bankAccount: '6222' },
    ...changed,
  });

/** The whole way of an interface that knows no asking. */
async function atOnce(
  source: ScriptedSource,
  credential: CardCredential | CodeCredential,
  aim: GrantPurpose,
  about: { wanted: WantedLicence[]; roots: Uint8Array[] | undefined },
): Promise<Result<Grant>> {
  const shown = await shownBy(credential, aim, source);
  if (!shown.ok) return shown;
  const given = await grantAtOnce(credential, aim, about.wanted, { source, holderCode: shown.value });
  if (!given.ok) return given;
  const gate = createLicenceGate({ source, clock, clerk: () => aim.clerk, onRefused: () => undefined });
  const options = { gate, roots: about.roots ?? [authority.caCertificate], ids: systemIds, clock };
  return fetchGranted(
    given.value,
    { credential, purpose: aim, wanted: about.wanted, impossible: [] },
    options,
  );
}

function resolve(
  source: ScriptedSource,
  about: {
    credential?: CardCredential | CodeCredential;
    purpose?: Partial<GrantPurpose>;
    wanted?: WantedLicence[];
    roots?: Uint8Array[];
  } = {},
): Promise<Result<Grant>> {
  const aim = { ...purpose, ...about.purpose };
  const wanted = about.wanted ?? WANTED;
  return atOnce(source, about.credential ?? card(), aim, { wanted, roots: about.roots });
}

async function grantOf(...args: Parameters<typeof resolve>): Promise<Grant> {
  const result = await resolve(...args);
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const callsOf = (source: ScriptedSource) => source.asked.map((each) => each.call);
const script = (licences = [identity(), socialCard()], withheld: number[] = []) => ({
  issuer,
  holder: HOLDER,
  licences,
  withheld,
});

describe('a grant for what the item needs', () => {
  it('asks for exactly the wanted types and elements and keeps what came', async () => {
    const source = scriptedSource(script());
    const credential = card();
    const grant = await grantOf(source, { credential });
    expect(source.asked).toEqual([
      {
        call: 'obtainGrant',
        evidence: { kind: 'id-card', number: HOLDER.code, name: HOLDER.name },
        wanted: [
          { typeSeq: 1, elements: ['name', 'sex'] },
          { typeSeq: 16, elements: ['bankName'] },
        ],
      },
      { call: 'listLicences', grantRef: 'G-7', library: PROVINCE },
      { call: 'fetchLicence', licenceId: 'L-1', elements: ['name', 'sex'] },
      { call: 'fetchLicence', licenceId: 'L-16', elements: ['bankName'] },
    ]);
    expect(grant).toMatchObject({
      credentialId: credential.id,
      caseId: purpose.caseId,
      itemSeq: 37,
      provinceRef: 'G-7',
      evidence: 'id-card',
      holder: HOLDER,
      grantedAt: NOW,
      expiresAt: GRANT_UNTIL,
      gaps: [],
    });
    expect(grant.licences.map((copy) => [copy.typeSeq, copy.verdict, copy.elements])).toEqual([
      [1, 'passed', { name: '周明远', sex: '男' }],
      [16, 'passed', { bankName: '样例银行' }],
    ]);
    expect(Grant.safeParse(grant).error).toBeUndefined();
  });

  it('says the same purpose with every question', async () => {
    const source = scriptedSource(script());
    const grant = await grantOf(source, { credential: code() });
    expect(new Set(source.causes)).toEqual(new Set([grant.purpose]));
    expect(source.causes).toHaveLength(5);
    expect(grant.purpose).toContain('经济困难老年人补贴');
  });

  it('verifies a shown code before it is used up, and says so in the grant', async () => {
    const source = scriptedSource(script());
    const grant = await grantOf(source, { credential: code() });
    expect(callsOf(source).slice(0, 2)).toEqual(['verifyCode', 'obtainGrant']);
    expect(source.asked[1]).toMatchObject({ evidence: { kind: 'shown-code', code: 'LT1.opaque' } });
    expect(grant.evidence).toBe('shown-code');
  });

  it('lists licences by type, in whatever order they arrive', async () => {
    let otherCame: () => void = () => undefined;
    const other = new Promise<void>((done) => {
      otherCame = done;
    });
    const real = scriptedSource(script());
    const source = scriptedSource(script(), {
      async fetchLicence(request) {
        const answer = await real.fetchLicence(request);
        if (request.licenceId === 'L-1') await other;
        else setImmediate(otherCame);
        return answer;
      },
    });
    expect((await grantOf(source)).licences.map((copy) => copy.typeSeq)).toEqual([1, 16]);
  });

  it('accepts the lower-case x that some readers give', async () => {
    const grant = await grantOf(scriptedSource(script()), {
      credential: card({ number: HOLDER.code.toLowerCase() }),
    });
    expect(grant.holder.code).toBe(HOLDER.code);
  });
});

describe('gaps', () => {
  it('names a withheld type and never fetches it', async () => {
    const source = scriptedSource(script([identity(), socialCard()], [16]));
    const grant = await grantOf(source);
    expect(grant.gaps).toEqual([{ typeSeq: 16, name: '社会保障卡', why: 'withheld' }]);
    expect(grant.licences.map((copy) => copy.typeSeq)).toEqual([1]);
    expect(source.asked).not.toContainEqual(expect.objectContaining({ licenceId: 'L-16' }));
  });

  it('names a type the holder does not have', async () => {
    const grant = await grantOf(scriptedSource(script([identity()])));
    expect(grant.gaps).toEqual([{ typeSeq: 16, name: '社会保障卡', why: 'absent' }]);
  });

  it.each([
    ['LICENCE_NOT_FOUND', 'absent'],
    ['PROVINCE_TIMEOUT', 'unreachable'],
    ['PROVINCE_BUSY', 'unreachable'],
    ['LICENCE_GRANT_EXPIRED', 'unreachable'],
  ] as const)('turns %s of one licence into a gap and keeps the other', async (failureCode, why) => {
    const real = scriptedSource(script());
    const source = scriptedSource(script(), {
      fetchLicence: async (request) =>
        request.licenceId === 'L-16' ? fail(failureCode) : real.fetchLicence(request),
    });
    const grant = await grantOf(source);
    expect(grant.gaps).toEqual([{ typeSeq: 16, name: '社会保障卡', why }]);
    expect(grant.licences.map((copy) => [copy.typeSeq, copy.verdict])).toEqual([[1, 'passed']]);
  });

  it('keeps a licence that failed a check beside its gap, so that the clerk sees why', async () => {
    const grant = await grantOf(scriptedSource(script([identity(), socialCard({ status: 'revoked' })])));
    expect(grant.gaps).toEqual([{ typeSeq: 16, name: '社会保障卡', why: 'failed-check' }]);
    expect(grant.licences.map((copy) => [copy.typeSeq, copy.verdict])).toEqual([
      [1, 'passed'],
      [16, 'failed'],
    ]);
  });

  it('counts what cannot be judged as a gap too', async () => {
    const grant = await grantOf(scriptedSource(script()), { roots: [] });
    expect(grant.licences.map((copy) => copy.verdict)).toEqual(['undetermined', 'undetermined']);
    expect(grant.gaps.map((gap) => gap.why)).toEqual(['undetermined', 'undetermined']);
  });

  it.each([
    ['licence', { licenceId: 'L-99' }],
    ['type', { typeSeq: 30 }],
  ])('refuses a well-signed answer about another %s than asked', async (_what, change) => {
    const source = scriptedSource(script(), {
      fetchLicence: async ({ licenceId }) =>
        ok(signed(licenceId === 'L-16' ? socialCard(change) : identity(), issuer)),
    });
    const grant = await grantOf(source);
    expect(grant.licences.map((copy) => copy.typeSeq)).toEqual([1]);
    expect(grant.gaps).toEqual([{ typeSeq: 16, name: '社会保障卡', why: 'failed-check' }]);
  });

  it('comes back with every gap named where nothing at all is to be had', async () => {
    const grant = await grantOf(scriptedSource(script([], [1])));
    expect(grant.licences).toEqual([]);
    expect(grant.gaps.map((gap) => [gap.typeSeq, gap.why])).toEqual([
      [1, 'withheld'],
      [16, 'absent'],
    ]);
  });
});

describe('several licences of one type', () => {
  const fetchedOf = async (...licences: ReturnType<typeof socialCard>[]) => {
    const source = scriptedSource(script(licences));
    await resolve(source, { wanted: WANTED.slice(1) });
    return source.asked.flatMap((each) => (each.call === 'fetchLicence' ? [each.licenceId] : []));
  };

  it('takes the valid one before one that lasts longer', async () => {
    const revoked = socialCard({ licenceId: 'old', status: 'revoked', validTo: null });
    expect(await fetchedOf(revoked, socialCard({ licenceId: 'new', validTo: '2027-01-01' }))).toEqual([
      'new',
    ]);
  });

  it('takes the one that lasts longest, and one without an end before all', async () => {
    const short = socialCard({ licenceId: 'short', validTo: '2027-01-01' });
    const long = socialCard({ licenceId: 'long', validTo: '2039-01-01' });
    const endless = socialCard({ licenceId: 'endless', validTo: null });
    expect(await fetchedOf(short, long)).toEqual(['long']);
    expect(await fetchedOf(long, endless, short)).toEqual(['endless']);
  });
});

describe('who stands at the window', () => {
  it('refuses a person’s card for an enterprise’s item before the province is asked', async () => {
    const source = scriptedSource(script());
    const refused = await resolve(source, { purpose: { audience: 'enterprise' } });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'LICENCE_HOLDER_KIND' } });
    expect(source.asked).toEqual([]);
  });

  it.each([
    ['a person’s code for an enterprise’s item', HOLDER, 'enterprise'],
    ['an enterprise’s code for a person’s item', ENTERPRISE, 'person'],
  ] as const)('refuses %s without using the code up', async (_what, holder, audience) => {
    const source = scriptedSource({ ...script(), holder });
    const refused = await resolve(source, { credential: code(), purpose: { audience } });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'LICENCE_HOLDER_KIND' } });
    expect(callsOf(source)).toEqual(['verifyCode']);
  });

  it('fetches nothing when the grant names another holder than the card', async () => {
    const source = scriptedSource(script());
    const refused = await resolve(source, { credential: card({ number: '370199195304129828' }) });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'LICENCE_HOLDER_MISMATCH', details: {} } });
    expect(callsOf(source)).toEqual(['obtainGrant']);
  });

  it('fetches nothing when the grant names another holder than the code belonged to', async () => {
    const source = scriptedSource(script(), {
      verifyCode: async () =>
        ok({ holder: { ...HOLDER, code: '370199195304129828' }, expiresAt: GRANT_UNTIL }),
    });
    const refused = await resolve(source, { credential: code() });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'LICENCE_HOLDER_MISMATCH' } });
    expect(callsOf(source)).toEqual(['verifyCode', 'obtainGrant']);
  });
});

describe('a province that says no', () => {
  it('passes on why a code was refused and asks nothing more', async () => {
    const source = scriptedSource(script(), { verifyCode: async () => fail('LICENCE_CODE_EXPIRED') });
    expect(await resolve(source, { credential: code() })).toEqual(fail('LICENCE_CODE_EXPIRED'));
    expect(callsOf(source)).toEqual(['verifyCode']);
  });

  it('passes on why there is no grant', async () => {
    const source = scriptedSource(script(), { obtainGrant: async () => fail('LICENCE_HOLDER_UNKNOWN') });
    expect(await resolve(source)).toEqual(fail('LICENCE_HOLDER_UNKNOWN'));
    expect(callsOf(source)).toEqual(['obtainGrant']);
  });

  it('passes on why the licences could not be listed', async () => {
    const source = scriptedSource(script(), { listLicences: async () => fail('PROVINCE_TIMEOUT') });
    expect(await resolve(source)).toEqual(fail('PROVINCE_TIMEOUT'));
  });
});

describe('purpose text', () => {
  it.each([0, 1, 20, 180, 181, 182, 199, 200, 201, 1_000])(
    'fits the province for an item name of %i',
    (size) => {
      const text = purposeText('项'.repeat(size));
      expect(text.length).toBeLessThanOrEqual(200);
      expect(UseCause.safeParse(text).success).toBe(true);
    },
  );

  it('is cut with an ellipsis, and only when it has to be', () => {
    expect(purposeText('短')).toBe('办理“短”核验申请条件、预填申请表');
    expect(purposeText('长'.repeat(300))).toMatch(/^办理“长+…$/);
  });

  it.each([190, 191, 192, 193, 194, 195, 196, 197])(
    'never ends in half a character (%i before it)',
    (size) => {
      const text = purposeText('项'.repeat(size) + '𠮷'.repeat(20));
      expect(text).toBe(Buffer.from(text, 'utf8').toString('utf8'));
    },
  );

  it('stands in a request the province’s own schema accepts', () => {
    const reference = {
      caseId: purpose.caseId,
      itemSeq: 1,
      windowNo: 'A08',
      clerk: '370102-01',
      useCause: purposeText('𠮷'.repeat(400)),
    };
    const request = { reference, evidence: { kind: 'shown-code', code: 'x' }, wanted: [] };
    expect(GrantRequest.safeParse(request).error).toBeUndefined();
  });
});
