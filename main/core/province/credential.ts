import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { SqlReader, SqlTx } from '../../contract/ports/database';
import type { TlsMaterial } from './exchange';

/** What this workstation proves itself with: made at enrolment, kept in the encrypted store and nowhere else. */
export interface ClientCredential {
  clientId: string;
  /** DER PKCS#8 of an EC P-256 key. */
  privateKeyPkcs8: Uint8Array;
  /** DER, the client's first, the province's pinned root last. */
  chain: readonly Uint8Array[];
}

/** A credential opened for use. */
export interface OpenCredential {
  clientId: string;
  key: KeyObject;
  /** base64url SHA-256 of the certificate: `keyid` of every signature. */
  thumbprint: string;
  /** Epoch ms. */
  notAfter: number;
  /** DER. */
  root: Uint8Array;
  tls: TlsMaterial;
}

const PUT = `INSERT INTO client_credential (slot, client_id, private_key, chain, enrolled_at) VALUES (1, ?, ?, ?, ?)
  ON CONFLICT (slot) DO UPDATE SET client_id = excluded.client_id, private_key = excluded.private_key,
    chain = excluded.chain, enrolled_at = excluded.enrolled_at`;

/** In place of any earlier one. */
export function saveCredential(tx: SqlTx, credential: ClientCredential, at: number): void {
  tx.run(PUT, credential.clientId, credential.privateKeyPkcs8, credential.chain.map(pemOf).join(''), at);
}

/** Null where the workstation is not enrolled. */
export function loadCredential(reader: SqlReader): ClientCredential | null {
  const row = reader.get<{ client_id: string; private_key: Uint8Array; chain: string }>(
    'SELECT client_id, private_key, chain FROM client_credential WHERE slot = 1',
  );
  if (!row) return null;
  return {
    clientId: row.client_id,
    privateKeyPkcs8: new Uint8Array(row.private_key),
    chain: certificatesIn(row.chain),
  };
}

export function openCredential(credential: ClientCredential): OpenCredential {
  const { clientId, chain } = credential;
  const [own, root] = [chain[0], chain.at(-1)];
  if (own === undefined || root === undefined) throw new Error('a credential has a chain');
  const key = createPrivateKey({
    key: Buffer.from(credential.privateKeyPkcs8),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    clientId,
    key,
    thumbprint: createHash('sha256').update(own).digest('base64url'),
    notAfter: Date.parse(new X509Certificate(own).validTo),
    root,
    tls: {
      root: pemOf(root),
      client: {
        chain: chain.slice(0, -1).map(pemOf).join(''),
        key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
      },
    },
  };
}

const PEM = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/g;

/** DER of every certificate in a PEM text, in its order; what is none is passed over. */
export function certificatesIn(text: string): Uint8Array[] {
  return (text.match(PEM) ?? []).flatMap((block) => {
    try {
      return [new Uint8Array(new X509Certificate(block).raw)];
    } catch {
      return [];
    }
  });
}

export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
