import { ok, type Result } from '../../contract/failures/failure';
import type { Ids } from '../../contract/ports/clock';
import type { VaultKind } from '../../contract/ports/key-vault';
import { type KeyNote, readKeyring, writeKeyring } from './keyring-file';

/** What there is to know about a profile's keys without having one; null before first use. */
export interface KeyringFacts {
  readonly vault: VaultKind;
  readonly recoveryMade: boolean;
  /** The data key is to be changed at the next start. */
  readonly rotationAsked: boolean;
}

/** STORE_KEYRING_DAMAGED. */
export function keyringFacts(dir: string): Result<KeyringFacts | null> {
  const keyring = readKeyring(dir);
  if (!keyring.ok) return keyring;
  if (keyring.value === null) return ok(null);
  const { vault, recovery, rotation } = keyring.value;
  return ok({ vault, recoveryMade: recovery !== null, rotationAsked: rotation !== null });
}

/** What happened to the keys and is not in the record of operations yet: the keyring says it together with what happened. */
export function keyNotes(dir: string): readonly KeyNote[] {
  const keyring = readKeyring(dir);
  return keyring.ok ? (keyring.value?.notes ?? []) : [];
}

/** Once they are in the record. A crash just before leaves them, and they are written there twice. */
export function clearKeyNotes(dir: string, ids: Ids): Result<void> {
  const keyring = readKeyring(dir);
  if (!keyring.ok) return keyring;
  if (keyring.value === null || keyring.value.notes.length === 0) return ok(undefined);
  return writeKeyring(dir, { ...keyring.value, notes: [] }, ids);
}
