import type { SqlConnection, SqlReader, SqlTx, Store } from '../../contract/ports/database';

export function rollBack(connection: SqlConnection): void {
  try {
    connection.run('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself already (disk full, read error); the first error is the one to pass on.
  }
}

/** The two sides of the store over one connection: queries get a reader, commands a `SqlTx` that dies with its transaction. */
export function storeOver(connection: SqlConnection): Store {
  const read: SqlReader = { get: connection.get, all: connection.all };
  let busy = false;

  return {
    read,
    transaction<T>(work: (tx: SqlTx) => T): T {
      if (busy) throw new Error('transactions do not nest');
      let alive = true;
      const living = <Args extends unknown[], Out>(act: (...args: Args) => Out) => {
        return (...args: Args): Out => {
          if (!alive) throw new Error('this transaction is over');
          return act(...args);
        };
      };
      const tx = {
        get: living(connection.get),
        all: living(connection.all),
        run: living(connection.run),
      } as unknown as SqlTx;

      busy = true;
      try {
        connection.run('BEGIN IMMEDIATE');
        try {
          const value = work(tx);
          if (value instanceof Promise) throw new Error('a transaction does not wait');
          connection.run('COMMIT');
          return value;
        } catch (error) {
          rollBack(connection);
          throw error;
        }
      } finally {
        alive = false;
        busy = false;
      }
    },
  };
}
