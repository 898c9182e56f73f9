import { verify, X509Certificate } from 'node:crypto';
import { SignedEdition } from '../../contract/catalogue/signed-edition';
import type { CatalogueEdition } from '../../contract/catalogue/types';
import { CatalogueEdition as EditionShape } from '../../contract/catalogue/types';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { fromBase64 } from '../base';

/** id-kp-codeSigning (RFC 5280 4.2.1.12): a seal's or an issuer's certificate from the same root may not publish rules. */
const MAY_PUBLISH = '1.3.6.1.5.5.7.3.3';

/** At most so much is read: an edition of 500 items has some hundred kilobytes. */
export const EDITION_BYTES_MAX = 64 * 1024 * 1024;

/**
 * The edition in a signed file. `roots`: DER of the authorities trusted here. `now`: the day the file is taken in, on which
 * every certificate has to be valid; null for a file that was taken in before, which stays good when certificates run out.
 * CATALOGUE_FILE_UNREADABLE, CATALOGUE_UNTRUSTED, CATALOGUE_SIGNATURE_WRONG, CATALOGUE_INVALID (shape).
 */
export function openSignedEdition(
  bytes: Uint8Array,
  { roots, now }: { roots: readonly Uint8Array[]; now: number | null },
): Result<CatalogueEdition> {
  const signed = SignedEdition.safeParse(jsonOf(bytes));
  if (!signed.success) return fail('CATALOGUE_FILE_UNREADABLE', { why: 'format' });
  const payload = fromBase64(signed.data.payload);
  const chain = chainOf(signed.data.certificates, roots);
  if (!chain) return fail('CATALOGUE_UNTRUSTED', { why: 'chain' });
  const [signer] = chain;
  if (!signer?.keyUsage?.includes(MAY_PUBLISH)) return fail('CATALOGUE_UNTRUSTED', { why: 'usage' });
  if (now !== null && !chain.every((each) => inForce(each, now)))
    return fail('CATALOGUE_UNTRUSTED', { why: 'validity' });
  const { publicKey } = signer;
  const isP256 =
    publicKey.asymmetricKeyType === 'ec' && publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (!isP256) return fail('CATALOGUE_UNTRUSTED', { why: 'key' });
  const isSigned = verify(
    'sha256',
    payload,
    { key: publicKey, dsaEncoding: 'der' },
    fromBase64(signed.data.signature),
  );
  if (!isSigned) return fail('CATALOGUE_SIGNATURE_WRONG');
  const edition = EditionShape.safeParse(jsonOf(payload));
  if (edition.success) return ok(edition.data);
  return fail('CATALOGUE_INVALID', { fault: 'shape', at: edition.error.issues[0]?.path.join('.') ?? '' });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const inForce = (certificate: X509Certificate, now: number): boolean =>
  Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);

/** Signer first, root last; null where a link does not hold or no trusted root stands at the end. */
function chainOf(certificates: readonly string[], roots: readonly Uint8Array[]): X509Certificate[] | null {
  try {
    const given = certificates.map((each) => new X509Certificate(fromBase64(each)));
    const trusted = roots.map((root) => new X509Certificate(root));
    const last = given.at(-1);
    if (!last) return null;
    const isRoot = trusted.some((root) => root.fingerprint256 === last.fingerprint256);
    const root = isRoot
      ? undefined
      : trusted.find((each) => last.checkIssued(each) && last.verify(each.publicKey));
    if (!isRoot && !root) return null;
    const chain = root ? [...given, root] : given;
    // A root by itself signs certificates, never editions.
    if (chain.length < 2) return null;
    const holds = chain.every((each, at) => {
      const issuer = chain[at + 1];
      return issuer === undefined || (issuer.ca && each.checkIssued(issuer) && each.verify(issuer.publicKey));
    });
    return holds ? chain : null;
  } catch {
    return null;
  }
}
