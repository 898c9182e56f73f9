/**
 * Joint seals (跨层级签章、多部门联合签章, R71): besides its issuer, further bodies can seal one licence document. Each seal
 * stands for itself: it is bound to the document by the document's digest, to one body, and to one moment.
 */
import { z } from 'zod';
import { Instant, Sha256 } from '../flow/ids';

export const SealLevel = z.enum(['national', 'province', 'city', 'county']);
export type SealLevel = z.infer<typeof SealLevel>;

/** A body that seals a document, and the level of the administration on which it stands. */
export const SealingBody = z.object({ body: z.string().min(1).max(120), level: SealLevel });
export type SealingBody = z.infer<typeof SealingBody>;

/** What the body signs: ECDSA P-256/SHA-256, DER, over the UTF-8 bytes of `canonicalJson` of this. */
export const SealedStatement = SealingBody.extend({
  sealNo: z.string().min(1).max(80),
  sealedAt: Instant,
  /** Of the UTF-8 bytes of `canonicalJson(content)`. */
  sha256: Sha256,
});
export type SealedStatement = z.infer<typeof SealedStatement>;

export const LicenceSeal = z.object({
  statement: SealedStatement,
  /** base64. */
  signature: z.string(),
  /** base64 DER of the sealing body's certificate, issued by the province's CA. */
  certificate: z.string(),
  /** In the register of seals, now; `unknown`: it could not be asked. */
  state: z.enum(['in-force', 'withdrawn', 'unknown']),
});
export type LicenceSeal = z.infer<typeof LicenceSeal>;
