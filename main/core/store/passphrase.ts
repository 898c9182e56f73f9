import { createCipheriv, createDecipheriv, type ScryptOptions, scrypt } from 'node:crypto';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { Ids } from '../../contract/ports/clock';
import type { KeyVault } from '../../contract/ports/key-vault';

/**
 * Wrapped key: format 1 | log2 N | r | p | salt 16 | iv 12 | tag 16 | encrypted key. The first 20 bytes are
 * authenticated with the key, so the parameters cannot be swapped either.
 */
const FORMAT = 1;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 4 + SALT_BYTES;
const KEY_START = HEADER_BYTES + IV_BYTES + TAG_BYTES;

/** RFC 7914 with N = 2^17, r = 8, p = 1 (OWASP's first choice for scrypt): 128 MiB, some tenths of a second. */
const LOG2_N = 17;
const R = 8;
const P = 1;
/** What a stored header may ask for at most: a forged file must not eat the machine's memory. */
const MAX_LOG2_N = 20;
const MAX_R = 8;
const MAX_P = 4;

function derive(passphrase: string, salt: Uint8Array, log2N: number, r: number, p: number): Promise<Buffer> {
  const options: ScryptOptions = {
    N: 2 ** log2N,
    r,
    p,
    maxmem: 128 * r * (2 ** log2N + p + 2) + 1024 * 1024,
  };
  return new Promise((resolve, reject) => {
    // NFKC: the same passphrase typed through another input method or keyboard must give the same bytes.
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** A `KeyVault` for machines without a trustworthy system vault: scrypt, then AES-256-GCM. */
export function passphraseVault(passphrase: string, { ids }: { ids: Ids }): KeyVault {
  return {
    kind: 'passphrase',

    async wrap(key): Promise<Result<Uint8Array>> {
      if (passphrase === '') return fail('STORE_LOCKED', { cause: 'empty-passphrase' });
      const salt = ids.bytes(SALT_BYTES);
      const iv = ids.bytes(IV_BYTES);
      const header = Buffer.concat([Buffer.from([FORMAT, LOG2_N, R, P]), salt]);
      const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, LOG2_N, R, P), iv);
      cipher.setAAD(header);
      const body = Buffer.concat([cipher.update(key), cipher.final()]);
      return ok(new Uint8Array(Buffer.concat([header, iv, cipher.getAuthTag(), body])));
    },

    async unwrap(wrapped): Promise<Result<Uint8Array>> {
      const [format, log2N = 0, r = 0, p = 0] = wrapped;
      if (wrapped.length <= KEY_START || format !== FORMAT)
        return fail('STORE_KEYRING_DAMAGED', { cause: 'format' });
      if (log2N < 14 || log2N > MAX_LOG2_N || r < 1 || r > MAX_R || p < 1 || p > MAX_P) {
        return fail('STORE_KEYRING_DAMAGED', { cause: 'parameters' });
      }
      const header = wrapped.subarray(0, HEADER_BYTES);
      const derived = await derive(passphrase, header.subarray(4), log2N, r, p);
      const decipher = createDecipheriv(
        'aes-256-gcm',
        derived,
        wrapped.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES),
        {
          authTagLength: TAG_BYTES,
        },
      );
      decipher.setAAD(header);
      decipher.setAuthTag(wrapped.subarray(HEADER_BYTES + IV_BYTES, KEY_START));
      try {
        return ok(
          new Uint8Array(Buffer.concat([decipher.update(wrapped.subarray(KEY_START)), decipher.final()])),
        );
      } catch {
        return fail('STORE_WRONG_KEY', { vault: 'passphrase' });
      }
    },
  };
}
