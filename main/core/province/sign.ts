import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  SIGNATURE_ALGORITHM,
  SIGNATURE_LABEL,
  SIGNED_ALWAYS,
  SIGNED_WITH_BODY,
} from '../../contract/province/security';

export interface ToSign {
  method: string;
  url: URL;
  authorization: string;
  /** As it will be sent; null without one. */
  body: Uint8Array | null;
}

/**
 * Headers of one try: RFC 9421 signature and RFC 9530 digest as contract/province/security.ts narrows them. `createdAt`:
 * epoch ms by the service's clock. `nonce`: at least 16 fresh random bytes.
 */
export function signedHeaders(
  { method, url, authorization, body }: ToSign,
  signer: { key: KeyObject; thumbprint: string },
  { createdAt, nonce }: { createdAt: number; nonce: Uint8Array },
): Record<string, string> {
  const values: Record<(typeof SIGNED_WITH_BODY)[number], string> = {
    '@method': method,
    '@authority': url.host.toLowerCase(),
    '@path': url.pathname,
    '@query': url.search === '' ? '?' : url.search,
    authorization,
    'content-digest': `sha-256=:${createHash('sha256')
      .update(body ?? new Uint8Array())
      .digest('base64')}:`,
    'content-type': 'application/json',
  };
  const components = body === null ? SIGNED_ALWAYS : SIGNED_WITH_BODY;
  const params = [
    `(${components.map((name) => `"${name}"`).join(' ')})`,
    `created=${Math.floor(createdAt / 1000)}`,
    `nonce="${Buffer.from(nonce).toString('base64url')}"`,
    `keyid="${signer.thumbprint}"`,
    `alg="${SIGNATURE_ALGORITHM}"`,
  ].join(';');
  const base = [
    ...components.map((name) => `"${name}": ${values[name]}`),
    `"@signature-params": ${params}`,
  ].join('\n');
  const signature = sign('sha256', Buffer.from(base, 'utf8'), {
    key: signer.key,
    dsaEncoding: 'ieee-p1363',
  });
  return {
    authorization,
    ...(body !== null && {
      'content-digest': values['content-digest'],
      'content-type': values['content-type'],
    }),
    'signature-input': `${SIGNATURE_LABEL}=${params}`,
    signature: `${SIGNATURE_LABEL}=:${signature.toString('base64')}:`,
  };
}
