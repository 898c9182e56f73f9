import { createHmac } from 'node:crypto';
import type { Ids } from '../../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';

const SECRET_NAME = 'receipt-ids';
const SECRET_BYTES = 32;
/** RFC 9562: version 8 is for ids that are made as somebody sees fit; the variant stands in the two highest bits. */
const VERSION_AT = 6;
const VERSION = 0x80;
const VARIANT_AT = 8;
const VARIANT = 0x80;

function secretOf(reader: SqlReader): Uint8Array | undefined {
  return reader.get<{ value: Uint8Array }>('SELECT value FROM station_secret WHERE name = ?', SECRET_NAME)
    ?.value;
}

function idUnder(secret: Uint8Array, number: string): string {
  const bytes = createHmac('sha256', secret).update(number).digest().subarray(0, 16);
  bytes[VERSION_AT] = ((bytes[VERSION_AT] ?? 0) & 0x0f) | VERSION;
  bytes[VARIANT_AT] = ((bytes[VARIANT_AT] ?? 0) & 0x3f) | VARIANT;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * The id of the receipt with this document number. It follows from the number, so one unique index finds a receipt by both, and a
 * number that is given twice can be saved once only; and it follows under a secret of this store, so nobody who reads
 * numbers off paper knows ids.
 */
export function receiptIdOf(tx: SqlTx, number: string, { ids }: { ids: Ids }): string {
  const known = secretOf(tx);
  if (known) return idUnder(known, number);
  const secret = ids.bytes(SECRET_BYTES);
  tx.run('INSERT INTO station_secret (name, value) VALUES (?, ?)', SECRET_NAME, secret);
  return idUnder(secret, number);
}

/**
 * From now on numbers lead to other ids. For a store that comes from a backup: what a number stood for since is not known here, and a
 * receipt with one that was given all the same arrives as another one, not as the first one changed.
 */
export function renewReceiptIds(tx: SqlTx, { ids }: { ids: Ids }): void {
  tx.run('UPDATE station_secret SET value = ? WHERE name = ?', ids.bytes(SECRET_BYTES), SECRET_NAME);
}

/** The id that `receiptIdOf` gives now, for whoever looks for a receipt; null where none was ever sealed here. */
export function knownReceiptId(reader: SqlReader, number: string): string | null {
  const secret = secretOf(reader);
  return secret ? idUnder(secret, number) : null;
}
