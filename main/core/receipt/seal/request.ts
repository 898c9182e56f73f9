import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

const engine = new pkijs.CryptoEngine({ name: 'seal', crypto: globalThis.crypto });
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
};
/** Upper bound of commonName, organizationName and organizationalUnitName (RFC 5280 appendix A). */
const NAME_LIMIT = 64;

/** A new seal key that has no certificate yet. The private key belongs in the encrypted store and nowhere else. */
export interface SealRequest {
  /** DER. */
  privateKeyPkcs8: Uint8Array;
  /** DER PKCS#10 (RFC 2986), signed with that key: what the province's authority needs to issue the certificate. */
  csr: Uint8Array;
}

/** Makes an RSA-2048 key for the hall's seal and the request for its certificate: C=CN, O=hall, OU=window, CN=hall. */
export async function createSealRequest(hall: { hallName: string; windowNo: string }): Promise<SealRequest> {
  const keys = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const request = new pkijs.CertificationRequest();
  request.subject = distinguishedName([
    ['2.5.4.6', new asn1js.PrintableString({ value: 'CN' })],
    ['2.5.4.10', named(hall.hallName)],
    ['2.5.4.11', named(hall.windowNo)],
    ['2.5.4.3', named(`${hall.hallName}政务服务专用章`)],
  ]);
  await request.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await request.sign(keys.privateKey, 'SHA-256', engine);
  return {
    privateKeyPkcs8: new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
    csr: new Uint8Array(request.toSchema().toBER(false)),
  };
}

function named(text: string): asn1js.Utf8String {
  return new asn1js.Utf8String({ value: [...text].slice(0, NAME_LIMIT).join('') });
}

/** One relative name after the other; pkijs alone would put all of them into a single multi-valued one. */
function distinguishedName(
  parts: [type: string, value: asn1js.BaseBlock][],
): pkijs.RelativeDistinguishedNames {
  const names = parts.map(
    ([type, value]) =>
      new asn1js.Set({
        value: [new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })],
      }),
  );
  return pkijs.RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: names }).toBER(false));
}
