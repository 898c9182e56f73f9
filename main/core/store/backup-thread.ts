import { parentPort, Worker, workerData } from 'node:worker_threads';
import { fail, type Result } from '../../contract/failures/failure';
import type { DatabaseDriver } from '../../contract/ports/database';
import { type Backup, type BackupOrder, writeBackup } from './backup';

/** A backup under way. */
export interface BackupRun {
  /** What came of it, once nothing of it is at work any more: as `writeBackup`, or STORE_BACKUP_UNFINISHED. Never rejects. */
  readonly done: Promise<Result<Backup>>;
  /** Has it end at its next step, leaving nothing behind. */
  stop(): void;
}

export type StartBackup = (order: BackupOrder) => BackupRun;

interface ThreadOrder extends BackupOrder {
  /** Shared by both sides; 1: stop. */
  readonly stopFlag: Int32Array;
}

/** Backups that are each written by a thread that `entryPath`, a call of `serveBackup`, is the beginning of. */
export function startInThread(entryPath: string): StartBackup {
  return (order) => {
    // A copy that the thread gets for its own: it is gone from here at once, and the thread wipes it.
    const key = Uint8Array.from(order.key);
    const stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const told: ThreadOrder = { ...order, key, stopFlag };
    const { promise: done, resolve } = Promise.withResolvers<Result<Backup>>();
    const thread = new Worker(entryPath, { workerData: told, transferList: [key.buffer] });
    let answer: Result<Backup> | null = null;
    thread.once('message', (said: Result<Backup>) => {
      answer = said;
    });
    // Texts of errors may hold values; the kind is enough.
    thread.once('error', (error) => {
      answer = fail('STORE_BACKUP_UNFINISHED', { cause: error instanceof Error ? error.name : 'thread' });
    });
    thread.once('exit', () => resolve(answer ?? fail('STORE_BACKUP_UNFINISHED', { cause: 'thread' })));
    return { done, stop: () => void Atomics.store(stopFlag, 0, 1) };
  };
}

/** The thread's side: writes the backup it was started for, tells what came of it, and ends. */
export function serveBackup(driver: DatabaseDriver): void {
  const { stopFlag, ...order } = workerData as ThreadOrder;
  try {
    parentPort?.postMessage(writeBackup(driver, order, () => Atomics.load(stopFlag, 0) === 1));
  } finally {
    order.key.fill(0);
  }
}
