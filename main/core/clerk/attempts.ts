import type { Clock } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';

/** A slip of the finger costs nothing; from then on the wait doubles with every further failure. */
const FREE_FAILURES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Accounts nobody has tried for so long are forgotten: made-up ones must not fill the table. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;
/** A clock that was set; less is the way two clocks run apart. */
const SET_BY_MS = 1_000;

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

/** Slows guessing down, one account at a time. What it knows lies in the store and outlives a restart. */
export interface Attempts {
  /** Milliseconds until this account may be tried again; 0: now. */
  wait(tx: SqlTx, account: string): number;
  /** Before the secret is looked at, so that neither a crash nor two attempts at once are for nothing. Tells how many have failed by now, this one counted. */
  count(tx: SqlTx, account: string): number;
  /** Nobody could say whether the secret was right: this one does not count. */
  uncount(tx: SqlTx, account: string): void;
}

/**
 * No wait grows or shrinks because the clock was set. Set while the core runs (seen against `elapsed`, which nobody sets), in
 * either direction, the times of all attempts move along with it, so that what was left of a wait is left of it still. Set back
 * while the core did not run, an attempt seems to lie ahead: it counts as made now, so the wait starts once more, and once only.
 *
 * Assumed: whoever guesses at the keyboard cannot set the clock (an administrator of the machine can, and can open the store's
 * files as well); somebody who owns the network may through NTP, which the running core sees. Set forward while the core is
 * down, a wait (15 minutes at most) is over at the next start, which is what it would be after as long a break.
 */
export function createAttempts(clock: Clock): Attempts {
  let drift = driftOf(clock);

  function keepTime(tx: SqlTx): number {
    const now = clock.now();
    const drifted = driftOf(clock);
    if (Math.abs(drifted - drift) >= SET_BY_MS) {
      tx.run('UPDATE clerk_attempt SET last_at = max(0, last_at + ?)', drifted - drift);
      drift = drifted;
    }
    tx.run('UPDATE clerk_attempt SET last_at = ? WHERE last_at > ?', now, now);
    return now;
  }

  return {
    wait(tx, account) {
      const now = keepTime(tx);
      const row = rowOf(tx, account);
      return row ? Math.max(0, row.last_at + waitAfter(row.failures) - now) : 0;
    },
    count(tx, account) {
      const now = keepTime(tx);
      tx.run('DELETE FROM clerk_attempt WHERE last_at < ?', now - FORGOTTEN_AFTER_MS);
      tx.run(
        `INSERT INTO clerk_attempt (account, failures, last_at) VALUES (?, 1, ?)
         ON CONFLICT (account) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at`,
        account,
        now,
      );
      return rowOf(tx, account)?.failures ?? 1;
    },
    uncount(tx, account) {
      tx.run('DELETE FROM clerk_attempt WHERE account = ? AND failures = 1', account);
      tx.run('UPDATE clerk_attempt SET failures = failures - 1 WHERE account = ?', account);
    },
  };
}

/** It was the right secret. */
export function clearAttempts(tx: SqlTx, account: string): void {
  tx.run('DELETE FROM clerk_attempt WHERE account = ?', account);
}

/** Changes only when somebody sets the clock. */
function driftOf(clock: Clock): number {
  return clock.elapsed === undefined ? 0 : Math.round(clock.now() - clock.elapsed());
}
