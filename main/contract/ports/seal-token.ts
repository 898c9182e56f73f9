/** Holds the private key of the hall's electronic seal and signs with it; the key does not leave it. */
export interface SealToken {
  /** DER certificates, signer first, root last. */
  readonly chain: readonly Uint8Array[];
  readonly subject: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `bytes`. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
