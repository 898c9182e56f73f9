import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import type { Clock, Ids } from '../../../../main/contract/ports/clock';
import type { SqlConnection, SqlTx } from '../../../../main/contract/ports/database';
import { silentLog, systemClock, systemIds } from '../../../../main/core/base';
import { type OpenStore, openStore } from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';

export const KEY = new Uint8Array(32).map((_, at) => (at * 7 + 3) % 256);

/** A fresh folder, gone after the test. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hall-store-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function tryStore(dir: string, key: Uint8Array = KEY): Result<OpenStore> {
  return openStore({ driver: databaseDriver, dir, key, clock: systemClock, log: silentLog, startBackup });
}

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.details)}`);
  return result.value;
}

export function code(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.code;
}

/** A real store on disk, closed after the test. */
export function freshStore(dir: string = temporaryDir()): OpenStore {
  const store = value(tryStore(dir));
  onTestFinished(() => {
    try {
      store.close();
    } catch {
      // closed by the test itself
    }
  });
  return store;
}

/** Behind the store's back: the file itself, with the right key and none of the store's manners. */
export function withFile<T>(dir: string, act: (connection: SqlConnection) => T): T {
  const connection = value(databaseDriver.open({ path: join(dir, 'hall.db'), key: KEY, create: false }));
  try {
    return act(connection);
  } finally {
    connection.close();
  }
}

/** A clock that stands still until it is set. */
export function setClock(start: number): Clock & { at: number } {
  return {
    at: start,
    now() {
      return this.at;
    },
    after: systemClock.after,
  };
}

export function idsWith(fraction: number): Ids {
  return { ...systemIds, fraction: () => fraction };
}

let receipts = 0;

/** A receipt row to hang a parcel on; returns its id. */
export function insertReceipt(tx: SqlTx): string {
  const id = systemIds.next();
  receipts += 1;
  tx.run(
    `INSERT INTO receipt (id, case_id, number, item_seq, sealed_at, sha256, size, facts)
     VALUES (?, ?, ?, 1, 1, ?, 4, '{}')`,
    id,
    systemIds.next(),
    `鲁免证受〔2026〕3701020001-${String(receipts).padStart(6, '0')}`,
    'a'.repeat(64),
  );
  return id;
}
