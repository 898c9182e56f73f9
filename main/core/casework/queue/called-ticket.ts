import type { SqlReader, SqlTx } from '../../../contract/ports/database';

/** A call whose ticket has not begun a case yet: asked again word for word it brings the same ticket, and nobody is passed over. */
export interface StandingCall {
  requestId: string;
  hallCode: string;
  group: string;
  windowNo: string;
  /** Account of who called. */
  clerk: string;
  /** As called out, e.g. A017; empty until the province has told it. */
  number: string;
}

/** Numbers begin anew every day: a call of another `day` (`YYYY-MM-DD`) stands no more. */
export function standingCall(reader: SqlReader, day: string): StandingCall | null {
  const row = reader.get<StandingCall>(
    `SELECT request_id AS requestId, hall_code AS hallCode, queue_group AS "group", window_no AS windowNo, clerk, number
     FROM called_ticket WHERE day = ?`,
    day,
  );
  return row ?? null;
}

/** The window's only call from now on. */
export function saveCall(tx: SqlTx, call: StandingCall, day: string): void {
  const { requestId, hallCode, group, windowNo, clerk, number } = call;
  tx.run(
    `INSERT OR REPLACE INTO called_ticket (one, request_id, hall_code, queue_group, window_no, clerk, number, day)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?)`,
    ...[requestId, hallCode, group, windowNo, clerk, number, day],
  );
}

export function dropCall(tx: SqlTx): void {
  tx.run('DELETE FROM called_ticket');
}

/** Whether there is a call of a day that is over. */
export function hasOldCall(reader: SqlReader, day: string): boolean {
  return reader.get('SELECT 1 FROM called_ticket WHERE day <> ?', day) !== undefined;
}
