import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '../../contract/failures/failure';
import type { Ids } from '../../contract/ports/clock';
import type { DatabaseDriver } from '../../contract/ports/database';
import type { KeyVault } from '../../contract/ports/key-vault';
import { listBackups, readManifest } from './backup';
import { closeCarrying } from './kept-log';
import { type Keyring, noted, parseKeyring, readKeyring, writeKeyring } from './keyring-file';
import { databasePath } from './paths';
import { underRecovery, wrapBy } from './recovery-key';

interface RecoveryPlace {
  readonly dir: string;
  readonly driver: DatabaseDriver;
  readonly ids: Ids;
}

/** True also where there is no store: on a new machine there may be nothing but backups to be restored. A sick disk says nothing of the key. */
function opensStore({ dir, driver }: RecoveryPlace, key: Uint8Array): Result<boolean> {
  if (!existsSync(databasePath(dir))) return ok(true);
  const opened = driver.open({ path: databasePath(dir), key, create: false });
  if (!opened.ok) return opened.failure.code === 'STORE_WRONG_KEY' ? ok(false) : opened;
  closeCarrying(opened.value);
  return ok(true);
}

/** The profile's own keyring; where that is damaged or gone, those the backups took along, the newest first. */
function keyrings({ dir }: RecoveryPlace): Result<{ own: boolean; all: Keyring[] }> {
  const own = readKeyring(dir);
  if (own.ok && own.value) return ok({ own: true, all: [own.value] });
  const all = listBackups(dir)
    .map(({ name }) => parseKeyring(readManifest(dir, name)?.keyring ?? ''))
    .flatMap((kept) => (kept.ok ? [kept.value] : []));
  if (all.length > 0) return ok({ own: false, all });
  return own.ok ? fail('STORE_KEYRING_DAMAGED', { cause: 'missing' }) : own;
}

/**
 * Gives the profile a keyring that `vault` opens, by its recovery key: the vault is gone, the passphrase forgotten, or the
 * keyring itself damaged. What the recovery key opens is kept with it, so the same page works again. Nothing changes unless
 * all of it works. STORE_RECOVERY_NONE, STORE_RECOVERY_WRONG, STORE_KEYRING_DAMAGED (and no backup has one), STORE_VAULT_REFUSED,
 * STORE_DISK_FULL, STORE_UNWRITABLE.
 */
export async function recoverKeyring(
  place: RecoveryPlace,
  text: string,
  vault: KeyVault,
): Promise<Result<void>> {
  const found = keyrings(place);
  if (!found.ok) return found;
  const { own, all } = found.value;
  if (all.every(({ recovery }) => recovery === null)) return fail('STORE_RECOVERY_NONE');
  for (const keyring of all) {
    const key = underRecovery(keyring, text);
    // The key of a backup may be one that was changed since.
    if (!key) continue;
    const opens = own ? ok(true) : opensStore(place, key);
    if (!opens.ok) return opens;
    if (!opens.value) continue;
    const wrapped = await wrapBy(vault, key);
    if (!wrapped.ok) return wrapped;
    const opened = { ...keyring, vault: vault.kind, wrapped: wrapped.value };
    const began = own ? {} : { made: true, next: null, rotation: null, notes: [] };
    const notes = noted({ ...opened, ...began }, 'store-opened-by-recovery');
    return writeKeyring(place.dir, { ...opened, ...began, notes }, place.ids);
  }
  return fail('STORE_RECOVERY_WRONG');
}
