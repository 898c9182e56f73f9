/** Real issuers: fresh keys, certificates of a fresh authority, signatures over the canonical content. */
import { generateKeyPairSync, type KeyObject, sign, webcrypto } from 'node:crypto';
import type { z } from 'zod';
import { buildCertificate, createTestAuthority, type TestAuthority } from '../../../../fixtures/keys';
import type { Holder } from '../../../../main/contract/flow/grant';
import {
  canonicalJson,
  type LicenceContent,
  type LicenceFetchAnswer,
} from '../../../../main/contract/province/wire';
import { toBase64 } from '../../../../main/core/base';

const DAY_MS = 86_400_000;
/** Noon of 2026-11-22 in the hall. */
export const NOW = Date.UTC(2026, 10, 22, 4);

export type FetchAnswer = z.infer<typeof LicenceFetchAnswer>;

export interface Issuer {
  key: KeyObject;
  /** base64 DER. */
  certificate: string;
}

export function openAuthority(): Promise<TestAuthority> {
  return createTestAuthority({ now: NOW - 1000 * DAY_MS, days: 3000 });
}

type KeyKind = 'P-256' | 'P-384' | 'RSA';

function freshKeys(kind: KeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === 'RSA') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ec', { namedCurve: kind });
}

/** `startsAt` and `days` bound the certificate's validity. */
export async function openIssuer(
  authority: TestAuthority,
  options: { startsAt?: number; days?: number; keys?: KeyKind; name?: string } = {},
): Promise<Issuer> {
  const { publicKey, privateKey } = freshKeys(options.keys ?? 'P-256');
  const chain = await authority.issue({
    usage: 'licence',
    days: options.days ?? 365,
    subject: { organisation: '样例市', commonName: options.name ?? '样例市公安局' },
    publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    now: options.startsAt ?? NOW - 10 * DAY_MS,
  });
  const certificate = chain?.[0];
  if (!certificate) throw new Error('no certificate was issued');
  return { key: privateKey, certificate: toBase64(certificate) };
}

/** Names and key identifier of the authority, signed with somebody's own key. */
export async function openForgedIssuer(authority: TestAuthority): Promise<Issuer> {
  const { publicKey, privateKey } = freshKeys('P-256');
  const forger = await webcrypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: Uint8Array.of(1, 0, 1),
    },
    true,
    ['sign', 'verify'],
  );
  const certificate = await buildCertificate({
    subject: { organisation: '样例市', commonName: '样例市公安局' },
    publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    usage: 'licence',
    notBefore: NOW - DAY_MS,
    notAfter: NOW + DAY_MS,
    issuer: { certificate: authority.caCertificate },
    signingKey: forger.privateKey,
  });
  return { key: privateKey, certificate: toBase64(certificate) };
}

export function signed(content: LicenceContent, issuer: Issuer): FetchAnswer {
  const signature = sign('sha256', Buffer.from(canonicalJson(content), 'utf8'), issuer.key);
  return { content, signature: signature.toString('base64'), certificate: issuer.certificate };
}

export const HOLDER: Holder = { kind: 'person', name: '周明远', code: '37019919530412981X', codeType: '111' };

export function licenceContent(changed: Partial<LicenceContent> = {}): LicenceContent {
  return {
    licenceId: 'L-1',
    typeSeq: 1,
    name: '居民身份证',
    issuer: '样例市公安局',
    number: HOLDER.code,
    holderName: HOLDER.name,
    holderCode: HOLDER.code,
    status: 'valid',
    validFrom: '2020-01-01',
    validTo: '2040-01-01',
    elements: { name: '周明远', sex: '男', address: '样例区示例路44号' },
    ...changed,
  };
}
