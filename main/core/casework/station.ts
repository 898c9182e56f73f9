import type { BackupView, StationView } from '../../contract/calls';
import type { FailureCode } from '../../contract/failures/codes';
import { type Failure, fail, failure, type Result } from '../../contract/failures/failure';
import type { Clock, Ids } from '../../contract/ports/clock';
import type { DatabaseDriver } from '../../contract/ports/database';
import type { KeyVault } from '../../contract/ports/key-vault';
import type { Log } from '../../contract/ports/log';
import type { AuditAction } from '../audit';
import {
  finishRotation,
  keyOfBackup,
  keyringFacts,
  keyringVault,
  listBackups,
  type OpenStore,
  openKeyring,
  openStore,
  passphraseVault,
  recoverKeyring,
  restoreBackup,
  rotateIfAsked,
  type StartBackup,
} from '../store';
import { createStationKeys, type StationKeys } from './station-keys';

/** What another passphrase helps with: it is asked for again. Anything else shows, and is tried again on demand. */
const ASKED_AGAIN: readonly FailureCode[] = ['STORE_WRONG_KEY', 'STORE_LOCKED'];

/** A passphrase chosen at the window is at least this long. */
const MIN_PASSPHRASE = 8;

export type StoreState = Pick<
  StationView,
  'store' | 'storeFailure' | 'vault' | 'vaultOffered' | 'recoveryMade' | 'keyChange'
>;
type OpeningState = Pick<StationView, 'store' | 'storeFailure' | 'vault'>;

export interface StationOptions {
  dir: string;
  driver: DatabaseDriver;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The operating system's vault, where there is a usable one. */
  osVault: KeyVault | null;
  /** Known without asking: from the station's secret file, the environment or a resumed core. */
  passphrase: string | null;
  /** The data key that a crashed core left with the shell. */
  resumedKey: Uint8Array | null;
  startBackup: StartBackup;
  onOpen: (store: OpenStore, key: Uint8Array) => void;
  /** Writes what happened to the keys into the record of the store that is open. Throws as a transaction does. */
  record: (actions: readonly AuditAction[], actor: string) => void;
  /** What is known of the keys is not what it was. */
  onKeys: () => void;
  /** Told before work that may keep this process from answering anything for minutes. */
  onLongWork: () => Promise<unknown>;
}

export interface Station extends StationKeys {
  state(): StoreState;
  /** Opens the store where that needs nobody; otherwise the window asks (`new`, `locked`). */
  start(): Promise<StoreState>;
  unlock(passphrase: string): Promise<Result<null>>;
  /** As at the start, for a store that did not open; a passphrase is asked for again where nobody keeps it. */
  retry(): Promise<Result<null>>;
  /**
   * Opens a store whose vault is gone or whose passphrase is forgotten; its key is kept anew, under `passphrase` or, where that
   * is null, by the operating system's vault. STORE_IN_USE, CALL_INVALID, as `recoverKeyring`; then as opening.
   */
  openByRecovery(recoveryKey: string, passphrase: string | null): Promise<Result<null>>;
  /** The newest first. */
  backups(): BackupView[];
  /** For a store that does not open, and only for that: STORE_IN_USE otherwise. Else as `keyOfBackup`, `restoreBackup`, `openStore`. */
  restore(name: string, passphrase: string | null): Promise<Result<null>>;
}

function isRotationAsked(dir: string): boolean {
  const facts = keyringFacts(dir);
  return facts.ok && facts.value?.rotationAsked === true;
}

const isTooShort = (passphrase: string) => [...passphrase].length < MIN_PASSPHRASE;
const tooShort = () => fail('CALL_INVALID', { field: 'passphrase', atLeast: MIN_PASSPHRASE });

/** The life of the profile's store: first start, locked, open. */
export function createStation(options: StationOptions): Station {
  const { dir, driver, clock, ids, log, osVault } = options;
  let state: OpeningState = { store: 'locked', storeFailure: null, vault: null };
  let opening: Promise<unknown> = Promise.resolve();

  /** One attempt at a time, each seeing what the one before came to: two at once would make two keys for one store. */
  function inTurn<T>(attempt: () => Promise<T>): Promise<T> {
    const mine = opening.then(attempt);
    opening = mine.catch(() => undefined);
    return mine;
  }

  const keys = createStationKeys({ ...options, inTurn });

  function failed(why: Failure): Result<null> {
    // No passphrase helps where the system's vault gives back a wrong key: the vault is not what it was.
    const isVaults = state.vault === 'os' && why.code === 'STORE_WRONG_KEY';
    const told = isVaults ? failure('STORE_VAULT_GONE', { cause: 'other-key' }) : why;
    const isAsked = ASKED_AGAIN.includes(told.code) && state.vault !== 'os';
    state = {
      ...state,
      store: isAsked ? state.store : 'failed',
      storeFailure: told,
    };
    log.warn('store', 'store not opened', { code: told.code });
    return { ok: false, failure: told };
  }

  function openWith(key: Uint8Array): Result<null> {
    const store = openStore({ driver, dir, key, clock, log, startBackup: options.startBackup });
    if (!store.ok) return failed(store.failure);
    const vault = keyringVault(dir);
    state = { store: 'open', storeFailure: null, vault: vault.ok ? vault.value : null };
    keys.opened(key);
    options.onOpen(store.value, key);
    keys.settle();
    return { ok: true, value: null };
  }

  async function openThrough(vaults: KeyVault[]): Promise<Result<null>> {
    const key = await openKeyring({ dir, vaults, ids, clock });
    if (!key.ok) return failed(key.failure);
    const kind = keyringVault(dir);
    const vault = vaults.find((each) => kind.ok && each.kind === kind.value);
    if (!vault) return openWith(key.value);
    // A change of keys that was cut off is ended first; there nearly never is one.
    const settled = await finishRotation({ dir, driver, ids, vault }, key.value);
    if (!settled.ok) return failed(settled.failure);
    if (isRotationAsked(dir)) await options.onLongWork();
    const due = await rotateIfAsked({ dir, driver, ids, vault }, settled.value);
    if (!due.ok) return failed(due.failure);
    keys.changeFailed(due.value.trouble);
    return openWith(due.value.key);
  }

  const view = (): StoreState => ({ ...state, ...keys.view() });

  async function start(): Promise<StoreState> {
    if (options.resumedKey && openWith(options.resumedKey).ok) return view();
    const wrappedBy = keyringVault(dir);
    if (!wrappedBy.ok) {
      failed(wrappedBy.failure);
      return view();
    }
    state = {
      store: wrappedBy.value === null ? 'new' : 'locked',
      storeFailure: null,
      vault: wrappedBy.value,
    };
    const vaults = [
      osVault,
      options.passphrase === null ? null : passphraseVault(options.passphrase, { ids }),
    ].filter((vault) => vault !== null);
    // Only a vault that can be used now is tried; a passphrase nobody gave yet is asked for, not guessed.
    if (
      wrappedBy.value === 'passphrase'
        ? options.passphrase !== null
        : vaults.length > 0 || wrappedBy.value === 'os'
    )
      await openThrough(vaults);
    return view();
  }

  async function retry(): Promise<Result<null>> {
    if (state.store === 'failed') await start();
    const { store, storeFailure } = state;
    return store === 'failed' && storeFailure
      ? { ok: false, failure: storeFailure }
      : { ok: true, value: null };
  }

  async function unlock(passphrase: string): Promise<Result<null>> {
    if (state.store === 'open') return { ok: true, value: null };
    if (state.store === 'failed') return fail(state.storeFailure?.code ?? 'STORE_LOCKED');
    if (state.store === 'new' && isTooShort(passphrase)) return tooShort();
    return openThrough([passphraseVault(passphrase, { ids })]);
  }

  async function openByRecovery(recoveryKey: string, passphrase: string | null): Promise<Result<null>> {
    if (state.store === 'open') return fail('STORE_IN_USE');
    const vault = passphrase === null ? osVault : passphraseVault(passphrase, { ids });
    if (vault === null || (passphrase !== null && isTooShort(passphrase))) return tooShort();
    const recovered = await recoverKeyring({ dir, driver, ids }, recoveryKey, vault);
    if (!recovered.ok) return recovered;
    log.info('store', 'key kept anew by the recovery key', { vault: vault.kind });
    return openThrough([vault]);
  }

  async function restore(name: string, given: string | null): Promise<Result<null>> {
    if (state.store !== 'failed') return fail('STORE_IN_USE');
    const passphrase = given ?? options.passphrase;
    const vaults = [osVault, passphrase === null ? null : passphraseVault(passphrase, { ids })].filter(
      (vault) => vault !== null,
    );
    const key = await keyOfBackup(dir, name, vaults);
    if (!key.ok) return key;
    const restored = restoreBackup({ driver, dir, key: key.value, clock }, name);
    if (!restored.ok) return restored;
    log.info('store', 'store restored', { backup: name });
    return openWith(key.value);
  }

  return {
    ...keys,
    state: view,
    start: () => inTurn(start),
    retry: () => inTurn(retry),
    unlock: (passphrase) => inTurn(() => unlock(passphrase)),
    openByRecovery: (recoveryKey, passphrase) => inTurn(() => openByRecovery(recoveryKey, passphrase)),
    backups: () => listBackups(dir).map(({ name, createdAt, size }) => ({ name, createdAt, size })),
    restore: (name, passphrase) => inTurn(() => restore(name, passphrase)),
  };
}
