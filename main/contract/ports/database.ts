import type { Result } from '../failures/failure';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** A handle that may read. Queries take this. */
export interface SqlReader {
  get<Row>(sql: string, ...params: SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...params: SqlValue[]): Row[];
}

declare const writable: unique symbol;

/** A handle that may write; exists only inside `Store.transaction`. Commands take this. */
export interface SqlTx extends SqlReader {
  readonly [writable]: true;
  /** Rows changed. */
  run(sql: string, ...params: SqlValue[]): number;
}

/** What `native/database` provides: one open connection to one encrypted file. */
export interface SqlConnection extends SqlReader {
  /**
   * The write-ahead log as it lay beside the file at opening. `none`: there was none, or an empty one. `doubtful`: its last
   * transaction is hurt and left out, and nobody can say whether it had ever been durable.
   */
  readonly log: 'none' | 'whole' | 'doubtful';
  run(sql: string, ...params: SqlValue[]): number;
  /** Several statements, no parameters (migrations). */
  exec(sql: string): void;
  pragma(text: string): unknown;
  close(): void;
}

export interface DatabaseDriver {
  /**
   * Opens (or, with `create`, makes) the encrypted file. The 32-byte key is applied before anything else is read.
   * `alongside`: a further connection to a file that this process has open already, in whichever thread; the file was looked at
   * when it was opened first.
   * Fails with STORE_WRONG_KEY (which SQLite cannot tell from a damaged header), STORE_DAMAGED (cause `log`: something that was
   * committed cannot be read from the write-ahead log), STORE_UNWRITABLE, STORE_DISK_FULL.
   */
  open(options: {
    path: string;
    key: Uint8Array;
    create: boolean;
    alongside?: boolean;
  }): Result<SqlConnection>;
  /**
   * Takes the exclusive use of what the (empty, plain) file at `path` stands for, or fails at once with STORE_IN_USE.
   * The operating system drops the lock when the process ends, however it ends: there is no stale lock to clear.
   */
  lock(path: string): Result<{ release(): void }>;
}

/** What core modules see of the store. */
export interface Store {
  readonly read: SqlReader;
  /** All or nothing, durable on return (synchronous=FULL). A throw rolls back and is passed on. */
  transaction<T>(work: (tx: SqlTx) => T): T;
}
