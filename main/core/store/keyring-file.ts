import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail, ok, type Result } from '../../contract/failures/failure';
import { Instant, Sha256 } from '../../contract/flow/ids';
import { sha256 } from '../base';
import { fileFailure } from './files';
import { keyringPath } from './paths';

export const KEY_BYTES = 32;

const Wrapped = z.base64().min(1).max(10_000);

/**
 * `<dir>/keyring.json`: the data key as its vault wrapped it. The vault's own parameters travel inside `wrapped`.
 * `check`: HMAC of a fixed text under the data key; tells a vault that gave back another key.
 * `recovery`: the same key wrapped under the recovery key, null where none was made.
 * `made`: a store has been there under this key, so one that is missing was lost, and a new one would hide that.
 * `next`: the key that is about to take its place, wrapped under the present one, with its own check; null but while
 * the key is being changed. `sum`: SHA-256 over the rest; tells a damaged file from a wrong passphrase.
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
  const { version, vault, wrapped, createdAt, check, recovery, made, next } = keyring;
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
    ].join('\n'),
  );
}

export function keyringText(keyring: Omit<Keyring, 'sum'>): string {
  return `${JSON.stringify({ ...keyring, sum: sumOf(keyring) }, null, 2)}\n`;
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
