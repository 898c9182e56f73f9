import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import type { SealToken } from '../../../contract/ports/seal-token';
import { certificatesFromPem, certificatesToPem } from './pem';
import { type SealMaterial, softwareSealToken } from './token';

const KEY_NAME = 'seal-key';
const CHAIN_NAME = 'seal-chain';
const PUT =
  'INSERT INTO station_secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';

/** Keeps the seal key and its certificates in the encrypted store, in place of any earlier ones. */
export function saveSeal(tx: SqlTx, material: SealMaterial): void {
  tx.run(PUT, KEY_NAME, material.privateKeyPkcs8);
  tx.run(PUT, CHAIN_NAME, new Uint8Array(Buffer.from(certificatesToPem(material.chain), 'utf8')));
}

/** The station's seal; null where there is none that can be used, and a new one has to be applied for. */
export function loadSeal(reader: SqlReader): SealToken | null {
  const [key, chain] = [KEY_NAME, CHAIN_NAME].map(
    (name) =>
      reader.get<{ value: Uint8Array }>('SELECT value FROM station_secret WHERE name = ?', name)?.value,
  );
  if (!key || !chain) return null;
  const token = softwareSealToken({
    privateKeyPkcs8: new Uint8Array(key),
    chain: certificatesFromPem(Buffer.from(chain).toString('utf8')),
  });
  return token.ok ? token.value : null;
}
