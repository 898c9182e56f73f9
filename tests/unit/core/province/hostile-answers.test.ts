import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import { systemClock, systemIds } from '../../../../main/core/base';
import { createProvinceClient } from '../../../../main/core/province';
import { type Answering, always, clientOf, impatient, serve } from './service';

const SIGN_IN = { account: '370102-01', secret: 'words nobody knows' };
const SIGNED_IN = { account: '370102-01', name: '窗口培训员', role: 'clerk' };
const REFERENCE = {
  caseId: systemIds.next(),
  itemSeq: 37,
  windowNo: 'A08',
  clerk: '370102-01',
  useCause: '办理“经济困难老年人补贴”',
};
const HOLDER = { kind: 'person', name: '周明远', code: '37019919530412981X', codeType: '111' } as const;

const signIn = async (answer: Answering): Promise<Result<unknown>> =>
  clientOf((await serve(answer)).url).signIn(SIGN_IN);
const INVALID = { failure: { code: 'PROVINCE_ANSWER_INVALID', retry: 'automatic' } };
const other = { ok: false, failure: { ...INVALID.failure, details: { why: 'other' } } };

describe('a hostile answer is a failure, never a crash:', () => {
  it.each([
    ['another type than JSON', 'text/html'],
    ['no type', ''],
    ['a type that only looks like JSON', 'application/jsonp'],
  ])('%s', async (_what, type) => {
    expect(await signIn(always(200, SIGNED_IN, { 'content-type': type }))).toMatchObject(INVALID);
  });

  it('a type with a parameter, or of a JSON format of its own, is JSON', async () => {
    for (const type of ['application/json; charset=utf-8', 'application/problem+json'])
      expect((await signIn(always(200, SIGNED_IN, { 'content-type': type }))).ok).toBe(true);
  });

  it.each([
    ['a role named twice', '{"account":"a","name":"b","role":"clerk","role":"supervisor"}'],
    ['a prototype', '{"account":"a","name":"b","role":"clerk","__proto__":{"role":"supervisor"}}'],
    ['nesting without end', `{"account":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]).toString('latin1')],
  ])('%s', async (_what, body) => {
    expect(await signIn(always(200, body))).toMatchObject(INVALID);
  });

  it('a refusal in a shape of its own', async () => {
    for (const code of [1, null, ['CODE_USED'], { a: 1 }, 'constructor', '__proto__'])
      expect(await signIn(always(409, { code, message: 'x' }))).toMatchObject({
        failure: { code: 'PROVINCE_REFUSED' },
      });
  });

  it.each<[string, string]>([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['headers beyond all measure', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\n{}'],
    ['a status nobody knows', 'HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(bytes));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    expect(await clientOf(`http://127.0.0.1:${port}`).signIn(SIGN_IN)).toMatchObject({ ok: false });
  });

  it('a byte now and then, without end, runs into the deadline', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const client = createProvinceClient(impatient(url, 300), systemClock);
    expect(await client.signIn(SIGN_IN)).toMatchObject({ failure: { code: 'PROVINCE_TIMEOUT' } });
  });
});

describe('an answer meant for another request is not taken:', () => {
  it('another licence', async () => {
    const content = {
      licenceId: 'L-2',
      typeSeq: 1,
      name: '居民身份证',
      issuer: '样例市公安局',
      number: HOLDER.code,
      holderName: HOLDER.name,
      holderCode: HOLDER.code,
      status: 'valid',
      validFrom: '2020-01-01',
      validTo: null,
      elements: {},
    };
    const { url } = await serve(always(200, { content, signature: 'YQ==', certificate: 'YQ==' }));
    const asked = { grantRef: 'G-1', licenceId: 'L-1', elements: [], reference: REFERENCE };
    expect(await clientOf(url).fetchLicence(asked)).toEqual(other);
  });

  it('another person’s grant', async () => {
    const grant = { grantRef: 'G-9', holder: HOLDER, expiresAt: 5, allowed: [1], withheld: [] };
    const { url } = await serve(always(200, grant));
    const ask = (number: string) =>
      clientOf(url).obtainGrant({
        reference: REFERENCE,
        evidence: { kind: 'id-card', number, name: HOLDER.name },
        wanted: [],
      });
    expect(await ask('370199198001010000')).toEqual(other);
    expect(await ask(HOLDER.code.toLowerCase())).toMatchObject({ ok: true });
  });

  it('another grant’s, consent’s or case’s state', async () => {
    const { url } = await serve(
      always(200, { grantRef: 'G-9', state: 'open', expiresAt: 5, revokedAt: null }),
    );
    const ask = (grantRef: string) =>
      clientOf(url).ask('readGrant', { params: { grantRef }, query: REFERENCE });
    expect(await ask('G-1')).toEqual(other);
    expect(await ask('G-9')).toMatchObject({ ok: true });
  });
});

describe('what is asked again after a lost answer', () => {
  const lost: Answering = (response) => response.destroy();
  const about = { code: 'LT1.opaque', reference: REFERENCE };

  it('is what can be asked twice: verifying a code, listing, fetching, a question under an id', async () => {
    const { url, seen } = await serve(lost);
    const client = clientOf(url);
    await client.verifyCode(about.code, REFERENCE);
    expect(seen).toHaveLength(3);
  });

  it('is never a grant, a sign-in or an enrolment of a seal', async () => {
    const { url, seen } = await serve(lost);
    const client = clientOf(url);
    await client.obtainGrant({
      reference: REFERENCE,
      evidence: { kind: 'shown-code', code: about.code },
      wanted: [],
    });
    await client.signIn(SIGN_IN);
    await client.enrolSeal({ hallName: '样例', windowNo: 'A08', csr: 'Y3Ny' });
    await client.ask('licencesByCode', { body: { ...about, wanted: [] } });
    expect(seen).toHaveLength(4);
  });
});
