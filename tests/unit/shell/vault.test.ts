import type { SafeStorage } from 'electron';
import { describe, expect, it } from 'vitest';
import { openOsVault } from '../../../main/shell/vault';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

function storage(available: boolean, backend?: Backend): SafeStorage {
  const given = {
    isEncryptionAvailable: () => available,
    encryptString: (text: string) => Buffer.from(text).reverse(),
    decryptString: (bytes: Buffer) => {
      if (bytes.length === 0) throw new Error('Error while decrypting the ciphertext');
      return Buffer.from(bytes).reverse().toString();
    },
    ...(backend ? { getSelectedStorageBackend: () => backend } : {}),
  };
  return given as unknown as SafeStorage;
}

describe('the vault of the operating system', () => {
  it.each<[string, boolean, NodeJS.Platform, SafeStorage]>([
    ['a Windows account', true, 'win32', storage(true)],
    ['a Linux desktop with a keyring', true, 'linux', storage(true, 'gnome_libsecret')],
    ['a machine without encryption', false, 'win32', storage(false)],
    ['basic_text, whose key is the same everywhere', false, 'linux', storage(true, 'basic_text')],
    ['an unknown Linux desktop', false, 'linux', storage(true, 'unknown')],
    ['a runtime that cannot tell its backend', false, 'linux', storage(true)],
  ])('%s: offered %s', (_where, offered, platform, given) => {
    const vault = openOsVault(given, platform);
    expect(vault.offered).toBe(offered);
    expect(vault.wrap('a2V5').ok).toBe(offered);
  });

  it('unwraps what it wrapped, and says STORE_VAULT_GONE to what it did not', () => {
    const vault = openOsVault(storage(true, 'kwallet6'), 'linux');
    const wrapped = vault.wrap('a2V5');
    expect(wrapped.ok && vault.unwrap(wrapped.value)).toEqual({ ok: true, value: 'a2V5' });
    expect(vault.unwrap('')).toMatchObject({ ok: false, failure: { code: 'STORE_VAULT_GONE' } });
  });
});
