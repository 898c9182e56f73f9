import { z } from 'zod';

/**
 * An edition as it travels: the edition's JSON bytes, signed by the publishing body (ECDSA P-256, SHA-256, DER).
 * `certificates`: the signer's first, DER in base64; the chain ends at a root the workstation knows, which may be left out.
 */
export const SignedEdition = z.object({
  format: z.literal('hall-catalogue-edition/1'),
  /** The edition's JSON, UTF-8, base64: exactly the bytes that are signed. */
  payload: z.base64().min(1),
  signature: z.base64().min(1),
  certificates: z.array(z.base64().min(1)).min(1).max(5),
});
export type SignedEdition = z.infer<typeof SignedEdition>;
