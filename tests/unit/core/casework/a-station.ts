/** A program started on a profile, as far as its store and keys go: real keyring, real store, the vault of an account. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import type { KeyVault } from '../../../../main/contract/ports/key-vault';
import { silentLog, systemClock, systemIds } from '../../../../main/core/base';
import { createStation, type Station } from '../../../../main/core/casework';
import type { OpenStore } from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { accountVault } from '../../../support/account-vault';
import { startBackup } from '../../../support/backup-thread';
import { tempDir } from '../../../support/temp-dir';

interface Window {
  station: Station;
  record: [string, string][];
  key(): Uint8Array;
  store(): OpenStore;
  close(): void;
}

/** A program started on the profile; `close` ends it. */
export async function start(
  dir: string,
  osVault: KeyVault | null,
  passphrase: string | null = null,
  driver = databaseDriver,
): Promise<Window> {
  let opened: { store: OpenStore; key: Uint8Array } | null = null;
  const record: [string, string][] = [];
  const station = createStation({
    ...{ dir, driver, clock: systemClock, ids: systemIds, log: silentLog },
    ...{ osVault, passphrase, resumedKey: null, startBackup },
    onOpen(store, key) {
      opened = { store, key };
    },
    record: (actions, actor) => {
      for (const action of actions) record.push([action, actor]);
    },
    onKeys: () => undefined,
    onLongWork: async () => undefined,
  });
  const open = () => {
    if (!opened) throw new Error('the store is not open');
    return opened;
  };
  const close = () => {
    opened?.store.close();
    opened = null;
  };
  onTestFinished(close);
  await station.start();
  return { station, record, key: () => open().key, store: () => open().store, close };
}

export const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code);
export const keyring = (dir: string) => readFileSync(join(dir, 'keyring.json'), 'utf8');
export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};
export const NEW = 'a new passphrase';

/** A profile of an account's vault, with its recovery key, closed again. */
export async function withRecovery(dir = tempDir()) {
  const vault = accountVault();
  const window = await start(dir, vault);
  window.store().transaction((tx) => tx.run(`INSERT INTO station_secret VALUES ('kept', x'01')`));
  const printed = must(await window.station.makeRecoveryKey('it-01'));
  const key = window.key();
  const { record } = window;
  window.close();
  return { dir, vault, printed, key, record };
}

export const holds = (window: Window) =>
  window.store().read.get<{ name: string }>(`SELECT name FROM station_secret WHERE name = 'kept'`)?.name;
