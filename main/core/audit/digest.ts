import { createHmac } from 'node:crypto';
import type { Ids } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';

const KEY_BYTES = 32;

/** What a digest stands for; one of one kind is never taken for one of another. */
type DigestKind = 'number' | 'card' | 'file' | 'pledge';

/** HMAC-SHA256: lets lines about the same person or number be found together without saying who or which. */
export function keyedDigest(secret: Uint8Array, value: string): string {
  return createHmac('sha256', secret).update(value).digest('hex');
}

function keyOf(reader: SqlReader): Uint8Array | null {
  return reader.get<{ key: Uint8Array }>('SELECT key FROM audit_key WHERE id = 1')?.key ?? null;
}

/** As cards and codes hold it, however it was typed. */
const asHeld = (kind: DigestKind, value: string) =>
  kind === 'number' || kind === 'card' ? value.trim().toUpperCase() : value;

const digest = (key: Uint8Array, kind: DigestKind, value: string) =>
  keyedDigest(key, `${kind}\n${asHeld(kind, value)}`);

/**
 * What stands in the record for a personal value: a digest under a key that only this store has, so that an export says
 * nothing to whoever tries numbers against it, and the same value is the same digest for as long as the store lives. `number`: of
 * a person or an enterprise, upper or lower case; `card`: of a clerk's, which is not looked up among applicants.
 */
export function auditDigest(tx: SqlTx, kind: DigestKind, value: string, { ids }: { ids: Ids }): string {
  const known = keyOf(tx);
  if (known) return digest(known, kind, value);
  const key = ids.bytes(KEY_BYTES);
  tx.run('INSERT INTO audit_key (id, key) VALUES (1, ?)', key);
  return digest(key, kind, value);
}

/** The digest under which this value is known here; null where nothing was ever digested. */
export function knownDigest(reader: SqlReader, kind: DigestKind, value: string): string | null {
  const key = keyOf(reader);
  return key && digest(key, kind, value);
}
