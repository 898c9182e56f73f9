import Database from 'better-sqlite3';
import type { SqlConnection } from '../../../main/contract/ports/database';
import { MIGRATIONS } from '../../../main/core/store/migrations';
import { connectionOver } from '../../../native/database/connection';

let image: Buffer | null = null;

/** The released schema in memory: what every schedule starts from. */
function emptyImage(): Buffer {
  if (image === null) {
    const database = new Database(':memory:');
    for (const { sql } of MIGRATIONS) database.exec(sql);
    image = database.serialize();
    database.close();
  }
  return image;
}

export function freshDatabase(): SqlConnection {
  const database = new Database(emptyImage());
  database.pragma('foreign_keys=ON');
  return connectionOver(database, 'none');
}
