import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import type { Holder, LicenceCopy, Verdict } from '../../contract/flow/grant';
import { canonicalJson, type LicenceContent, type LicenceFetchAnswer } from '../../contract/province/wire';
import { fromBase64, hallTime, sha256 } from '../base';

type Check = LicenceCopy['checks'][number];

/** Issuers sign with ECDSA P-256 (contract/province/wire.ts); a certificate for another key was made for something else. */
function isIssuerKey(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** Issuer's signature over the canonical content; without a trusted root nothing can be said, which is not a pass. */
function signatureVerdict(
  answer: z.infer<typeof LicenceFetchAnswer>,
  roots: readonly Uint8Array[],
  now: number,
): Verdict {
  if (roots.length === 0) return 'undetermined';
  try {
    const certificate = new X509Certificate(fromBase64(answer.certificate));
    const inForce = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
    const trusted = roots.some((root) => {
      const authority = new X509Certificate(root);
      return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
    });
    if (!inForce || !trusted || !isIssuerKey(certificate.publicKey)) return 'failed';
    const bytes = Buffer.from(canonicalJson(answer.content), 'utf8');
    const key = { key: certificate.publicKey, dsaEncoding: 'der' } as const;
    return verify('sha256', bytes, key, fromBase64(answer.signature)) ? 'passed' : 'failed';
  } catch {
    // Anything that is not a certificate or a signature was not made by an issuer.
    return 'failed';
  }
}

function validityVerdict(content: LicenceContent, today: string): Verdict {
  if (content.validFrom !== '' && content.validFrom > today) return 'failed';
  return content.validTo !== null && content.validTo < today ? 'failed' : 'passed';
}

/** Identity numbers may end in a lower-case x on some issuers' side. */
const sameCode = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase();

/** The worst check decides: one failed fails all, one undetermined keeps the whole from passing. */
function overall(checks: readonly Check[]): Verdict {
  if (checks.some((check) => check.verdict === 'failed')) return 'failed';
  return checks.every((check) => check.verdict === 'passed') ? 'passed' : 'undetermined';
}

/** Turns a fetched licence into a judged copy (R32, R69, R70). Elements that were not asked for are dropped (R50). */
export function judgeLicence(
  answer: z.infer<typeof LicenceFetchAnswer>,
  options: { holder: Holder; asked: readonly string[]; roots: readonly Uint8Array[]; now: number },
): LicenceCopy {
  const { content } = answer;
  const checks: Check[] = [
    { name: 'signature', verdict: signatureVerdict(answer, options.roots, options.now) },
    { name: 'status', verdict: content.status === 'valid' ? 'passed' : 'failed' },
    { name: 'validity', verdict: validityVerdict(content, hallTime(options.now).day) },
    { name: 'holder', verdict: sameCode(content.holderCode, options.holder.code) ? 'passed' : 'failed' },
  ];
  const asked = new Set(options.asked);
  return {
    licenceId: content.licenceId,
    typeSeq: content.typeSeq,
    name: content.name,
    issuer: content.issuer,
    number: content.number,
    validFrom: content.validFrom,
    validTo: content.validTo,
    elements: Object.fromEntries(Object.entries(content.elements).filter(([key]) => asked.has(key))),
    fetchedAt: options.now,
    sha256: sha256(canonicalJson(content)),
    checks,
    verdict: overall(checks),
  };
}
