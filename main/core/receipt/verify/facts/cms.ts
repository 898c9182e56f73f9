import { createHash, verify, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { encodeCms, OID } from '../../seal/cms';

/** What a seal's CMS says. */
export interface CmsFacts {
  /** DER certificates as they stand in it. */
  chain: Uint8Array[];
  /** It is byte for byte the one encoding of its parts: nothing outside the signed bytes was changed or added. */
  canonical: boolean;
  /** Signed messageDigest; null where there is none. */
  messageDigest: Uint8Array | null;
  /** Whether signing-certificate-v2 names the first certificate; null where the attribute is missing. */
  namesSigner: boolean | null;
  /** The first certificate's key made the signature over the signed attributes (RSA of 2048 bits or more, SHA-256). */
  signatureValid: boolean;
}

/**
 * Reads the CMS in a /Contents string. `hex`: its digits without brackets, padded with zeros.
 * Null where it is no SignedData with one signer and signed attributes. Only lower-case digits count as `canonical`.
 */
export function readCms(hex: string): CmsFacts | null {
  if (hex.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) return null;
  const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
  try {
    const parsed = asn1js.fromBER(bytes);
    if (parsed.offset <= 0) return null;
    const parts = partsOf(parsed.result);
    if (!parts) return null;
    const encoded = encodeCms(parts);
    const padded = encoded ? Buffer.from(encoded).toString('hex').padEnd(hex.length, '0') : '';
    return {
      chain: parts.chain,
      canonical: padded === hex,
      messageDigest: octetsOf(parts.values.get(OID.messageDigest)),
      namesSigner: namesSigner(parts.values.get(OID.signingCertificateV2), parts.chain[0]),
      signatureValid: signatureValid(parts.chain[0], parts.attributes, parts.signature),
    };
  } catch {
    // Hostile bytes end in some library's exception; they hold no signature.
    return null;
  }
}

interface Parts {
  chain: Uint8Array[];
  attributes: Uint8Array;
  signature: Uint8Array;
  /** First value of each signed attribute by its identifier. */
  values: Map<string, asn1js.BaseBlock>;
}

/** ContentInfo > SignedData > certificates [0], signerInfos > signedAttrs [0], signature (RFC 5652 5.1, 5.3). */
function partsOf(root: asn1js.BaseBlock): Parts | null {
  const content = children(children(root)[1])[0];
  const signedData = children(content);
  const certificates = signedData.find(isContext0);
  const signerInfos = children(signedData.at(-1));
  const signer = children(signerInfos[0]);
  const attributes = signer.find(isContext0);
  const signature = signer.find((part) => part instanceof asn1js.OctetString);
  if (signerInfos.length !== 1 || !certificates || !attributes || !signature) return null;
  const signed = Uint8Array.from(attributes.valueBeforeDecodeView);
  signed[0] = 0x31;
  const values = new Map<string, asn1js.BaseBlock>();
  for (const each of children(attributes)) {
    const [type, set] = children(each);
    const [value] = children(set);
    if (!(type instanceof asn1js.ObjectIdentifier) || !value || values.has(type.getValue())) return null;
    values.set(type.getValue(), value);
  }
  return {
    chain: children(certificates).map((each) => Uint8Array.from(each.valueBeforeDecodeView)),
    attributes: signed,
    signature: Uint8Array.from(octetsOf(signature) ?? []),
    values,
  };
}

function children(block: asn1js.BaseBlock | undefined): asn1js.BaseBlock[] {
  if (!(block instanceof asn1js.Constructed)) return [];
  return block.valueBlock.value as asn1js.BaseBlock[];
}

function isContext0(block: asn1js.BaseBlock): boolean {
  return block.idBlock.tagClass === 3 && block.idBlock.tagNumber === 0 && block instanceof asn1js.Constructed;
}

function octetsOf(block: asn1js.BaseBlock | undefined): Uint8Array | null {
  return block instanceof asn1js.OctetString ? Uint8Array.from(block.valueBlock.valueHexView) : null;
}

/** SigningCertificateV2 > certs > first ESSCertIDv2 > certHash, with the default SHA-256 (RFC 5035 4). */
function namesSigner(value: asn1js.BaseBlock | undefined, signer: Uint8Array | undefined): boolean | null {
  if (!value || !signer) return null;
  const hash = octetsOf(children(children(children(value)[0])[0])[0]);
  return hash !== null && createHash('sha256').update(signer).digest().equals(hash);
}

function signatureValid(
  signer: Uint8Array | undefined,
  attributes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!signer) return false;
  const { publicKey } = new X509Certificate(signer);
  if (publicKey.asymmetricKeyType !== 'rsa' || (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    return false;
  return verify('sha256', attributes, publicKey, signature);
}
