import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Clock, Ids } from '../../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import { keyedDigest } from '../../audit';
import { sha256 } from '../../base';

/**
 * A key of its own for each case (R49): what was fetched and typed is written under it, inside the encrypted store.
 * Closing or abandoning the case destroys the key, so whatever copy of the content is left anywhere (a free page, the
 * write-ahead log, a backup's torn half) stays unreadable. AES-256-GCM; the case's id is bound in, so that
 * one case's content cannot be put in the place of another's.
 */
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyOf(reader: SqlReader, caseId: string): Uint8Array | null {
  return reader.get<{ key: Uint8Array }>('SELECT key FROM case_key WHERE case_id = ?', caseId)?.key ?? null;
}

function keyForWriting(tx: SqlTx, caseId: string, { clock, ids }: { clock: Clock; ids: Ids }): Uint8Array {
  const known = keyOf(tx, caseId);
  if (known) return known;
  const key = ids.bytes(KEY_BYTES);
  tx.run('INSERT INTO case_key (case_id, key, made_at) VALUES (?, ?, ?)', caseId, key, clock.now());
  return key;
}

/** nonce, ciphertext, tag. The case's key is made with the first thing that is written. */
export function sealForCase(
  tx: SqlTx,
  caseId: string,
  content: Uint8Array,
  ports: { clock: Clock; ids: Ids },
): Uint8Array {
  const nonce = ports.ids.bytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyForWriting(tx, caseId, ports), nonce, {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(Buffer.from(caseId));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Null where the key is destroyed, or the content is not what was written for this case. */
export function openForCase(reader: SqlReader, caseId: string, sealed: Uint8Array): Uint8Array | null {
  const key = keyOf(reader, caseId);
  if (key === null || sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(caseId));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    return null;
  }
}

/** Names the key without giving it away: for the record of its destruction. */
export function caseKeyDigest(reader: SqlReader, caseId: string): string {
  const key = keyOf(reader, caseId);
  return key === null ? '' : sha256(key);
}

/** A value as the record may hold it: nobody can try values against it once the key is destroyed. Empty without a key. */
export function digestForCase(reader: SqlReader, caseId: string, value: string): string {
  const key = keyOf(reader, caseId);
  return key === null ? '' : keyedDigest(key, value);
}

export function destroyCaseKey(tx: SqlTx, caseId: string): void {
  tx.run('DELETE FROM case_key WHERE case_id = ?', caseId);
}
