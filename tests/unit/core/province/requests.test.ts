import { describe, expect, it } from 'vitest';
import { systemClock, systemIds } from '../../../../main/core/base';
import { createProvinceClient, type Transport } from '../../../../main/core/province';
import { sealed } from './parcels';
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
    const { queued, pdf } = sealed();
    await client.deliverParcel(queued, pdf);
    const [[, interactive] = ['', 0], [, delivery] = ['', 0]] = waits;
    expect(interactive).toBeGreaterThan(0);
    expect(delivery).toBeGreaterThan(interactive);
  });
});
