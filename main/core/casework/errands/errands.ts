import type { DepartmentScore, Errand, ErrandKind, ErrandOutcome } from '../../../contract/flow/errand';
import type { Clock, Ids } from '../../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../../contract/ports/database';
import { appendAudit } from '../../audit';

interface ErrandRow {
  id: string;
  kind: ErrandKind;
  caseId: string;
  itemSeq: number;
  subject: string;
  label: string;
  department: string;
  state: Exclude<Errand['state'], 'overdue'>;
  outcome: ErrandOutcome | null;
  ref: string;
  createdAt: number;
  askedAt: number | null;
  dueAt: number | null;
  answeredAt: number | null;
  attempts: number;
  lastCode: string;
  retriable: 0 | 1;
}

const COLUMNS = `id, kind, case_id AS caseId, item_seq AS itemSeq, subject, label, department, state, outcome, ref,
  created_at AS createdAt, asked_at AS askedAt, due_at AS dueAt, answered_at AS answeredAt, attempts, last_code AS lastCode,
  state = 'failed' AND body IS NOT NULL AS retriable`;

/**
 * The case's content is gone: it was closed without a receipt, or the receipt's file was shredded in its time. What was closed
 * with a receipt is at the province, and so is what was asked for it to be.
 */
const IS_SHREDDED = `EXISTS (SELECT 1 FROM case_file WHERE case_file.id = errand.case_id AND closed_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.case_id = errand.case_id AND receipt.pdf IS NOT NULL)`;

/** Past its time and still not answered. */
function withOverdue(row: ErrandRow, now: number): Errand {
  const isOverdue = row.state === 'asked' && row.dueAt !== null && row.dueAt < now;
  return { ...row, retriable: row.retriable === 1, state: isOverdue ? 'overdue' : row.state };
}

/** Puts an errand on the office's list, to be sent from there. `body`: the request, without its `requestId`, which is the errand's id. It takes the place of one that was refused. */
export function makeErrand(
  tx: SqlTx,
  errand: Pick<Errand, 'kind' | 'caseId' | 'itemSeq' | 'subject' | 'label' | 'department'> & {
    actor: string;
    body: object;
  },
  { clock, ids }: { clock: Clock; ids: Ids },
): string {
  const { kind, caseId, itemSeq, subject, label, department, actor, body } = errand;
  const id = ids.next();
  const now = clock.now();
  tx.run(
    `UPDATE errand SET state = 'withdrawn', body = NULL WHERE case_id = ? AND kind = ? AND subject = ? AND state = 'failed'`,
    caseId,
    kind,
    subject,
  );
  tx.run(
    `INSERT INTO errand VALUES (?, ?, ?, ?, ?, ?, ?, 'to-send', ?, NULL, '', ?, ?, NULL, NULL, NULL, ?, 0, '')`,
    id,
    kind,
    caseId,
    itemSeq,
    subject,
    label,
    department,
    kind === 'verification' || kind === 'issue' ? 1 : 0,
    JSON.stringify({ requestId: id, ...body }),
    now,
    now,
  );
  appendAudit(
    tx,
    { actor, action: 'errand-made', caseId, facts: { errand: id, kind, department } },
    { clock },
  );
  return id;
}

/** `longestMs`: no honest pause is longer. One that ends later still was written by a clock that was ahead, and is none. */
interface Due {
  now: number;
  longestMs: number;
}

/** The errand that is to be sent next, with what is to be sent; undefined while none is due. */
export function nextToSend(
  reader: SqlReader,
  { now, longestMs }: Due,
): (ErrandRow & { body: string }) | undefined {
  return reader.get(
    `SELECT ${COLUMNS}, body FROM errand WHERE state = 'to-send' AND (next_at <= ? OR next_at > ?)
     ORDER BY next_at, created_at LIMIT 1`,
    now,
    now + longestMs,
  );
}

/** When the next one is due to be sent; null where none is left. */
export function nextSendAt(reader: SqlReader): number | null {
  const row = reader.get<{ at: number | null }>(
    `SELECT min(next_at) AS at FROM errand WHERE state = 'to-send'`,
  );
  return row?.at ?? null;
}

/** Taken in over there. What was asked is forgotten here. */
export function noteAsked(
  tx: SqlTx,
  id: string,
  answer: { ref: string; department: string; askedAt: number; dueAt: number },
): void {
  tx.run(
    `UPDATE errand SET state = 'asked', body = NULL, ref = ?, department = coalesce(nullif(?, ''), department), asked_at = ?, due_at = ?, last_code = '',
       attempts = attempts + 1 WHERE id = ? AND state = 'to-send'`,
    answer.ref,
    answer.department,
    answer.askedAt,
    answer.dueAt,
    id,
  );
}

/** False where it had its answer before. */
export function noteAnswered(
  tx: SqlTx,
  errand: Pick<Errand, 'id' | 'caseId' | 'kind' | 'department'>,
  { outcome, answeredAt }: { outcome: ErrandOutcome; answeredAt: number },
  { clock }: { clock: Clock },
): boolean {
  const changed = tx.run(
    `UPDATE errand SET state = 'answered', outcome = ?, answered_at = ? WHERE id = ? AND state = 'asked'`,
    outcome,
    answeredAt,
    errand.id,
  );
  const { id, kind, department, caseId } = errand;
  const facts = { errand: id, kind, department, outcome };
  if (changed > 0) appendAudit(tx, { actor: 'station', action: 'errand-answered', caseId, facts }, { clock });
  return changed > 0;
}

export function noteLater(tx: SqlTx, id: string, code: string, nextAt: number): void {
  tx.run(
    `UPDATE errand SET attempts = attempts + 1, last_code = ?, next_at = ? WHERE id = ? AND state = 'to-send'`,
    code,
    nextAt,
    id,
  );
}

/**
 * Refused over there, by whatever answered. It is tried again only by a person; what it asks is kept for that while its case is.
 * One that was withdrawn while it was under way stays so.
 */
export function noteFailed(
  tx: SqlTx,
  errand: Pick<Errand, 'id' | 'caseId' | 'kind'>,
  code: string,
  { clock }: { clock: Clock },
): void {
  const changed = tx.run(
    `UPDATE errand SET state = 'failed', attempts = attempts + 1, last_code = ? WHERE id = ? AND state = 'to-send'`,
    code,
    errand.id,
  );
  if (changed === 0) return;
  forgetRefused(tx, errand.caseId);
  const facts = { errand: errand.id, kind: errand.kind, code };
  appendAudit(tx, { actor: 'station', action: 'errand-failed', caseId: errand.caseId, facts }, { clock });
}

/** A person has it tried again. False where it was not refused, or nothing is left of what it asked. */
export function retryErrand(tx: SqlTx, id: string, actor: string, { clock }: { clock: Clock }): boolean {
  const errand = tx.get<Pick<Errand, 'caseId' | 'kind'>>(
    `SELECT case_id AS caseId, kind FROM errand WHERE id = ? AND state = 'failed' AND body IS NOT NULL`,
    id,
  );
  if (errand === undefined) return false;
  tx.run(
    `UPDATE errand SET state = 'to-send', attempts = 0, last_code = '', next_at = ? WHERE id = ?`,
    clock.now(),
    id,
  );
  const facts = { errand: id, kind: errand.kind };
  appendAudit(tx, { actor, action: 'errand-retried', caseId: errand.caseId, facts }, { clock });
  return true;
}

/** What was refused is kept to be tried again; with the content of its case it goes, whoever destroyed that. */
export function forgetRefused(tx: SqlTx, caseId: string): void {
  tx.run(`UPDATE errand SET body = NULL WHERE case_id = ? AND state = 'failed' AND ${IS_SHREDDED}`, caseId);
}

/** A person asks for sending now: ends every pause. */
export function hastenErrands(tx: SqlTx, now: number): void {
  tx.run(`UPDATE errand SET next_at = ? WHERE state = 'to-send'`, now);
}

export function errandByRef(reader: SqlReader, ref: string): ErrandRow | undefined {
  return reader.get(`SELECT ${COLUMNS} FROM errand WHERE ref = ?`, ref);
}

/** Asked and not answered, oldest first. A pledge is looked at when its time has come. */
export function askedErrands(
  reader: SqlReader,
  kinds: readonly ErrandKind[],
  { now, longestMs }: Due,
): ErrandRow[] {
  return reader.all(
    `SELECT ${COLUMNS} FROM errand
     WHERE state = 'asked' AND (next_at <= ? OR next_at > ?) AND kind IN (SELECT value FROM json_each(?)) ORDER BY asked_at`,
    now,
    now + longestMs,
    JSON.stringify(kinds),
  );
}

export function lookAgain(tx: SqlTx, id: string, nextAt: number): void {
  tx.run('UPDATE errand SET next_at = ? WHERE id = ?', nextAt, id);
}

/** Everything asked for one case, oldest first. `ofForm`: only what its form waits on or was settled by. */
export function errandsOfCase(
  reader: SqlReader,
  caseId: string,
  now: number,
  options: { ofForm?: boolean } = {},
): Errand[] {
  return reader
    .all<ErrandRow>(
      `SELECT ${COLUMNS} FROM errand WHERE case_id = ? AND of_form >= ? ORDER BY created_at, id`,
      caseId,
      options.ofForm ? 1 : 0,
    )
    .map((row) => withOverdue(row, now));
}

/**
 * The form waits on these no longer: something else settled it, or the case is another's or over. What was not sent yet
 * is withdrawn; what was asked keeps its line, for the record of how departments answer, and what was refused keeps no more.
 */
export function detachErrands(tx: SqlTx, caseId: string, subject: string | null = null): void {
  tx.run(
    `UPDATE errand SET state = 'withdrawn', body = NULL
     WHERE case_id = ? AND of_form = 1 AND state = 'to-send' AND subject = coalesce(?, subject)`,
    caseId,
    subject,
  );
  tx.run(
    `UPDATE errand SET body = NULL
     WHERE case_id = ? AND of_form = 1 AND state = 'failed' AND subject = coalesce(?, subject)`,
    caseId,
    subject,
  );
  tx.run(
    'UPDATE errand SET of_form = 0 WHERE case_id = ? AND of_form = 1 AND subject = coalesce(?, subject)',
    caseId,
    subject,
  );
}

/** The office's list: open ones first, those due soonest on top; then what was settled, newest first. */
export function listErrands(reader: SqlReader, { limit, now }: { limit: number; now: number }): Errand[] {
  return reader
    .all<ErrandRow>(
      `SELECT ${COLUMNS} FROM errand WHERE state <> 'withdrawn'
       ORDER BY state NOT IN ('to-send', 'asked'), CASE WHEN state IN ('to-send', 'asked') THEN coalesce(due_at, created_at)
         ELSE -coalesce(answered_at, created_at) END, id LIMIT ?`,
      limit,
    )
    .map((row) => withOverdue(row, now));
}

export interface OpenErrands {
  open: number;
  overdue: number;
  failed: number;
}

/** `failed`: of cases that are still open. After-checks of pledges count once their day has passed. */
export function countErrands(reader: SqlReader, now: number): OpenErrands {
  const row = reader.get<OpenErrands>(
    `SELECT count(*) FILTER (WHERE state = 'to-send' OR (state = 'asked' AND kind <> 'pledge')) AS open,
       count(*) FILTER (WHERE state = 'asked' AND due_at < ?) AS overdue,
       count(*) FILTER (WHERE state = 'failed' AND kind NOT IN ('verification', 'issue')) AS failed FROM errand`,
    now,
  );
  return row ?? { open: 0, overdue: 0, failed: 0 };
}

/** How departments answer, timed and scored, from what this workstation asked (R80, R120). */
export function scoreDepartments(reader: SqlReader, now: number): DepartmentScore[] {
  return reader
    .all<Omit<DepartmentScore, 'score'>>(
      `SELECT department, kind, count(*) AS asked, count(answered_at) AS answered,
         count(*) FILTER (WHERE answered_at <= due_at) AS inTime,
         count(*) FILTER (WHERE state = 'asked' AND due_at < ?) AS overdue,
         count(*) FILTER (WHERE outcome IN ('confirmed', 'upheld', 'filled', 'issued')) AS agreed,
         CAST(avg(answered_at - asked_at) AS INTEGER) AS averageMs
       FROM errand WHERE kind <> 'pledge' AND asked_at IS NOT NULL GROUP BY department, kind ORDER BY department, kind`,
      now,
    )
    .map((row) => {
      const settled = row.answered + row.overdue;
      return { ...row, score: settled === 0 ? null : Math.round((row.inTime / settled) * 100) };
    });
}
