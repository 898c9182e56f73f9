import type { StationView } from '../../contract/calls';
import { type Failure, FailureError, fail, type Result } from '../../contract/failures/failure';
import { askRotation, changeVault, clearKeyNotes, keyNotes, keyringFacts, makeRecoveryKey } from '../store';
import type { StationOptions } from './station';

/** What IT does with the data key of a store that is open. `actor`: who asked. */
export interface StationKeys {
  /** The new recovery key, told this once and on record before it is; the one before is void. STORE_LOCKED, STORE_DISK_FULL, STORE_UNWRITABLE. */
  makeRecoveryKey(actor: string): Promise<Result<string>>;
  /** From the passphrase to the operating system's vault. STORE_LOCKED, STORE_VAULT_REFUSED; nothing changes unless the vault gives the key back. */
  keepInVault(actor: string): Promise<Result<null>>;
  /** The next start changes the data key, or after all does not. STORE_LOCKED, STORE_DISK_FULL, STORE_UNWRITABLE. */
  rotateKeyAtStart(asked: boolean, actor: string): Promise<Result<null>>;
}

interface KeysOptions
  extends Pick<StationOptions, 'dir' | 'clock' | 'ids' | 'log' | 'osVault' | 'record' | 'onKeys'> {
  /** One change of the keyring at a time. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

type KeysView = Pick<StationView, 'vault' | 'vaultOffered' | 'recoveryMade' | 'keyChange'>;

const done: Result<null> = { ok: true, value: null };

export function createStationKeys(options: KeysOptions): StationKeys & {
  opened(key: Uint8Array): void;
  /** Writes down what happened while no store was open. */
  settle(): void;
  /** Why the change of keys that was due did not come about; null where it did, or where none was due. */
  changeFailed(failure: Failure | null): void;
  view(): Partial<KeysView>;
} {
  const { dir, clock, ids, log, osVault, inTurn } = options;
  let openKey: Uint8Array | null = null;
  let changeFailure: Failure | null = null;
  let known: Partial<KeysView> = {};

  function look(): void {
    const facts = keyringFacts(dir);
    if (!facts.ok || facts.value === null) return;
    const { vault, recoveryMade, rotationAsked } = facts.value;
    known = { vault, recoveryMade, keyChange: { due: rotationAsked, failure: changeFailure } };
  }

  /** The keyring says what happened until the record does. */
  function tell(actor: string): Result<null> {
    const notes = keyNotes(dir);
    if (notes.length === 0) return done;
    try {
      options.record(notes, actor);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      log.warn('store', 'change of keys not on record yet', { code: error.failure.code });
      return { ok: false, failure: error.failure };
    }
    const cleared = clearKeyNotes(dir, ids);
    if (!cleared.ok) log.warn('store', 'keyring not written', { code: cleared.failure.code });
    return done;
  }

  /** What others did before is theirs: it goes on record first. */
  function change<T>(actor: string, work: (key: Uint8Array) => Promise<Result<T>>): Promise<Result<T>> {
    return inTurn(async () => {
      if (openKey === null) return fail('STORE_LOCKED');
      const before = tell('station');
      if (!before.ok) return before;
      const changed = await work(openKey);
      const told = changed.ok ? tell(actor) : done;
      look();
      options.onKeys();
      return told.ok ? changed : told;
    });
  }

  return {
    makeRecoveryKey: (actor) => change(actor, async (key) => makeRecoveryKey({ dir, key, ids })),
    keepInVault: (actor) =>
      change(actor, async (key) => {
        if (osVault === null) return fail('STORE_VAULT_REFUSED');
        const changed = await changeVault({ dir, key, ids }, osVault);
        return changed.ok ? done : changed;
      }),
    rotateKeyAtStart: (asked, actor) =>
      change(actor, async () => {
        const noted = askRotation({ dir, ids, clock }, asked);
        if (noted.ok) changeFailure = null;
        return noted.ok ? done : noted;
      }),
    opened(key) {
      openKey = key;
      look();
    },
    settle: () => void tell('station'),
    changeFailed(failure) {
      changeFailure = failure;
      if (failure) log.warn('store', 'data key not changed', { code: failure.code });
    },
    view: () => ({ vaultOffered: osVault !== null, ...known }),
  };
}
