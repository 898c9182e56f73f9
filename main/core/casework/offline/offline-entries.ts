import { z } from 'zod';
import { Credential } from '../../../contract/flow/credential';
import { Form } from '../../../contract/flow/form';
import { Grant } from '../../../contract/flow/grant';
import {
  type CallBackCounts,
  type CallBackOutcome,
  type CallBackState,
  Difference,
  Provisional,
} from '../../../contract/flow/provisional';
import type { Clock, Ids } from '../../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import { destroyCaseKey, openForCase, sealForCase } from '../case/case-key';

/** What an entry keeps, under a key of its own, until it is closed. */
export const EntryContent = z.object({
  /** The evidence that the licences are asked for with: the applicant's card, or the code that named an enterprise. */
  credential: Credential,
  /** The card of whoever acts for an enterprise. */
  agent: Credential.options[0].nullable().default(null),
  provisional: Provisional,
  edition: z.string(),
  /** As sealed in the provisional receipt; once checked, with what the province confirmed. */
  form: Form,
  /** What the province gave under the grant of the last check. */
  grant: Grant.nullable(),
  differences: z.array(Difference),
});
export type EntryContent = z.infer<typeof EntryContent>;

export interface OfflineEntry {
  id: string;
  caseId: string;
  receiptId: string;
  state: CallBackState;
  outcome: CallBackOutcome | null;
  followUpId: string | null;
  acceptedAt: number;
  checkedAt: number | null;
  closedAt: number | null;
  attempts: number;
  lastCode: string;
}

const COLUMNS = `id, case_id AS caseId, receipt_id AS receiptId, state, outcome, follow_up_id AS followUpId,
  accepted_at AS acceptedAt, checked_at AS checkedAt, closed_at AS closedAt, attempts, last_code AS lastCode`;

interface Ports {
  clock: Clock;
  ids: Ids;
}

const sealContent = (tx: SqlTx, id: string, content: EntryContent, ports: Ports) =>
  sealForCase(tx, id, new TextEncoder().encode(JSON.stringify(content)), ports);

/** Written in the transaction that saves the provisional receipt. */
export function addEntry(
  tx: SqlTx,
  entry: { caseId: string; receiptId: string; content: EntryContent },
  ports: Ports,
): string {
  const id = ports.ids.next();
  const now = ports.clock.now();
  tx.run(
    `INSERT INTO offline_entry VALUES (?, ?, ?, 'to-check', NULL, NULL, ?, ?, NULL, NULL, ?, 0, '')`,
    id,
    entry.caseId,
    entry.receiptId,
    sealContent(tx, id, entry.content, ports),
    now,
    now,
  );
  return id;
}

export function entryById(reader: SqlReader, id: string): OfflineEntry | undefined {
  return reader.get(`SELECT ${COLUMNS} FROM offline_entry WHERE id = ?`, id);
}

/** Null once the entry is closed, or where its key is gone. */
export function contentOfEntry(reader: SqlReader, id: string): EntryContent | null {
  const row = reader.get<{ body: Uint8Array | null }>('SELECT body FROM offline_entry WHERE id = ?', id);
  const content = row?.body ? openForCase(reader, id, row.body) : null;
  if (content === null) return null;
  const parsed = EntryContent.safeParse(JSON.parse(new TextDecoder().decode(content)));
  return parsed.success ? parsed.data : null;
}

/** Open ones first, those that need a clerk on top, the longest waiting first; then the closed, the newest first. */
export function listEntries(reader: SqlReader, { limit }: { limit: number }): OfflineEntry[] {
  return reader.all(
    `SELECT ${COLUMNS} FROM offline_entry
     ORDER BY state = 'closed', state <> 'for-clerk', CASE state WHEN 'closed' THEN -closed_at ELSE accepted_at END, id LIMIT ?`,
    limit,
  );
}

/** Entries that may be checked now. A pause longer than `longestMs` is a clock that was set back, and is none. */
export function entriesToCheck(
  reader: SqlReader,
  { now, longestMs }: { now: number; longestMs: number },
): OfflineEntry[] {
  return reader.all(
    `SELECT ${COLUMNS} FROM offline_entry WHERE state = 'to-check' AND (next_at <= ? OR next_at > ?) ORDER BY accepted_at, id`,
    now,
    now + longestMs,
  );
}

/** When the next pause ends; null where nothing waits. */
export function nextCheckAt(reader: SqlReader): number | null {
  const row = reader.get<{ at: number | null }>(
    `SELECT min(next_at) AS at FROM offline_entry WHERE state = 'to-check'`,
  );
  return row?.at ?? null;
}

export function countEntries(reader: SqlReader): CallBackCounts {
  const row = reader.get<CallBackCounts>(
    `SELECT count(*) FILTER (WHERE state = 'to-check') AS toCheck, count(*) FILTER (WHERE state = 'for-clerk') AS forClerk
     FROM offline_entry WHERE state <> 'closed'`,
  );
  return row ?? { toCheck: 0, forClerk: 0 };
}

/** Departments were asked: looked at again after a pause, or when one has answered. */
export function awaitAnswers(tx: SqlTx, id: string, about: { now: number; nextAt: number }): void {
  tx.run(
    `UPDATE offline_entry SET checked_at = coalesce(checked_at, ?), last_code = '', next_at = ? WHERE id = ? AND state = 'to-check'`,
    about.now,
    about.nextAt,
    id,
  );
}

/** Not this time: again after a pause. */
export function checkLater(tx: SqlTx, id: string, about: { code: string; nextAt: number }): void {
  tx.run(
    `UPDATE offline_entry SET attempts = attempts + 1, last_code = ?, next_at = ? WHERE id = ? AND state = 'to-check'`,
    about.code,
    about.nextAt,
    id,
  );
}

/** Ends the pause of those that wait for a department, and of no others. */
export function hastenAwaiting(tx: SqlTx, now: number): void {
  tx.run(
    `UPDATE offline_entry SET next_at = ? WHERE state = 'to-check' AND last_code = '' AND checked_at IS NOT NULL`,
    now,
  );
}

/** A person asks for checking now: ends every pause. */
export function hastenChecks(tx: SqlTx, now: number): void {
  tx.run(`UPDATE offline_entry SET next_at = ? WHERE state = 'to-check'`, now);
}

/** Checked, and something is left for a clerk: differences in `content`, or `code` where there was no answer to compare. */
export function leaveToClerk(
  tx: SqlTx,
  id: string,
  about: { code: string; content: EntryContent },
  ports: Ports,
): boolean {
  const changed = tx.run(
    `UPDATE offline_entry SET state = 'for-clerk', body = ?, checked_at = ?, last_code = ? WHERE id = ? AND state = 'to-check'`,
    sealContent(tx, id, about.content, ports),
    ports.clock.now(),
    about.code,
    id,
  );
  return changed > 0;
}

/** What was found or decided so far. False where the entry is closed. */
export function saveContent(tx: SqlTx, id: string, content: EntryContent, ports: Ports): boolean {
  if (entryById(tx, id)?.state === 'closed') return false;
  tx.run('UPDATE offline_entry SET body = ? WHERE id = ?', sealContent(tx, id, content, ports), id);
  return true;
}

/** To be checked anew. */
export function reopenCheck(tx: SqlTx, id: string, now: number): boolean {
  const changed = tx.run(
    `UPDATE offline_entry SET state = 'to-check', last_code = '', attempts = 0, next_at = ? WHERE id = ? AND state = 'for-clerk'`,
    now,
    id,
  );
  return changed > 0;
}

/** Its content and key are gone from here on. False where it is not in the state it was decided in. */
export function closeEntry(
  tx: SqlTx,
  id: string,
  about: { from: CallBackState; outcome: CallBackOutcome; followUpId: string; now: number },
): boolean {
  const changed = tx.run(
    `UPDATE offline_entry SET state = 'closed', outcome = ?, follow_up_id = ?, body = NULL, closed_at = ?,
       checked_at = coalesce(checked_at, ?), last_code = '' WHERE id = ? AND state = ?`,
    about.outcome,
    about.followUpId,
    about.now,
    about.now,
    id,
    about.from,
  );
  if (changed === 0) return false;
  destroyCaseKey(tx, id);
  tx.run('DELETE FROM pledge_check WHERE case_id = (SELECT case_id FROM offline_entry WHERE id = ?)', id);
  return true;
}
