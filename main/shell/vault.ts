import type { SafeStorage } from 'electron';
import { fail, ok, type Result } from '../contract/failures/failure';

export interface OsVault {
  /** Whether the operating system keeps keys for us; known after `ready`. */
  readonly offered: boolean;
  /** Takes base64 of a key, gives base64 for keeping on disk. STORE_VAULT_GONE. Never throws. */
  wrap(value: string): Result<string>;
  /** The way back. STORE_VAULT_GONE. Never throws. */
  unwrap(value: string): Result<string>;
}

/**
 * On Linux a vault counts only when its backend is known and is not `basic_text`, whose key is the same everywhere.
 * Without it the core asks for a passphrase.
 */
export function openOsVault(safeStorage: SafeStorage, platform: NodeJS.Platform): OsVault {
  const offered = isOffered(safeStorage, platform);
  const through = (work: () => string): Result<string> => {
    if (!offered) return fail('STORE_VAULT_GONE');
    try {
      return ok(work());
    } catch {
      return fail('STORE_VAULT_GONE');
    }
  };
  return {
    offered,
    wrap: (value) => through(() => safeStorage.encryptString(value).toString('base64')),
    unwrap: (value) => through(() => safeStorage.decryptString(Buffer.from(value, 'base64'))),
  };
}

function isOffered(safeStorage: SafeStorage, platform: NodeJS.Platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  // Older runtimes cannot tell their backend.
  if (typeof safeStorage.getSelectedStorageBackend !== 'function') return false;
  return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}
