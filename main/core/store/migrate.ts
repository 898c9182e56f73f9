import { fail, ok, type Result } from '../../contract/failures/failure';
import type { SqlConnection } from '../../contract/ports/database';
import type { Migration } from './migrations';
import { rollBack } from './transaction';

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS schema_migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  applied_at INTEGER NOT NULL
) STRICT`;

function fileVersion(connection: SqlConnection): number {
  return Number(connection.pragma('user_version'));
}

/**
 * The migrations that the file has not seen. STORE_FROM_FUTURE for a file a newer release has written, STORE_DAMAGED where the
 * file's own record of its history does not fit any release; neither is touched.
 */
export function dueMigrations(
  connection: SqlConnection,
  migrations: readonly Migration[],
): Result<readonly Migration[]> {
  const own = migrations.at(-1)?.number ?? 0;
  const found = fileVersion(connection);
  if (found > own) return fail('STORE_FROM_FUTURE', { fileVersion: found, ownVersion: own });

  const booked = connection.get('SELECT 1 FROM sqlite_schema WHERE name = ?', 'schema_migration');
  const rows =
    booked === undefined
      ? []
      : connection.all<{ number: number; name: string }>(
          'SELECT number, name FROM schema_migration ORDER BY number',
        );
  const expected = migrations.filter((migration) => migration.number <= found);
  const fits =
    rows.length === expected.length &&
    expected.every(
      (migration, at) => rows[at]?.number === migration.number && rows[at]?.name === migration.name,
    );
  if (!fits || (rows.at(-1)?.number ?? 0) !== found)
    return fail('STORE_DAMAGED', { cause: 'history', fileVersion: found });

  return ok(migrations.filter((migration) => migration.number > found));
}

/** Brings the file to the newest version: each migration and its bookkeeping row in one transaction. Fails as `dueMigrations`. */
export function migrate(
  connection: SqlConnection,
  migrations: readonly Migration[],
  now: number,
): Result<{ version: number; applied: number }> {
  const due = dueMigrations(connection, migrations);
  if (!due.ok) return due;
  for (const migration of due.value) {
    connection.exec('BEGIN IMMEDIATE');
    try {
      connection.exec(BOOKKEEPING);
      connection.exec(migration.sql);
      connection.run(
        'INSERT INTO schema_migration (number, name, applied_at) VALUES (?, ?, ?)',
        migration.number,
        migration.name,
        now,
      );
      connection.pragma(`user_version = ${migration.number}`);
      connection.exec('COMMIT');
    } catch (error) {
      rollBack(connection);
      throw error;
    }
  }
  return ok({ version: migrations.at(-1)?.number ?? 0, applied: due.value.length });
}
