import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { Instant, Sha256 } from '../../contract/flow/ids';
import type { Ids } from '../../contract/ports/clock';
import { sha256 } from '../base';
import { fileFailure, replaceFile } from './files';
import { keyringPath } from './paths';

export const KEY_BYTES = 32;

const Wrapped = z.base64().min(1).max(10_000);

/** What happened to the keys and is not in the record of operations yet; named as the record's actions. */
const KeyNote = z.enum([
  'recovery-key-made',
  'store-opened-by-recovery',
  'vault-changed',
  'key-change-asked',
  'key-change-withdrawn',
  'key-changed',
]);
export type KeyNote = z.infer<typeof KeyNote>;
/** A store that opens without ever writing its notes down must not make its keyring grow. */
const NOTES = 50;

/**
 * `<dir>/keyring.json`: the data key as its vault wrapped it. The vault's own parameters travel inside `wrapped`.
 * `check`: HMAC of a fixed text under the data key; tells a vault that gave back another key.
 * `recovery`: the same key wrapped under the recovery key, null where none was made.
 * `made`: a store has been there under this key, so one that is missing was lost, and a new one would hide that.
 * `next`: the key that is about to take its place, wrapped under the present one, with its own check; null but while
 * the key is being changed. `rotation`: the key is to be changed at the next start; `begun`: that start has come.
 * `notes`: see KeyNote. `sum`: SHA-256 over the rest; tells a damaged file from a wrong passphrase.
 */
const Keyring = z.strictObject({
  version: z.literal(1),
  vault: z.enum(['os', 'passphrase']),
  wrapped: Wrapped,
  createdAt: Instant,
  check: Sha256,
  recovery: Wrapped.nullable().default(null),
  made: z.boolean().default(false),
  next: z.strictObject({ wrapped: Wrapped, check: Sha256 }).nullable().default(null),
  rotation: z.strictObject({ askedAt: Instant, begun: z.boolean() }).nullable().default(null),
  notes: z.array(KeyNote).max(NOTES).default([]),
  sum: Sha256,
});
export type Keyring = z.infer<typeof Keyring>;

export function keyCheck(key: Uint8Array): string {
  return createHmac('sha256', key).update('mianzheng-window keyring v1').digest('hex');
}

export function sameCheck(check: string, key: Uint8Array): boolean {
  return timingSafeEqual(Buffer.from(check, 'hex'), Buffer.from(keyCheck(key), 'hex'));
}

/** What a keyring did not have when it was written does not count. */
function sumOf(keyring: Omit<Keyring, 'sum'>): string {
  const { version, vault, wrapped, createdAt, check, recovery, made, next, rotation, notes } = keyring;
  return sha256(
    [
      version,
      vault,
      wrapped,
      createdAt,
      check,
      ...(recovery === null ? [] : [`recovery ${recovery}`]),
      ...(made ? ['made'] : []),
      ...(next === null ? [] : [`next ${next.wrapped} ${next.check}`]),
      ...(rotation === null ? [] : [`rotation ${rotation.askedAt} ${rotation.begun}`]),
      ...notes.map((note) => `note ${note}`),
    ].join('\n'),
  );
}

/** What is rarely there is left out where it is not, so that the release before still reads the file. */
export function keyringText(keyring: Omit<Keyring, 'sum'>): string {
  const { rotation, notes, ...usual } = keyring;
  const rare = { ...(rotation === null ? {} : { rotation }), ...(notes.length === 0 ? {} : { notes }) };
  return `${JSON.stringify({ ...usual, ...rare, sum: sumOf(keyring) }, null, 2)}\n`;
}

/** Adds to what is to be written into the record; the oldest go where nobody ever writes it. */
export function noted(keyring: Pick<Keyring, 'notes'>, ...notes: readonly KeyNote[]): KeyNote[] {
  return [...keyring.notes, ...notes].slice(-NOTES);
}

/** In the place of the one that is there, whole or not at all. STORE_DISK_FULL, STORE_UNWRITABLE, STORE_IO_ERROR. */
export function writeKeyring(dir: string, keyring: Omit<Keyring, 'sum'>, ids: Ids): Result<void> {
  try {
    replaceFile(keyringPath(dir), keyringText(keyring), ids.next());
    return ok(undefined);
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
}

/** STORE_KEYRING_DAMAGED. */
export function parseKeyring(text: string): Result<Keyring> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return fail('STORE_KEYRING_DAMAGED', { cause: 'not-json' });
  }
  const parsed = Keyring.safeParse(content);
  if (!parsed.success) return fail('STORE_KEYRING_DAMAGED', { cause: 'shape' });
  if (sumOf(parsed.data) !== parsed.data.sum) return fail('STORE_KEYRING_DAMAGED', { cause: 'sum' });
  return ok(parsed.data);
}

/** Null before first use. STORE_KEYRING_DAMAGED. */
export function readKeyring(dir: string): Result<Keyring | null> {
  let text: string;
  try {
    if (!existsSync(keyringPath(dir))) return ok(null);
    text = readFileSync(keyringPath(dir), 'utf8');
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
  return parseKeyring(text);
}
