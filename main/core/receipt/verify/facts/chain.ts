import { X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { certificatesFromPem } from '../../seal/pem';
import { commonName } from '../../seal/token';

const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
/** digitalSignature and nonRepudiation, the first two bits of keyUsage. */
const MAY_SIGN = 0xc0;

export interface ChainFacts {
  signer: string;
  /** The narrowest window in which every certificate of the chain is valid; epoch ms. */
  notBefore: number;
  notAfter: number;
  /** Each certificate was issued by the next, which may issue, up to one that issued itself. */
  unbroken: boolean;
  /** The signer's certificate is for signing documents. */
  signerMaySign: boolean;
  /** `none-given`: there was nothing to compare with. */
  anchor: 'trusted' | 'unknown' | 'none-given';
}

/** Judges a chain, signer first, against trusted certificates (DER, or PEM texts as bytes). Null where one cannot be read. */
export function readChain(chain: readonly Uint8Array[], trust: readonly Uint8Array[]): ChainFacts | null {
  try {
    const certificates = chain.map((der) => new X509Certificate(der));
    const [signer, root] = [certificates[0], certificates.at(-1)];
    if (!signer || !root) return null;
    const anchors = trustAnchors(trust);
    const trusted = certificates.slice(1).some((each) => anchors.some((anchor) => anchor.equals(each.raw)));
    return {
      signer: commonName(signer),
      notBefore: Math.max(...certificates.map((each) => Date.parse(each.validFrom))),
      notAfter: Math.min(...certificates.map((each) => Date.parse(each.validTo))),
      unbroken: certificates.every((each, index) => issuedBy(each, certificates[index + 1] ?? each, index)),
      signerMaySign: !signer.ca && maySign(chain[0] as Uint8Array),
      anchor: anchors.length === 0 ? 'none-given' : trusted ? 'trusted' : 'unknown',
    };
  } catch {
    return null;
  }
}

/** `below`: certificates between the issuer and the signer. `checkIssued` compares names, key ids and key usage. */
function issuedBy(certificate: X509Certificate, issuer: X509Certificate, below: number): boolean {
  if (!issuer.ca || !certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) return false;
  const longest = extension(issuer.raw, BASIC_CONSTRAINTS);
  const limit = longest instanceof pkijs.BasicConstraints ? longest.pathLenConstraint : undefined;
  return typeof limit !== 'number' || certificate === issuer || below <= limit;
}

function maySign(signer: Uint8Array): boolean {
  const usage = extension(signer, KEY_USAGE);
  if (usage === null) return true;
  const bits = (usage as { valueBlock?: { valueHexView?: Uint8Array } }).valueBlock?.valueHexView?.[0] ?? 0;
  return (bits & MAY_SIGN) !== 0;
}

function extension(certificate: Uint8Array, identifier: string): unknown {
  const parsed = pkijs.Certificate.fromBER(new Uint8Array(certificate).buffer);
  return parsed.extensions?.find((each) => each.extnID === identifier)?.parsedValue ?? null;
}

function trustAnchors(trust: readonly Uint8Array[]): Buffer[] {
  return trust.flatMap((bytes) => {
    const text = Buffer.from(bytes).toString('latin1');
    return (text.includes('-----BEGIN') ? certificatesFromPem(text) : [bytes]).map((der) => Buffer.from(der));
  });
}
