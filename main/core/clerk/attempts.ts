import type { Clock } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';

/** A slip of the finger costs nothing; from then on the wait doubles with every further failure. */
const FREE_FAILURES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Accounts nobody has tried for so long are forgotten: made-up ones must not fill the table. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_FAILURES, 20), LONGEST_WAIT_MS);
}

interface AttemptRow {
  failures: number;
  last_at: number;
}

function rowOf(reader: SqlReader, account: string): AttemptRow | undefined {
  return reader.get<AttemptRow>('SELECT failures, last_at FROM clerk_attempt WHERE account = ?', account);
}

/** Milliseconds until this account may be tried again; 0: now. A clock that was set back makes nobody wait longer than the wait itself. */
export function attemptWait(reader: SqlReader, account: string, clock: Clock): number {
  const row = rowOf(reader, account);
  if (!row) return 0;
  const wait = waitAfter(row.failures);
  return Math.max(0, Math.min(wait, row.last_at + wait - clock.now()));
}

/** Before the secret is looked at, so that neither a crash nor two attempts at once are for nothing. Tells how many have failed by now, this one counted. */
export function countAttempt(tx: SqlTx, account: string, clock: Clock): number {
  const now = clock.now();
  tx.run('DELETE FROM clerk_attempt WHERE last_at < ?', now - FORGOTTEN_AFTER_MS);
  tx.run(
    `INSERT INTO clerk_attempt (account, failures, last_at) VALUES (?, 1, ?)
     ON CONFLICT (account) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at`,
    account,
    now,
  );
  return rowOf(tx, account)?.failures ?? 1;
}

/** It was the right secret. */
export function clearAttempts(tx: SqlTx, account: string): void {
  tx.run('DELETE FROM clerk_attempt WHERE account = ?', account);
}

/** Nobody could say whether the secret was right: this one does not count. */
export function uncountAttempt(tx: SqlTx, account: string): void {
  tx.run('UPDATE clerk_attempt SET failures = failures - 1 WHERE account = ? AND failures > 1', account);
  tx.run('DELETE FROM clerk_attempt WHERE account = ? AND failures = 1', account);
}
