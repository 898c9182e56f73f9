import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from '../../../../main/core/province/sign';

const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const NONCE = new Uint8Array(24).fill(7);
const CREATED = { createdAt: 1_790_000_000_999, nonce: NONCE };
const AUTHORIZATION = 'Bearer token';

function holds(headers: Record<string, string>, lines: string[]): boolean {
  const params = headers['signature-input']?.replace(/^mzc=/, '');
  const base = [...lines, `"@signature-params": ${params}`].join('\n');
  const given = Buffer.from(/^mzc=:(.*):$/.exec(headers.signature ?? '')?.[1] ?? '', 'base64');
  expect(given).toHaveLength(64);
  return verify('sha256', Buffer.from(base), { key: publicKey, dsaEncoding: 'ieee-p1363' }, given);
}

describe('the signature of a request', () => {
  it('covers method, place, token and the bytes of the body', () => {
    const body = Buffer.from('{"name":"周明远"}');
    const url = new URL('https://Province.Example:8720/v1/licences/fetch');
    const headers = signedHeaders(
      { method: 'POST', url, authorization: AUTHORIZATION, body },
      { key, thumbprint: 'thumb' },
      CREATED,
    );
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    expect(headers['content-digest']).toBe(digest);
    expect(headers['signature-input']).toBe(
      'mzc=("@method" "@authority" "@path" "@query" "authorization" "content-digest" "content-type")' +
        `;created=1790000000;nonce="${Buffer.from(NONCE).toString('base64url')}";keyid="thumb";alg="ecdsa-p256-sha256"`,
    );
    const lines = [
      '"@method": POST',
      '"@authority": province.example:8720',
      '"@path": /v1/licences/fetch',
      '"@query": ?',
      '"authorization": Bearer token',
      `"content-digest": ${digest}`,
      '"content-type": application/json',
    ];
    expect(holds(headers, lines)).toBe(true);
    expect(holds(headers, lines.with(2, '"@path": /v1/licences/list'))).toBe(false);
  });

  it('without a body covers the query, as it is sent', () => {
    const url = new URL('https://province.example:443/v1/callbacks?windowNo=A%2008&after=3');
    const headers = signedHeaders(
      { method: 'GET', url, authorization: AUTHORIZATION, body: null },
      { key, thumbprint: 't' },
      CREATED,
    );
    expect(headers).not.toHaveProperty('content-digest');
    expect(headers).not.toHaveProperty('content-type');
    const lines = [
      '"@method": GET',
      '"@authority": province.example',
      '"@path": /v1/callbacks',
      '"@query": ?windowNo=A%2008&after=3',
      '"authorization": Bearer token',
    ];
    expect(holds(headers, lines)).toBe(true);
  });
});
