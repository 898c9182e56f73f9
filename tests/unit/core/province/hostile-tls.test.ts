import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pem } from '../../../../fixtures/keys';
import { systemClock } from '../../../../main/core/base';
import { createProvinceClient } from '../../../../main/core/province';
import { clientCredential, DAY_MS, linkTo, newAuthority, serverMaterial, serveTls } from './tls-service';

const healthOf = (url: string, credential: Awaited<ReturnType<typeof clientCredential>> | null) =>
  createProvinceClient(linkTo(url, credential).transport, systemClock).health();

describe('a service over TLS', () => {
  it('is believed with a certificate of the pinned root, and sees ours', async () => {
    const authority = await newAuthority();
    const { url, requests } = await serveTls({
      ...(await serverMaterial(authority)),
      ca: authority.caPem,
      requestCert: true,
      rejectUnauthorized: true,
    });
    expect(await healthOf(url, await clientCredential(authority))).toMatchObject({ ok: true });
    expect(requests()).toBe(1);
  });

  it.each<[string, string, Parameters<typeof serverMaterial>[1]]>([
    ['ended', 'expired', { now: Date.now() - 400 * DAY_MS }],
    ['has not begun', 'not-yet-valid', { now: Date.now() + 30 * DAY_MS }],
    ['is for another name', 'name', { dns: ['other.example'], ip: [Uint8Array.of(192, 0, 2, 1)] }],
  ])('is not believed where its certificate %s', async (_what, why, plan) => {
    const authority = await newAuthority();
    const { url, requests } = await serveTls(await serverMaterial(authority, plan));
    expect(await healthOf(url, await clientCredential(authority))).toEqual({
      ok: false,
      failure: { code: 'PROVINCE_UNTRUSTED', retry: 'automatic', details: { why } },
    });
    expect(requests()).toBe(0);
  });

  it('is not believed with a certificate of another root, though that root has the same name', async () => {
    const [ours, other] = [await newAuthority(), await newAuthority()];
    const material = await serverMaterial(other);
    const withRoot = { ...material, cert: material.cert + other.caPem };
    for (const server of [material, withRoot]) {
      const { url, requests } = await serveTls(server);
      expect(await healthOf(url, await clientCredential(ours))).toMatchObject({
        failure: { code: 'PROVINCE_UNTRUSTED' },
      });
      expect(requests()).toBe(0);
    }
  });

  it('is not believed with a workstation’s certificate', async () => {
    const authority = await newAuthority();
    const stolen = await clientCredential(authority);
    const { url } = await serveTls({
      cert: pem(stolen.chain[0] ?? new Uint8Array(), 'CERTIFICATE'),
      key: pem(stolen.privateKeyPkcs8, 'PRIVATE KEY'),
    });
    expect(await healthOf(url, await clientCredential(authority))).toMatchObject({
      failure: { code: 'PROVINCE_UNTRUSTED' },
    });
  });

  it('is not spoken to below TLS 1.3', async () => {
    const authority = await newAuthority();
    const { url } = await serveTls({ ...(await serverMaterial(authority)), maxVersion: 'TLSv1.2' });
    expect(await healthOf(url, await clientCredential(authority))).toMatchObject({
      failure: { code: 'PROVINCE_UNTRUSTED', details: { why: 'tls' } },
    });
  });

  it('that hangs up on our certificate is out of reach, and tried again later', async () => {
    const [ours, theirs] = [await newAuthority(), await newAuthority()];
    const { url } = await serveTls({
      ...(await serverMaterial(ours)),
      ca: theirs.caPem,
      requestCert: true,
      rejectUnauthorized: true,
    });
    expect(await healthOf(url, await clientCredential(ours))).toMatchObject({
      failure: { code: 'PROVINCE_UNREACHABLE', retry: 'automatic' },
    });
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['cuts the line before a word', (socket) => socket.destroy(), 'PROVINCE_UNREACHABLE'],
    [
      'cuts the line in the middle of the handshake',
      (socket) => socket.once('data', () => socket.destroy()),
      'PROVINCE_UNREACHABLE',
    ],
    [
      'speaks plain HTTP',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')),
      'PROVINCE_UNTRUSTED',
    ],
  ])('that %s is a failure', async (_what, act, code) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      act(socket);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const credential = await clientCredential(await newAuthority());
    expect(await healthOf(`https://127.0.0.1:${port}`, credential)).toMatchObject({ failure: { code } });
  });
});

describe('a workstation', () => {
  it('that is not enrolled sends nothing over TLS', async () => {
    const { url, requests } = await serveTls(await serverMaterial(await newAuthority()));
    expect(await healthOf(url, null)).toMatchObject({
      failure: { code: 'PROVINCE_NOT_ENROLLED', retry: 'clerk' },
    });
    expect(requests()).toBe(0);
  });

  it('whose enrolment has ended sends nothing, and says when it is about to', async () => {
    const authority = await newAuthority();
    const { url, requests } = await serveTls(await serverMaterial(authority));
    const issued = async (daysAgo: number) => clientCredential(authority, Date.now() - daysAgo * DAY_MS);
    const states = [];
    for (const daysAgo of [0, 340, 366]) {
      states.push(linkTo(url, await issued(daysAgo)).status().credential?.state);
    }
    expect(states).toEqual(['ready', 'expiring', 'expired']);
    expect(await healthOf(url, await issued(366))).toMatchObject({
      failure: { code: 'PROVINCE_CREDENTIAL_EXPIRED' },
    });
    expect(requests()).toBe(0);
  });
});
