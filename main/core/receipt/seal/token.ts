import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { SealToken } from '../../../contract/ports/seal-token';

const signInBackground = promisify(sign);

/** A seal key as kept in the store. `chain`: DER certificates, signer first, root last. */
export interface SealMaterial {
  privateKeyPkcs8: Uint8Array;
  chain: readonly Uint8Array[];
}

/**
 * A seal token whose key lies in this process's memory. Fails with RECEIPT_SEAL_FAILED (`why`: `unreadable`,
 * `not-rsa`, `key-mismatch`) where key and certificate do not belong together.
 */
export function softwareSealToken(material: SealMaterial): Result<SealToken> {
  try {
    const key = createPrivateKey({
      key: Buffer.from(material.privateKeyPkcs8),
      format: 'der',
      type: 'pkcs8',
    });
    const [signer] = material.chain.map((der) => new X509Certificate(der));
    if (!signer) return fail('RECEIPT_SEAL_FAILED', { why: 'unreadable' });
    if (key.asymmetricKeyType !== 'rsa') return fail('RECEIPT_SEAL_FAILED', { why: 'not-rsa' });
    if (!signer.checkPrivateKey(key)) return fail('RECEIPT_SEAL_FAILED', { why: 'key-mismatch' });
    return ok({
      chain: material.chain,
      subject: commonName(signer),
      notBefore: Date.parse(signer.validFrom),
      notAfter: Date.parse(signer.validTo),
      sign: async (bytes) => new Uint8Array(await signInBackground('sha256', bytes, key)),
    });
  } catch {
    return fail('RECEIPT_SEAL_FAILED', { why: 'unreadable' });
  }
}

/** The CN of the subject, or the whole subject on one line where it has none. */
export function commonName(certificate: X509Certificate): string {
  const parts = certificate.subject.split('\n');
  const named = parts.find((part) => part.startsWith('CN='));
  return named?.slice('CN='.length) ?? parts.join(', ');
}
