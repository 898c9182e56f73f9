import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { Ids } from '../../contract/ports/clock';
import type { KeyVault } from '../../contract/ports/key-vault';
import { fromBase64, toBase64 } from '../base';
import { type Keyring, noted, readKeyring, sameCheck, writeKeyring } from './keyring-file';

/** Crockford's base 32: no letter that looks like a digit, read aloud and typed without mistakes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BYTES = 20;
const GROUP = 4;
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface KeyringPlace {
  dir: string;
  /** The profile's data key. */
  key: Uint8Array;
  ids: Ids;
}

function asText(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
  return (letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** Blanks and dashes anywhere, small letters, and the letters people mistake for digits are all taken. */
function asBytes(text: string): Uint8Array | null {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (letters.length !== (BYTES * 8) / 5) return null;
  const values = [...letters].map((letter) => ALPHABET.indexOf(letter));
  if (values.includes(-1)) return null;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
}

/** 160 random bits need no slow derivation: nobody guesses them. */
function wrappingKey(recovery: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', recovery, new Uint8Array(), 'mianzheng-window recovery v1', 32));
}

/** iv, tag, encrypted key. */
export function wrapUnder(wrapping: Uint8Array, key: Uint8Array, ids: Ids): string {
  const iv = ids.bytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, wrapping, iv);
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return toBase64(Buffer.concat([iv, cipher.getAuthTag(), body]));
}

export function unwrapUnder(wrapping: Uint8Array, wrapped: string): Uint8Array | null {
  const bytes = fromBase64(wrapped);
  const decipher = createDecipheriv(CIPHER, wrapping, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  try {
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return new Uint8Array(
      Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]),
    );
  } catch {
    return null;
  }
}

/**
 * Makes the profile's recovery key: eight groups of four, to be printed once and locked away by IT. It is kept nowhere;
 * making another one ends the one before. STORE_WRONG_KEY where `key` is not the profile's.
 */
export function makeRecoveryKey({ dir, key, ids }: KeyringPlace): Result<string> {
  const keyring = readKeyring(dir);
  if (!keyring.ok) return keyring;
  if (keyring.value === null || !sameCheck(keyring.value.check, key)) return fail('STORE_WRONG_KEY');
  const bytes = ids.bytes(BYTES);
  const recovery = wrapUnder(wrappingKey(bytes), key, ids);
  const notes = noted(keyring.value, 'recovery-key-made');
  const written = writeKeyring(dir, { ...keyring.value, recovery, notes }, ids);
  return written.ok ? ok(asText(bytes)) : written;
}

/** The data key that `text` opens in this keyring; null where it opens none. */
export function underRecovery(keyring: Keyring, text: string): Uint8Array | null {
  const recovery = keyring.recovery === null ? null : asBytes(text);
  const key = recovery && keyring.recovery && unwrapUnder(wrappingKey(recovery), keyring.recovery);
  return key && sameCheck(keyring.check, key) ? key : null;
}

/**
 * The key as this vault wraps it. One of the operating system is outside our hands: it has to give the key back first.
 * STORE_VAULT_REFUSED.
 */
export async function wrapBy(vault: KeyVault, key: Uint8Array): Promise<Result<string>> {
  const wrapped = await vault.wrap(key);
  if (vault.kind === 'os') {
    const back = wrapped.ok ? await vault.unwrap(wrapped.value) : wrapped;
    if (!back.ok || !Buffer.from(back.value).equals(key)) return fail('STORE_VAULT_REFUSED');
  }
  return wrapped.ok ? ok(toBase64(wrapped.value)) : wrapped;
}

/** Another passphrase, or another vault, for the same key: what wrapped it before no longer opens it. */
export async function changeVault({ dir, key, ids }: KeyringPlace, vault: KeyVault): Promise<Result<void>> {
  const wrapped = await wrapBy(vault, key);
  if (!wrapped.ok) return wrapped;
  // Read after the wait: nothing else written meanwhile may be lost.
  const keyring = readKeyring(dir);
  if (!keyring.ok) return keyring;
  if (keyring.value === null || !sameCheck(keyring.value.check, key)) return fail('STORE_WRONG_KEY');
  const notes = noted(keyring.value, 'vault-changed');
  return writeKeyring(dir, { ...keyring.value, vault: vault.kind, wrapped: wrapped.value, notes }, ids);
}
