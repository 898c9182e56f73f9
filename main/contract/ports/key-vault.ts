import type { Result } from '../failures/failure';

/** `os`: the operating system's vault (safeStorage). `passphrase`: a key derived by scrypt. */
export type VaultKind = 'os' | 'passphrase';

/** Wraps the 32-byte data key for keeping on disk. Which vault wrapped it is remembered beside it. */
export interface KeyVault {
  readonly kind: VaultKind;
  wrap(key: Uint8Array): Promise<Result<Uint8Array>>;
  /** STORE_WRONG_KEY for a wrong passphrase, STORE_VAULT_GONE where the vault that wrapped it is not there. */
  unwrap(wrapped: Uint8Array): Promise<Result<Uint8Array>>;
}
