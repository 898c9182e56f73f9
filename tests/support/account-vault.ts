/** The vault of one account of an operating system: really encrypts, and opens nothing that another account's has wrapped. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fail, ok } from '../../main/contract/failures/failure';
import type { KeyVault } from '../../main/contract/ports/key-vault';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface AccountVault extends KeyVault {
  /** As after a reset of the account: what was wrapped before opens no more. */
  reset(): void;
  /** Keeps nothing and gives nothing back any more, until it is there again. */
  away: boolean;
}

export function accountVault(): AccountVault {
  let secret = randomBytes(32);
  return {
    kind: 'os',
    away: false,
    reset() {
      secret = randomBytes(32);
    },
    async wrap(key) {
      if (this.away) return fail('STORE_VAULT_GONE');
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      const body = Buffer.concat([cipher.update(key), cipher.final()]);
      return ok(new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body])));
    },
    async unwrap(wrapped) {
      if (this.away) return fail('STORE_VAULT_GONE');
      const bytes = Buffer.from(wrapped);
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const body = bytes.subarray(IV_BYTES + TAG_BYTES);
        return ok(new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()])));
      } catch {
        return fail('STORE_VAULT_GONE');
      }
    },
  };
}
