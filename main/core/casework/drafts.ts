import type { SqlReader } from '../../contract/ports/database';

/** An open case that nobody has touched for this long is shredded: what was fetched for it was meant for that day. */
export const DRAFT_HOURS = 24;
/** How often the core looks for such cases while it runs. */
export const DRAFT_WATCH_MS = 600_000;

/** Open cases without a receipt, untouched for DRAFT_HOURS. `hasItem`: somebody had begun something worth a word. */
export function expiredDrafts(reader: SqlReader, now: number): { id: string; hasItem: boolean }[] {
  return reader
    .all<{ id: string; item_seq: number | null }>(
      `SELECT id, item_seq FROM case_file
       WHERE closed_at IS NULL AND updated_at <= ? AND state NOT IN ('Sealing', 'HandingOver')`,
      now - DRAFT_HOURS * 3_600_000,
    )
    .map((row) => ({ id: row.id, hasItem: row.item_seq !== null }));
}
