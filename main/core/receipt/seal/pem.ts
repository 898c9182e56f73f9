const BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

/** The certificates of a PEM text (RFC 7468) in its order, as DER. Anything that is not a certificate block is skipped. */
export function certificatesFromPem(text: string): Uint8Array[] {
  return [...text.matchAll(BLOCK)].map((block) => new Uint8Array(Buffer.from(block[1] ?? '', 'base64')));
}

export function certificatesToPem(certificates: readonly Uint8Array[]): string {
  return certificates
    .map((der) => {
      const lines =
        Buffer.from(der)
          .toString('base64')
          .match(/.{1,64}/g) ?? [];
      return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
    })
    .join('');
}
