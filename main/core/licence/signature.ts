import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { CheckReason, Verdict } from '../../contract/flow/grant';
import type { FetchedLicence } from '../../contract/ports/licence-source';
import { canonicalJson } from '../../contract/province/wire';
import { fromBase64 } from '../base';

export interface SignatureFact {
  verdict: Verdict;
  why?: CheckReason;
  /** Common name of the signer's certificate; null where there is none to read, or none to believe. */
  signedBy: string | null;
}

/** Issuers sign with ECDSA P-256 (contract/province/wire.ts); a certificate for another key was made for something else. */
export function isIssuerKey(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** `subject` of node's certificate: one attribute a line, as in `CN=...`. */
export function commonName(certificate: X509Certificate): string | null {
  const line = certificate.subject?.split('\n').find((each) => each.startsWith('CN='));
  return line === undefined ? null : line.slice(3);
}

/** Issued by one of the roots (DER), and said so by that root's key. */
export function isUnderRoot(certificate: X509Certificate, roots: readonly Uint8Array[]): boolean {
  return roots.some((root) => {
    const authority = new X509Certificate(root);
    return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
  });
}

/** `signature` (base64 DER) over the canonical JSON of `what`, under the certificate's key. */
export function isSignedUnder(certificate: X509Certificate, what: unknown, signature: string): boolean {
  const key = { key: certificate.publicKey, dsaEncoding: 'der' } as const;
  return verify('sha256', Buffer.from(canonicalJson(what), 'utf8'), key, fromBase64(signature));
}

/**
 * Issuer's signature over the canonical content; without a trusted root, or where it stands in a form that nothing here
 * reads, nothing can be said, which is not a pass.
 */
export function signatureFact(
  answer: FetchedLicence,
  roots: readonly Uint8Array[],
  now: number,
): SignatureFact {
  if (answer.notReadable) return { verdict: 'undetermined', why: answer.notReadable, signedBy: null };
  if (roots.length === 0) return { verdict: 'undetermined', why: 'no-root', signedBy: null };
  try {
    const certificate = new X509Certificate(fromBase64(answer.certificate));
    const inForce = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
    if (!inForce || !isUnderRoot(certificate, roots) || !isIssuerKey(certificate.publicKey))
      return { verdict: 'failed', why: 'not-trusted', signedBy: null };
    const signedBy = commonName(certificate);
    return isSignedUnder(certificate, answer.content, answer.signature)
      ? { verdict: 'passed', signedBy }
      : { verdict: 'failed', why: 'bad-signature', signedBy };
  } catch {
    // Anything that is not a certificate or a signature was not made by an issuer.
    return { verdict: 'failed', why: 'bad-signature', signedBy: null };
  }
}
