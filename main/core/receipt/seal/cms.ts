import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';

/** Object identifiers of RFC 5652 (CMS), RFC 5035 (signing-certificate-v2) and RFC 8017 (RSA). */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
} as const;

const TAG = { integer: 0x02, octets: 0x04, null: 0x05, sequence: 0x30, set: 0x31, context0: 0xa0 } as const;

/** Everything of a seal's CMS that is not fixed by its form. */
export interface CmsParts {
  /** DER certificates, signer first, root last. */
  chain: readonly Uint8Array[];
  /** DER SET OF Attribute, tag 0x31: the bytes that are signed. */
  attributes: Uint8Array;
  signature: Uint8Array;
}

/**
 * The signed attributes of a PAdES baseline signature (ETSI EN 319 142-1 6.3): contentType, messageDigest and
 * signing-certificate-v2, and no signingTime, which PAdES keeps in /M. DER SET OF, sorted as X.690 11.6 asks.
 */
export function signedAttributes(contentDigest: Uint8Array, signerCertificate: Uint8Array): Uint8Array {
  const certificateHash = createHash('sha256').update(signerCertificate).digest();
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, der(TAG.octets, contentDigest)),
    attribute(
      OID.signingCertificateV2,
      der(TAG.sequence, der(TAG.sequence, der(TAG.sequence, der(TAG.octets, certificateHash)))),
    ),
  ].sort((a, b) => Buffer.compare(a, b));
  return der(TAG.set, ...attributes);
}

/**
 * ContentInfo with one detached SignedData: SHA-256, RSASSA-PKCS1-v1_5, the whole chain inside, no unsigned attributes.
 * There is exactly one encoding of given parts; the verifier counts on that. Null where the signer's certificate
 * cannot be parsed.
 */
export function encodeCms(parts: CmsParts): Uint8Array | null {
  const signer = issuerAndSerial(parts.chain[0]);
  if (!signer) return null;
  const implicitAttributes = Uint8Array.from(parts.attributes);
  implicitAttributes[0] = TAG.context0;
  const one = der(TAG.integer, Uint8Array.of(1));
  const sha256 = der(TAG.sequence, oid(OID.sha256));
  const signerInfo = der(
    TAG.sequence,
    one,
    der(TAG.sequence, signer.issuer, signer.serial),
    sha256,
    implicitAttributes,
    der(TAG.sequence, oid(OID.rsaEncryption), der(TAG.null)),
    der(TAG.octets, parts.signature),
  );
  const signedData = der(
    TAG.sequence,
    one,
    der(TAG.set, sha256),
    der(TAG.sequence, oid(OID.data)),
    der(TAG.context0, ...parts.chain),
    der(TAG.set, signerInfo),
  );
  return der(TAG.sequence, oid(OID.signedData), der(TAG.context0, signedData));
}

/** The DER bytes of the two parts of a certificate that name it in a SignerInfo. */
function issuerAndSerial(
  certificate: Uint8Array | undefined,
): { issuer: Uint8Array; serial: Uint8Array } | null {
  if (!certificate) return null;
  const parsed = asn1js.fromBER(certificate);
  if (parsed.offset === -1 || !(parsed.result instanceof asn1js.Sequence)) return null;
  const toBeSigned = parsed.result.valueBlock.value[0];
  if (!(toBeSigned instanceof asn1js.Sequence)) return null;
  const fields = toBeSigned.valueBlock.value;
  const start = fields[0] instanceof asn1js.Integer ? 0 : 1;
  const [serial, issuer] = [fields[start], fields[start + 2]];
  if (!(serial instanceof asn1js.Integer) || !(issuer instanceof asn1js.Sequence)) return null;
  return { issuer: issuer.valueBeforeDecodeView, serial: serial.valueBeforeDecodeView };
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return der(TAG.sequence, oid(type), der(TAG.set, value));
}

function oid(value: string): Uint8Array {
  return new Uint8Array(new asn1js.ObjectIdentifier({ value }).toBER(false));
}

/** One DER element around parts that are DER already: certificates and signed bytes go in exactly as they are. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const length = content.length;
  const sizes = length < 0x80 ? [length] : [];
  if (length >= 0x80) {
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) sizes.unshift(rest % 256);
    sizes.unshift(0x80 | sizes.length);
  }
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag, ...sizes), content]));
}
