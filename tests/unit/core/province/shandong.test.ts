import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock, systemIds } from '../../../../main/core/base';
import { municipalLine, shandongSource } from '../../../../main/core/province';
import { type MunicipalCert, municipalPlatform } from '../../../support/municipal-platform';

const NUMBER = '37019919530412981X';
const ACCESS = { accessId: 'hall-1', accessToken: 'secret' };
const ID_CARD = '1.2.156.3005.2.11100000000013338W032.11370800MB28559184.0001.001.3';
const DRIVING = '1.2.156.3005.2.11100000000013338W011.11370800MB28559184.0002.001.4';
const CERTS: MunicipalCert[] = [
  {
    certIdentifier: ID_CARD,
    certTypeCode: '11100000000013338W032',
    certName: '居民身份证',
    holderTypeCode: '111',
    holderCode: NUMBER,
    holder: '周明远',
    certNo: NUMBER,
    issueDeptName: '样例市公安局',
    validStart: '20200101',
    validEnd: '长期',
    KZ_XM: '周明远',
    KZ_ZZ: '样例路1号',
  },
  {
    certificateIdentifier: DRIVING,
    ZZLXDM: '11100000000013338W011',
    certTypeCode: '11100000000013338W011',
    ZZMC: '机动车驾驶证',
    holderTypeCode: '111',
    holderCode: NUMBER,
    holder: '周明远',
    certNo: 'D-2',
    ZZBFJG: '样例市公安局交警支队',
    ZZYXQJZRQ: '20200101',
    certState: '07',
  },
];
const TYPES = [
  { typeSeq: 1, certTypeCode: '11100000000013338W032', elements: { name: 'KZ_XM', address: 'KZ_ZZ' } },
  { typeSeq: 2, certTypeCode: '11100000000013338W011', elements: { class: 'KZ_ZJCX' } },
];
const REFERENCE = {
  caseId: systemIds.next(),
  itemSeq: 37,
  windowNo: 'A08',
  clerk: '370102-01',
  useCause: '办理“经济困难老年人补贴”',
};
const CARD = { kind: 'id-card', number: NUMBER, name: '周明远' } as const;
const WANTED = [1, 2, 9].map((typeSeq) => ({ typeSeq, elements: [] }));

type Bend = NonNullable<Parameters<typeof municipalPlatform>[0]['bend']>;

async function municipality(
  more: { bend?: Bend; accessToken?: string; files?: Record<string, Uint8Array> } = {},
) {
  const platform = await municipalPlatform({
    certs: CERTS,
    codes: { '8800123456': NUMBER },
    accessToken: ACCESS.accessToken,
    ...(more.bend && { bend: more.bend }),
    ...(more.files && { files: more.files }),
  });
  const line = municipalLine({ baseUrl: platform.url, root: null, clock: systemClock, ids: systemIds });
  onTestFinished(line.close);
  const access = { ...ACCESS, accessToken: more.accessToken ?? ACCESS.accessToken };
  const source = shandongSource({
    transport: line.send,
    access,
    types: TYPES,
    clock: systemClock,
    ids: systemIds,
  });
  const grant = async (evidence: Parameters<typeof source.obtainGrant>[0]['evidence'] = CARD) => {
    const answer = await source.obtainGrant({ reference: REFERENCE, evidence, wanted: WANTED });
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value;
  };
  const fetchOf = async (licenceId: string, elements: string[]) =>
    source.fetchLicence({ grantRef: (await grant()).grantRef, licenceId, elements, reference: REFERENCE });
  return { platform, source, grant, fetchOf };
}

describe('the municipal sharing interface', () => {
  it('lists licences by holder, type by type, each time with the purpose', async () => {
    const { platform, source, grant } = await municipality();
    const { grantRef, allowed, withheld, holder } = await grant();
    expect({ allowed, withheld, holder: holder.code }).toEqual({
      allowed: [1, 2],
      withheld: [9],
      holder: NUMBER,
    });
    expect(await source.listLicences(grantRef, REFERENCE)).toEqual({
      ok: true,
      value: {
        licences: [
          {
            licenceId: ID_CARD,
            typeSeq: 1,
            name: '居民身份证',
            issuer: '样例市公安局',
            status: 'valid',
            validTo: null,
          },
          {
            licenceId: DRIVING,
            typeSeq: 2,
            name: '机动车驾驶证',
            issuer: '样例市公安局交警支队',
            status: 'revoked',
            validTo: '2020-01-01',
          },
        ],
      },
    });
    expect(platform.asked.every(({ data }) => data.useCause === REFERENCE.useCause)).toBe(true);
    expect(platform.asked[0]?.data).toMatchObject({ holderCode: NUMBER, holderTypeCode: '111' });
  });

  it('fetches one by its identifier, only what was asked for, and has it verified', async () => {
    const { platform, fetchOf } = await municipality();
    const fetched = await fetchOf(ID_CARD, ['name', 'unmapped']);
    expect(fetched).toMatchObject({
      ok: true,
      value: {
        content: {
          licenceId: ID_CARD,
          number: NUMBER,
          holderName: '周明远',
          validFrom: '2020-01-01',
          elements: { name: '周明远' },
        },
        signature: '',
      },
    });
    expect(platform.asked.map(({ operation }) => operation)).toEqual([
      '/queryCertInfo',
      '/verifyCertInfo',
      '/downloadFile',
    ]);
  });

  it.each<[string, Record<string, Uint8Array>, string]>([
    ['an OFD package', { [ID_CARD]: Buffer.from('504b0304140000000000OFD.xml', 'latin1') }, 'not-readable'],
    ['no file of a form anybody knows', { [ID_CARD]: Buffer.from('{"content":{}}') }, 'not-readable'],
    ['no file at all', {}, 'no-file'],
  ])(
    'hands on that nothing can be said of the seal where the platform gives %s',
    async (_what, files, why) => {
      const { fetchOf } = await municipality({ files });
      expect(await fetchOf(ID_CARD, ['name'])).toMatchObject({
        ok: true,
        value: { signature: '', certificate: '', notReadable: why },
      });
    },
  );

  it('knows the holder of a shown code by the licences that come with it, and asks for that once', async () => {
    const { platform, grant, source } = await municipality();
    expect((await grant({ kind: 'shown-code', code: '8800123456' })).holder).toEqual({
      kind: 'person',
      name: '周明远',
      code: NUMBER,
      codeType: '111',
    });
    const evidence = { kind: 'shown-code', code: '8800123456' } as const;
    expect(await source.obtainGrant({ reference: REFERENCE, evidence, wanted: WANTED })).toMatchObject({
      failure: { code: 'LICENCE_CODE_REFUSED' },
    });
    expect(platform.asked).toHaveLength(2);
  });

  it('says clearly what it has not: whose a code is', async () => {
    const { source, platform } = await municipality();
    expect(await source.verifyCode('8800123456', REFERENCE)).toMatchObject({
      failure: { code: 'PROVINCE_NOT_OFFERED', retry: 'clerk' },
    });
    expect(platform.asked).toEqual([]);
  });

  it('sends nothing without a grant of its own, and nothing without a purpose', async () => {
    const { source, platform } = await municipality();
    expect(await source.listLicences('SD-unknown', REFERENCE)).toMatchObject({
      failure: { code: 'LICENCE_GRANT_EXPIRED' },
    });
    const reference = { ...REFERENCE, useCause: ' ' };
    expect(await source.obtainGrant({ reference, evidence: CARD, wanted: WANTED })).toMatchObject({
      ok: false,
    });
    expect(platform.asked).toEqual([]);
  });

  it('does not give out a licence of a type nobody granted', async () => {
    const { source } = await municipality();
    const granted = await source.obtainGrant({
      reference: REFERENCE,
      evidence: CARD,
      wanted: [{ typeSeq: 2, elements: [] }],
    });
    const grantRef = granted.ok ? granted.value.grantRef : '';
    const asked = { grantRef, licenceId: ID_CARD, elements: ['name'], reference: REFERENCE };
    expect(await source.fetchLicence(asked)).toMatchObject({ failure: { code: 'LICENCE_GRANT_REFUSED' } });
  });
});

describe('a municipal platform in trouble', () => {
  it('that does not know us refuses, and its words are not kept', async () => {
    const { fetchOf } = await municipality({ accessToken: 'other' });
    const refused = await fetchOf(ID_CARD, []);
    expect(refused).toMatchObject({ failure: { code: 'PROVINCE_REFUSED', details: { status: '99' } } });
    expect(JSON.stringify(refused)).not.toContain('accessToken');
  });

  it('that does not confirm what it said itself is not believed', async () => {
    const { fetchOf } = await municipality({
      bend(operation, reply) {
        if (operation !== '/verifyCertInfo') return false;
        void reply.send({ head: { status: '99', message: '周明远的证照信息不一致' }, data: null });
        return true;
      },
    });
    expect(await fetchOf(ID_CARD, [])).toMatchObject({ failure: { code: 'LICENCE_SIGNATURE_WRONG' } });
  });

  it.each<[string, unknown, string]>([
    ['no head', { data: [] }, 'PROVINCE_ANSWER_INVALID'],
    ['data that are no fields', { head: { status: 0 }, data: 'text' }, 'PROVINCE_ANSWER_INVALID'],
    ['another licence', { head: { status: 0 }, data: CERTS[1] }, 'PROVINCE_ANSWER_INVALID'],
    ['nothing', { head: { status: 0 }, data: null }, 'LICENCE_NOT_FOUND'],
    [
      'a type nobody knows',
      { head: { status: 0 }, data: { certIdentifier: ID_CARD } },
      'LICENCE_GRANT_REFUSED',
    ],
    ['an unknown status', { head: { status: 'X周明远' }, data: null }, 'PROVINCE_REFUSED'],
  ])('that answers with %s fails as data', async (_what, body, code) => {
    const { fetchOf } = await municipality({
      bend(operation, reply) {
        if (operation !== '/queryCertInfo') return false;
        void reply.send(body);
        return true;
      },
    });
    const failed = await fetchOf(ID_CARD, []);
    expect(failed).toMatchObject({ failure: { code } });
    expect(JSON.stringify(failed)).not.toContain('周明远');
  });

  it('that hiccups is asked again, but never with a shown code', async () => {
    let hiccups = 1;
    const { platform, fetchOf, source } = await municipality({
      bend(_operation, reply) {
        if (hiccups === 0) return false;
        hiccups -= 1;
        void reply.code(502).send('bad gateway');
        return true;
      },
    });
    expect(await fetchOf(ID_CARD, [])).toMatchObject({ ok: true });
    hiccups = 1;
    const evidence = { kind: 'shown-code', code: '8800123456' } as const;
    const asked = platform.asked.length;
    expect(await source.obtainGrant({ reference: REFERENCE, evidence, wanted: WANTED })).toMatchObject({
      failure: { code: 'PROVINCE_BUSY' },
    });
    expect(platform.asked).toHaveLength(asked + 1);
  });

  it('is spoken to over TLS with its own root alone', async () => {
    const line = municipalLine({
      baseUrl: 'https://192.0.2.1/',
      root: null,
      clock: systemClock,
      ids: systemIds,
    });
    onTestFinished(line.close);
    expect(
      await line.send({ method: 'POST', path: '/queryCertInfo', body: {}, deadlineMs: 500 }),
    ).toMatchObject({
      failure: { code: 'PROVINCE_INSECURE' },
    });
  });
});
