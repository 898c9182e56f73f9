import type { SqlReader } from '../../contract/ports/database';

/** Lines of a block of the table audit_block, which a trigger fills: the way to a case, an actor or an hour. */
export const BLOCK = 256;
export const HOUR_MS = 3_600_000;

/**
 * Number of the first line between `first` and `last` to which the table does not lead by its case, its actor or its hour, so
 * that the lists that go by them would leave it out; undefined where it leads to all. Rows beyond need only cost a look.
 */
export function firstOffTheWay(reader: SqlReader, first: number, last: number): number | undefined {
  const led = (what: string, which: string) =>
    `EXISTS (SELECT 1 FROM audit_block WHERE what = '${what}' AND which = ${which} AND block = seq / ${BLOCK})`;
  return (
    reader.get<{ seq: number | null }>(
      `SELECT min(seq) AS seq FROM audit_line WHERE seq BETWEEN ? AND ? AND NOT (
         ${led('actor', 'actor')} AND ${led('hour', `at / ${HOUR_MS}`)}
         AND (case_id IS NULL OR ${led('case', 'case_id')}))`,
      first,
      last,
    )?.seq ?? undefined
  );
}
