import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import type { CheckReason, Verdict } from '../../contract/flow/grant';
import { canonicalJson, type LicenceFetchAnswer } from '../../contract/province/wire';
import { fromBase64 } from '../base';

export interface SignatureFact {
  verdict: Verdict;
  why?: CheckReason;
  /** Common name of the signer's certificate; null where there is none to read, or none to believe. */
  signedBy: string | null;
}

/** Issuers sign with ECDSA P-256 (contract/province/wire.ts); a certificate for another key was made for something else. */
function isIssuerKey(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** `subject` of node's certificate: one attribute a line, as in `CN=...`. */
function commonName(certificate: X509Certificate): string | null {
  const line = certificate.subject?.split('\n').find((each) => each.startsWith('CN='));
  return line === undefined ? null : line.slice(3);
}

/** Issuer's signature over the canonical content; without a trusted root nothing can be said, which is not a pass. */
export function signatureFact(
  answer: z.infer<typeof LicenceFetchAnswer>,
  roots: readonly Uint8Array[],
  now: number,
): SignatureFact {
  if (roots.length === 0) return { verdict: 'undetermined', why: 'no-root', signedBy: null };
  try {
    const certificate = new X509Certificate(fromBase64(answer.certificate));
    const inForce = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
    const trusted = roots.some((root) => {
      const authority = new X509Certificate(root);
      return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
    });
    if (!inForce || !trusted || !isIssuerKey(certificate.publicKey))
      return { verdict: 'failed', why: 'not-trusted', signedBy: null };
    const bytes = Buffer.from(canonicalJson(answer.content), 'utf8');
    const key = { key: certificate.publicKey, dsaEncoding: 'der' } as const;
    const signedBy = commonName(certificate);
    return verify('sha256', bytes, key, fromBase64(answer.signature))
      ? { verdict: 'passed', signedBy }
      : { verdict: 'failed', why: 'bad-signature', signedBy };
  } catch {
    // Anything that is not a certificate or a signature was not made by an issuer.
    return { verdict: 'failed', why: 'bad-signature', signedBy: null };
  }
}
