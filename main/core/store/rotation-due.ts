import { type Failure, fail, failure, ok, type Result } from '../../contract/failures/failure';
import type { Clock, Ids } from '../../contract/ports/clock';
import { noted, readKeyring, writeKeyring } from './keyring-file';
import { wrapBy } from './recovery-key';
import { finishRotation, type RotationPlace, rotateKey } from './rotate-key';

/** Notes in the keyring that the next start changes the data key, or that it does not. STORE_DISK_FULL, STORE_UNWRITABLE. */
export function askRotation(place: { dir: string; ids: Ids; clock: Clock }, asked: boolean): Result<void> {
  const keyring = readKeyring(place.dir);
  if (!keyring.ok) return keyring;
  if (keyring.value === null) return fail('STORE_LOCKED');
  if ((keyring.value.rotation !== null) === asked) return ok(undefined);
  const rotation = asked ? { askedAt: place.clock.now(), begun: false } : null;
  const notes = noted(keyring.value, asked ? 'key-change-asked' : 'key-change-withdrawn');
  return writeKeyring(place.dir, { ...keyring.value, rotation, notes }, place.ids);
}

function begin({ dir, ids }: RotationPlace, begun: boolean): Result<void> {
  const keyring = readKeyring(dir);
  if (!keyring.ok) return keyring;
  if (!keyring.value?.rotation) return ok(undefined);
  return writeKeyring(dir, { ...keyring.value, rotation: { ...keyring.value.rotation, begun } }, ids);
}

/**
 * The change of keys that `askRotation` noted, before the store is opened. The note goes with the success and with nothing
 * else. One that does not work costs nobody the window: the key that opens the store is given all the same, and `trouble`
 * says why. A start that was cut off in the middle of it is followed by one that only opens the store, so that no machine
 * that is too slow for it starts over and over. Fails where neither key opens the store, as `finishRotation`.
 */
export async function rotateIfAsked(
  place: RotationPlace,
  key: Uint8Array,
): Promise<Result<{ key: Uint8Array; trouble: Failure | null }>> {
  const keyring = readKeyring(place.dir);
  if (!keyring.ok) return keyring;
  const rotation = keyring.value?.rotation ?? null;
  if (rotation === null) return ok({ key, trouble: null });
  if (rotation.begun) {
    begin(place, false);
    return ok({ key, trouble: failure('STORE_KEY_CHANGE_CUT') });
  }
  // A vault that takes nothing now would leave the store encrypted under a key that nobody keeps.
  const taken = place.vault.kind === 'os' ? await wrapBy(place.vault, key) : ok('');
  if (!taken.ok) return ok({ key, trouble: taken.failure });
  const begun = begin(place, true);
  const changed = begun.ok ? await rotateKey(place, key) : begun;
  if (changed.ok) return ok({ key: changed.value, trouble: null });
  begin(place, false);
  const settled = await finishRotation(place, key);
  if (!settled.ok) return settled;
  const isOld = Buffer.from(settled.value).equals(key);
  return ok({ key: settled.value, trouble: isOld ? changed.failure : null });
}
