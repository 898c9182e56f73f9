import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TestAuthority } from '../../../../fixtures/keys';
import { EnrolClientRequest } from '../../../../main/contract/province/security';
import { fromBase64, systemClock, toBase64 } from '../../../../main/core/base';
import { enrolClient } from '../../../../main/core/province';
import { clientCredential, newAuthority, serverMaterial, serveTls } from './tls-service';

const SUBJECT = { organisation: '样例', commonName: 'W-1' };

async function issued(authority: TestAuthority, body: string): Promise<Uint8Array[]> {
  const { csr } = EnrolClientRequest.parse(JSON.parse(body));
  const request = {
    usage: 'client',
    days: 365,
    subject: SUBJECT,
    csr: fromBase64(csr),
    now: Date.now(),
  } as const;
  return (await authority.issue(request)) ?? [];
}

/** Enrols with a province that answers with this chain for the request it got. */
async function enrolWith(authority: TestAuthority, chainFor: (body: string) => Promise<Uint8Array[]>) {
  let heard = '';
  const { url } = await serveTls(await serverMaterial(authority), async (body) => {
    heard = body;
    const chain = (await chainFor(body)).map(toBase64);
    return { status: 201, body: { clientId: 'W-1', chain, expiresAt: Date.now() + 1_000 } };
  });
  const place = { hallName: '样例市政务服务中心', windowNo: 'A08' };
  const order = {
    baseUrl: url,
    code: 'aaaaBBBBcccc',
    root: new Uint8Array(authority.caCertificate),
    ...place,
  };
  return { enrolled: await enrolClient(order, systemClock), heard };
}

const INVALID = { failure: { code: 'PROVINCE_ANSWER_INVALID', details: { why: 'chain' } } };

describe('an enrolment', () => {
  it('sends a request for a key made here, and never the key', async () => {
    const authority = await newAuthority();
    const { enrolled, heard } = await enrolWith(authority, (body) => issued(authority, body));
    if (!enrolled.ok) throw new Error(enrolled.failure.code);
    const { privateKeyPkcs8, chain } = enrolled.value;
    expect(heard).not.toContain(toBase64(privateKeyPkcs8));
    const { publicKey } = new X509Certificate(chain[0] ?? new Uint8Array());
    expect(publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    expect(chain).toHaveLength(2);
  });

  it('makes a new key each time', async () => {
    const authority = await newAuthority();
    const csrs = new Set<string>();
    for (let time = 0; time < 2; time += 1) {
      const { heard } = await enrolWith(authority, (body) => issued(authority, body));
      csrs.add(EnrolClientRequest.parse(JSON.parse(heard)).csr);
    }
    expect(csrs.size).toBe(2);
  });

  it('is refused with a certificate for another key', async () => {
    const authority = await newAuthority();
    const { enrolled } = await enrolWith(authority, async () => [
      ...(await clientCredential(authority)).chain,
    ]);
    expect(enrolled).toMatchObject(INVALID);
  });

  it('is refused with a certificate of another root, whatever root comes with it', async () => {
    const [authority, other] = [await newAuthority(), await newAuthority()];
    const own = await enrolWith(authority, (body) => issued(other, body));
    expect(own.enrolled).toMatchObject(INVALID);
    const mixed = await enrolWith(authority, async (body) => {
      const [certificate = new Uint8Array()] = await issued(other, body);
      return [certificate, new Uint8Array(authority.caCertificate)];
    });
    expect(mixed.enrolled).toMatchObject(INVALID);
  });

  it.each<[string, Uint8Array[]]>([
    ['no certificates', [new Uint8Array([1, 2, 3]), new Uint8Array([4])]],
    ['empty certificates', [new Uint8Array(), new Uint8Array()]],
  ])('is refused with %s', async (_what, chain) => {
    const authority = await newAuthority();
    expect((await enrolWith(authority, async () => chain)).enrolled).toMatchObject(INVALID);
  });

  it('is not begun with something that is no root', async () => {
    const authority = await newAuthority();
    const { url, requests } = await serveTls(await serverMaterial(authority));
    const [leaf = new Uint8Array()] = (await clientCredential(authority)).chain;
    for (const root of [leaf, new Uint8Array([1])]) {
      const order = { baseUrl: url, code: 'aaaaBBBBcccc', root, hallName: '样例', windowNo: 'A08' };
      expect(await enrolClient(order, systemClock)).toMatchObject({
        failure: { code: 'PROVINCE_UNTRUSTED' },
      });
    }
    expect(requests()).toBe(0);
  });
});
