import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../main/contract/flow/form';
import type { Grant } from '../../../../main/contract/flow/grant';
import type { Receipt } from '../../../../main/contract/flow/receipt';
import { ReceiptParcel } from '../../../../main/contract/province/wire';
import { sha256, systemClock, systemIds } from '../../../../main/core/base';
import { createProvinceClient, encodeParcel, type Transport } from '../../../../main/core/province';
import { always, clientOf, plainTransport, serve } from './service';

const reference = {
  caseId: systemIds.next(),
  itemSeq: 37,
  windowNo: 'A08',
  clerk: '370102-01',
  useCause: '办理“经济困难老年人补贴”',
};
const HOLDER = { kind: 'person', name: '周明远', code: '37019919530412981X', codeType: '111' } as const;
const FETCHED = {
  content: {
    licenceId: 'L-1',
    typeSeq: 1,
    name: '居民身份证',
    issuer: '样例市公安局',
    number: HOLDER.code,
    holderName: HOLDER.name,
    holderCode: HOLDER.code,
    status: 'valid',
    validFrom: '2020-01-01',
    validTo: null,
    elements: { name: '周明远' },
  },
  signature: 'c2ln',
  certificate: 'Y2VydA==',
};

describe('what is asked', () => {
  const grantRequest = {
    reference,
    evidence: { kind: 'shown-code' as const, code: 'LT1.opaque' },
    wanted: [{ typeSeq: 1, elements: ['name'] }],
  };
  const granted = { grantRef: 'G-1', holder: HOLDER, expiresAt: 5, allowed: [1], withheld: [] };

  it.each<[string, string, unknown, unknown, (client: ReturnType<typeof clientOf>) => Promise<unknown>]>([
    [
      'verifyCode',
      '/v1/codes/verify',
      { code: 'LT1.opaque', reference },
      { holder: HOLDER, expiresAt: 5 },
      (client) => client.verifyCode('LT1.opaque', reference),
    ],
    ['obtainGrant', '/v1/grants', grantRequest, granted, (client) => client.obtainGrant(grantRequest)],
    [
      'listLicences',
      '/v1/licences/list',
      { grantRef: 'G-1', reference },
      { licences: [] },
      (client) => client.listLicences('G-1', reference),
    ],
    [
      'fetchLicence',
      '/v1/licences/fetch',
      { grantRef: 'G-1', licenceId: 'L-1', elements: ['name'], reference },
      FETCHED,
      (client) => client.fetchLicence({ grantRef: 'G-1', licenceId: 'L-1', elements: ['name'], reference }),
    ],
    [
      'signIn',
      '/v1/clerks/sign-in',
      { account: '370102-01', secret: '口令' },
      { account: '370102-01', name: '窗口培训员', role: 'clerk' },
      (client) => client.signIn({ account: '370102-01', secret: '口令' }),
    ],
    [
      'enrolSeal',
      '/v1/seals/enrol',
      { hallName: '样例大厅', windowNo: 'A08', csr: 'Y3Ny' },
      { chain: ['YQ==', 'Yg=='] },
      (client) => client.enrolSeal({ hallName: '样例大厅', windowNo: 'A08', csr: 'Y3Ny' }),
    ],
  ])('%s posts its message and returns the answer', async (_name, path, sent, answer, call) => {
    const service = await serve(always(200, answer));
    expect(await call(clientOf(service.url))).toEqual({ ok: true, value: answer });
    expect(service.seen.map(({ method, path: at, body }) => [method, at, JSON.parse(body)])).toEqual([
      ['POST', path, sent],
    ]);
    expect(service.seen[0]?.headers['content-type']).toContain('application/json');
  });

  it('measures a healthy province by the clock it was given', async () => {
    const service = await serve(always(200, { service: 'p', version: '1', now: 5 }));
    const instants = [1_000, 1_042];
    const clock = { ...systemClock, now: () => instants.shift() ?? 0 };
    const client = createProvinceClient(
      plainTransport(() => service.url),
      clock,
    );
    expect(await client.health()).toEqual({ ok: true, value: { latencyMs: 42 } });
    expect(service.seen).toMatchObject([{ method: 'GET', path: '/v1/health', body: '' }]);
  });

  it('finds no health in an answer of something else', async () => {
    const { url } = await serve(always(200, { status: 'ok' }));
    expect(await clientOf(url).health()).toMatchObject({ failure: { code: 'PROVINCE_ANSWER_INVALID' } });
  });

  it('never reports less than no time where the clock was set back', async () => {
    const { url } = await serve(always(200, { service: 'p', version: '1', now: 5 }));
    const instants = [1_000, 10];
    const clock = { ...systemClock, now: () => instants.shift() ?? 0 };
    const client = createProvinceClient(
      plainTransport(() => url),
      clock,
    );
    expect(await client.health()).toEqual({ ok: true, value: { latencyMs: 0 } });
  });

  it.each(['', '/', '/gateway/province', '/gateway/province/'])(
    'reaches a province served under "%s"',
    async (prefix) => {
      const service = await serve(always(200, { service: 'p', version: '1', now: 5 }));
      expect((await clientOf(service.url + prefix).health()).ok).toBe(true);
      expect(service.seen[0]?.path).toBe(`${prefix.replace(/\/$/, '')}/v1/health`);
    },
  );

  it('asks where the settings say now, not where they said at the start', async () => {
    const [first, second] = [await serve(always(500)), await serve(always(500))];
    let url = first.url;
    const client = createProvinceClient(
      plainTransport(() => url),
      systemClock,
    );
    await client.health();
    url = second.url;
    await client.health();
    expect([first.seen.length, second.seen.length]).toEqual([1, 1]);
  });

  it('has more patience with a receipt than with anything a citizen waits for', async () => {
    const waits: [string, number][] = [];
    const transport: Transport = async ({ path, deadlineMs }) => {
      waits.push([path.split('/')[2] ?? '', deadlineMs]);
      return { ok: true, value: { status: 500, body: null, retryAfterMs: null } };
    };
    const client = createProvinceClient(transport, systemClock);
    await client.signIn({ account: 'a', secret: 'b' });
    await client.deliverParcel(sealed().body);
    const [[, interactive] = ['', 0], [, delivery] = ['', 0]] = waits;
    expect(interactive).toBeGreaterThan(0);
    expect(delivery).toBeGreaterThan(interactive);
  });
});

const PDF = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0, 255, 128, 10]);

function sealed(pdf = PDF): { receipt: Receipt; body: Uint8Array } {
  const receipt: Receipt = {
    id: systemIds.next(),
    caseId: reference.caseId,
    formId: systemIds.next(),
    itemSeq: 37,
    itemName: '经济困难老年人补贴',
    number: '鲁免证受〔2026〕3701020001-000012',
    sealedAt: 1_795_000_000_000,
    sha256: sha256(pdf),
    size: pdf.byteLength,
    training: true,
    auditHead: '0'.repeat(64),
    signer: { subject: 'CN=样例大厅', notAfter: 1_895_000_000_000 },
  };
  const plain = {
    group: '基本',
    type: 'text' as const,
    required: false,
    options: [],
    locked: true,
    problem: null,
    hidden: false,
    classification: 3,
    masked: false,
    conflict: null,
    deviation: null,
  };
  const form: Form = {
    id: receipt.formId,
    grantId: systemIds.next(),
    itemSeq: 37,
    fields: [
      {
        ...plain,
        key: 'name',
        label: '姓名',
        value: '𠮷野“周”\n明远',
        source: {
          from: 'licence',
          licenceId: 'L-1',
          typeSeq: 1,
          name: '居民身份证',
          issuer: '样例市公安局',
          element: 'name',
          at: 1,
        },
      },
      {
        ...plain,
        key: 'own',
        label: '本人',
        value: 'a',
        source: { from: 'id-card', element: 'name', at: 1 },
      },
      {
        ...plain,
        key: 'held',
        label: '持证',
        value: 'b',
        source: { from: 'holder', element: 'name', at: 1 },
      },
      { ...plain, key: 'typed', label: '填写', value: 'c', source: { from: 'clerk', at: 1 } },
      { ...plain, key: 'none', label: '空白', value: '', source: null },
    ],
    materials: [
      {
        key: 'identity',
        name: '居民身份证',
        settlement: 'sharing',
        licenceId: 'L-1',
        licenceName: '居民身份证',
        basis: '依据',
        settled: true,
        pledgeText: '',
        paperReason: '',
        hidden: false,
        attachable: false,
        attachments: [],
      },
    ],
    tables: [],
  };
  const grant = { provinceRef: 'G-1' } as Grant;
  return { receipt, body: encodeParcel(receipt, { form, grant, windowNo: 'A08', clerk: '370102-01' }, pdf) };
}

const takenIn = (receipt: Receipt) => ({
  receiptId: receipt.id,
  provinceRef: 'PX-1',
  receivedAt: 5,
  duplicate: false,
});

describe('a parcel', () => {
  it('says everything about the sealed case, each value with where it came from', () => {
    const { receipt, body } = sealed();
    const parcel = ReceiptParcel.parse(JSON.parse(Buffer.from(body).toString('utf8')));
    expect(parcel).toMatchObject({
      receiptId: receipt.id,
      caseId: receipt.caseId,
      number: receipt.number,
      grantRef: 'G-1',
      windowNo: 'A08',
      clerk: '370102-01',
      sha256: receipt.sha256,
      training: true,
    });
    expect(parcel.form.map(({ key, value, source }) => [key, value, source])).toEqual([
      ['name', '𠮷野“周”\n明远', 'licence:L-1'],
      ['own', 'a', 'id-card'],
      ['held', 'b', 'holder'],
      ['typed', 'c', 'clerk'],
      ['none', '', ''],
    ]);
    expect(parcel.materials).toEqual([
      { key: 'identity', name: '居民身份证', settlement: 'sharing', licenceId: 'L-1', reason: '' },
    ]);
    expect(new Uint8Array(Buffer.from(parcel.pdf, 'base64'))).toEqual(PDF);
  });

  it('goes to the place of its receipt, with the content that was queued', async () => {
    const { receipt, body } = sealed();
    const service = await serve(always(201, takenIn(receipt)));
    expect(await clientOf(service.url).deliverParcel(body)).toEqual({ ok: true, value: takenIn(receipt) });
    expect(service.seen).toMatchObject([{ method: 'PUT', path: `/v1/receipts/${receipt.id}` }]);
    expect(JSON.parse(service.seen[0]?.body ?? '')).toEqual(JSON.parse(Buffer.from(body).toString('utf8')));
  });

  it('arrives whole when it is large', async () => {
    const pdf = new Uint8Array(3_000_000).map((_, at) => at % 251);
    const { receipt, body } = sealed(pdf);
    const service = await serve(always(201, takenIn(receipt)));
    expect((await clientOf(service.url).deliverParcel(body)).ok).toBe(true);
    const arrived = ReceiptParcel.parse(JSON.parse(service.seen[0]?.body ?? ''));
    expect(sha256(new Uint8Array(Buffer.from(arrived.pdf, 'base64')))).toBe(sha256(pdf));
  });

  it('known already is delivered', async () => {
    const { receipt, body } = sealed();
    const { url } = await serve(always(200, { ...takenIn(receipt), duplicate: true }));
    expect(await clientOf(url).deliverParcel(body)).toMatchObject({ ok: true, value: { duplicate: true } });
  });

  it('is not delivered by an answer about another one', async () => {
    const { url } = await serve(always(201, takenIn(sealed().receipt)));
    expect(await clientOf(url).deliverParcel(sealed().body)).toMatchObject({
      failure: { code: 'PROVINCE_ANSWER_INVALID', retry: 'automatic', details: { why: 'other-receipt' } },
    });
  });

  it('of another content under the same number is a conflict that no repetition cures', async () => {
    const { url } = await serve(always(409, { code: 'RECEIPT_CONFLICT', message: '' }));
    expect(await clientOf(url).deliverParcel(sealed().body)).toMatchObject({
      failure: { code: 'PROVINCE_CONFLICT', retry: 'never' },
    });
  });

  it.each<[string, (whole: string) => string]>([
    ['nothing', () => ''],
    ['half of it', (whole) => whole.slice(0, whole.length / 2)],
    ['no JSON', () => '不是包裹'],
    ['no parcel', () => '{"receiptId":"x"}'],
    [
      'a path in the place of its id',
      (whole) => whole.replace(/"receiptId":"[^"]+"/, '"receiptId":"../../admin/receipts"'),
    ],
  ])('of which the queue kept %s is not sent at all', async (_what, bend) => {
    const service = await serve(always(201, takenIn(sealed().receipt)));
    const bent = Buffer.from(bend(Buffer.from(sealed().body).toString('utf8')));
    expect(await clientOf(service.url).deliverParcel(bent)).toEqual({
      ok: false,
      failure: { code: 'PROVINCE_REFUSED', retry: 'never', details: { why: 'parcel' } },
    });
    expect(service.seen).toEqual([]);
  });
});
