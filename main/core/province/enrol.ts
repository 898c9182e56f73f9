import { X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import { EnrolClientAnswer } from '../../contract/province/security';
import { fromBase64, toBase64 } from '../base';
import { addressOf } from './address';
import { readAnswer } from './answer';
import { type ClientCredential, pemOf } from './credential';
import { createExchange } from './exchange';

const ENROL_PATH = '/v1/clients/enrol';
/** Somebody waits for it, once in a year. */
const ENROL_MS = 15_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };
const COMMON_NAME = '2.5.4.3';
const engine = new pkijs.CryptoEngine({ name: 'enrolment', crypto: globalThis.crypto });

export interface EnrolmentOrder {
  baseUrl: string;
  /** Handed over out of band; works once. */
  code: string;
  /** DER of the province's root, handed over with the code: what is believed from now on. */
  root: Uint8Array;
  hallName: string;
  windowNo: string;
}

/**
 * Makes a key here and has the province issue its certificate (contract/province/security.ts). Nothing is sent before the
 * service has proven itself by the root. PROVINCE_INSECURE for an address that is not https, PROVINCE_UNTRUSTED,
 * PROVINCE_ENROLMENT_REFUSED, PROVINCE_ANSWER_INVALID for a certificate of another key or another root.
 */
export async function enrolClient(order: EnrolmentOrder, clock: Clock): Promise<Result<ClientCredential>> {
  const address = addressOf(order.baseUrl, ENROL_PATH);
  if (!address.ok) return address;
  if (!address.value.secure) return fail('PROVINCE_INSECURE', { why: 'plain-http' });
  if (!isRoot(order.root)) return fail('PROVINCE_UNTRUSTED', { why: 'root' });
  const request = await newKey(order);
  const exchange = createExchange(clock, { root: pemOf(order.root), client: null });
  try {
    const { code, hallName, windowNo } = order;
    const answer = await exchange.send({
      method: 'POST',
      url: address.value.url,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ code, hallName, windowNo, csr: toBase64(request.csr) })),
      deadlineMs: ENROL_MS,
    });
    if (!answer.ok) return answer;
    const read = readAnswer(answer.value, EnrolClientAnswer);
    if (!read.ok) return read;
    const credential: ClientCredential = {
      clientId: read.value.clientId,
      privateKeyPkcs8: request.privateKeyPkcs8,
      chain: read.value.chain.map(fromBase64),
    };
    return isOurs(credential, request.publicKeySpki, order.root)
      ? { ok: true, value: credential }
      : fail('PROVINCE_ANSWER_INVALID', { why: 'chain' });
  } finally {
    await exchange.close();
  }
}

/** Node and the DOM each have a type of this name; the value's own type is right under both. */
type GeneratedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface NewKey {
  /** DER. */
  privateKeyPkcs8: Uint8Array;
  publicKeySpki: Uint8Array;
  /** PKCS#10 (RFC 2986). */
  csr: Uint8Array;
}

async function newKey(place: { hallName: string; windowNo: string }): Promise<NewKey> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const csr = new pkijs.CertificationRequest();
  csr.version = 0;
  csr.subject.typesAndValues.push(
    new pkijs.AttributeTypeAndValue({
      type: COMMON_NAME,
      value: new asn1js.Utf8String({
        value: [...`${place.hallName} ${place.windowNo}`].slice(0, 64).join(''),
      }),
    }),
  );
  await csr.subjectPublicKeyInfo.importKey(pair.publicKey, engine);
  await csr.sign(pair.privateKey, 'SHA-256', engine);
  const exported = async (format: 'pkcs8' | 'spki', key: GeneratedKey) =>
    new Uint8Array(await crypto.subtle.exportKey(format, key));
  return {
    privateKeyPkcs8: await exported('pkcs8', pair.privateKey),
    publicKeySpki: await exported('spki', pair.publicKey),
    csr: new Uint8Array(csr.toSchema().toBER(false)),
  };
}

function isRoot(der: Uint8Array): boolean {
  try {
    const certificate = new X509Certificate(der);
    return certificate.ca && certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}

/** For our key, each issued by the next, and the last is the very root that was handed over. */
function isOurs({ chain }: ClientCredential, publicKeySpki: Uint8Array, root: Uint8Array): boolean {
  try {
    const certificates = chain.map((der) => new X509Certificate(der));
    const own = certificates[0]?.publicKey.export({ format: 'der', type: 'spki' });
    const last = chain.at(-1);
    return (
      own?.equals(publicKeySpki) === true &&
      last !== undefined &&
      Buffer.from(last).equals(root) &&
      certificates.every((each, at) => {
        const issuer = certificates[at + 1];
        return issuer === undefined || (each.checkIssued(issuer) && each.verify(issuer.publicKey));
      })
    );
  } catch {
    return false;
  }
}
