import type { SqlReader, SqlValue } from '../../contract/ports/database';
import { AUDIT_COLUMNS, type AuditRow, lineOfRow } from './chain';
import type { AuditLine } from './line';

/** Which lines; what is left out does not narrow. */
export interface AuditFilter {
  readonly caseId?: string | undefined;
  readonly actor?: string | undefined;
  /** Sequence number of a licence type whose licences were used. */
  readonly typeSeq?: number | undefined;
  /** Epoch ms; `untilAt` is the first instant that is not meant any more. */
  readonly fromAt?: number | undefined;
  readonly untilAt?: number | undefined;
  /** Digest of a number (`knownDigest`): the cases of whom it belongs to, or in which they acted for somebody. */
  readonly holder?: string | undefined;
}

/** Lines that name a person by a digest. The same words as in the indexes, which are used for no others. */
const NAMED = `action IN ('credential-read', 'grant-obtained', 'offline-accepted', 'holder-searched')`;

const OF_HOLDER = (() => {
  const by = (what: string, fact: string) =>
    `SELECT ${what} FROM audit_line WHERE ${NAMED} AND json_extract(facts, '$.${fact}') = ?`;
  const cases = `${by('case_id', 'holder')} UNION ${by('case_id', 'actor')}`;
  return `seq IN (SELECT seq FROM audit_line WHERE case_id IN (${cases}) UNION ${by('seq', 'holder')})`;
})();

function conditionsOf(filter: AuditFilter): { sql: string; params: SqlValue[] } {
  const { caseId, actor, typeSeq, fromAt, untilAt, holder } = filter;
  const given: [sql: string, value: SqlValue | undefined, times?: number][] = [
    ['case_id = ?', caseId],
    ['actor = ?', actor],
    [`action = 'licence-fetched' AND json_extract(facts, '$.type') = ?`, typeSeq],
    ['at >= ?', fromAt],
    ['at < ?', untilAt],
    [OF_HOLDER, holder, 3],
  ];
  const asked = given.flatMap(([sql, value, times = 1]) =>
    value === undefined ? [] : [{ sql, values: Array<SqlValue>(times).fill(value) }],
  );
  return {
    sql: asked.map(({ sql }) => ` AND ${sql}`).join(''),
    params: asked.flatMap(({ values }) => values),
  };
}

/** Lines, newest first; older than `before` (a seq), if so asked. Lines that cannot be read are `verifyAudit`'s business. */
export function listAudit(
  reader: SqlReader,
  { limit, before = Number.MAX_SAFE_INTEGER, ...filter }: AuditFilter & { limit: number; before?: number },
): AuditLine[] {
  const { sql, params } = conditionsOf(filter);
  return reader
    .all<AuditRow>(
      `SELECT ${AUDIT_COLUMNS} FROM audit_line WHERE seq < ?${sql} ORDER BY seq DESC LIMIT ?`,
      before,
      ...params,
      limit,
    )
    .map(lineOfRow)
    .filter((line) => line !== null);
}

/** Everybody who ever did something here, the workstation itself included. */
export function auditActors(reader: SqlReader): string[] {
  return reader
    .all<{ actor: string }>('SELECT DISTINCT actor FROM audit_line ORDER BY actor')
    .map((row) => row.actor);
}

/** Sequence numbers of the licence types that were used here. */
export function auditTypes(reader: SqlReader): number[] {
  return reader
    .all<{ type: unknown }>(
      `SELECT DISTINCT json_extract(facts, '$.type') AS type FROM audit_line WHERE action = 'licence-fetched' ORDER BY type`,
    )
    .map((row) => row.type)
    .filter((type): type is number => typeof type === 'number');
}

/** Lines that say that a case's content and key were destroyed, and how many of them a checkpoint covers. */
export function auditDeletions(reader: SqlReader): { all: number; signed: number } {
  return (
    reader.get<{ all: number; signed: number }>(
      `SELECT count(*) AS "all",
         coalesce(sum(seq <= (SELECT coalesce(max(seq), 0) FROM audit_checkpoint)), 0) AS signed
       FROM audit_line WHERE action IN ('case-closed', 'case-abandoned', 'draft-expired', 'offline-closed',
         'receipt-shredded')`,
    ) ?? { all: 0, signed: 0 }
  );
}
