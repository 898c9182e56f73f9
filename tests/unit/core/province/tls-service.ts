/** A real HTTPS service on loopback with any certificate, and a workstation enrolled under a root. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createTestAuthority, pem, type TestAuthority } from '../../../../fixtures/keys';
import { systemClock, systemIds } from '../../../../main/core/base';
import { type ClientCredential, createLink, type ProvinceLink } from '../../../../main/core/province';

export const DAY_MS = 86_400_000;
export const HEALTH = { service: 'p', version: '1', now: 5 };

export const newAuthority = () => createTestAuthority({ now: Date.now() - 800 * DAY_MS, days: 1600 });

const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ type: 'spki', format: 'der' }));

/** Key and certificate of a server, PEM. `now`: when it was issued, for ninety days. */
export async function serverMaterial(
  authority: TestAuthority,
  { now = Date.now(), dns = ['localhost'], ip = [Uint8Array.of(127, 0, 0, 1)] } = {},
): Promise<{ key: string; cert: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const chain = await authority.issue({
    usage: 'server',
    days: 90,
    subject: { organisation: '样例', commonName: '省级服务' },
    publicKey: spkiOf(publicKey),
    names: { dns, ip },
    now,
  });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(chain?.[0] ?? new Uint8Array(), 'CERTIFICATE'),
  };
}

export async function clientCredential(
  authority: TestAuthority,
  now = Date.now(),
): Promise<ClientCredential> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const chain = await authority.issue({
    usage: 'client',
    days: 365,
    subject: { organisation: '样例', commonName: 'W-1' },
    publicKey: spkiOf(publicKey),
    now,
  });
  return {
    clientId: 'W-1',
    privateKeyPkcs8: new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' })),
    chain: chain ?? [],
  };
}

/** Answers everything as told, with 200 and the health unless told; counts what got through the handshake. */
export async function serveTls(
  options: ServerOptions,
  answer: (body: string) => Promise<{ status: number; body: unknown }> = async () => ({
    status: 200,
    body: HEALTH,
  }),
): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const server = createServer(options, async (request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body } = await answer(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => requests };
}

export function linkTo(url: string, credential: ClientCredential | null): ProvinceLink {
  const link = createLink({ baseUrl: () => url, clock: systemClock, ids: systemIds, credential });
  onTestFinished(link.close);
  return link;
}
