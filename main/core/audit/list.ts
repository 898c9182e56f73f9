import type { SqlReader, SqlValue } from '../../contract/ports/database';
import { BLOCK, HOUR_MS } from './blocks';
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
  return `seq IN (SELECT line.seq FROM audit_block CROSS JOIN audit_line AS line
      ON line.seq BETWEEN block * ${BLOCK} AND block * ${BLOCK} + ${BLOCK - 1} AND line.case_id = which
    WHERE what = 'case' AND which IN (${cases}) UNION ${by('seq', 'holder')})`;
})();

interface Conditions {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

function conditionsOf(filter: AuditFilter): Conditions {
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

/** The blocks in which lines that fit can be, newest first; `null` where the filter asks for nothing that blocks know. */
function blocksOf(reader: SqlReader, { caseId, actor, fromAt, untilAt }: AuditFilter): number[] | null {
  const asked: Conditions[] = [];
  if (caseId !== undefined) asked.push({ sql: `what = 'case' AND which = ?`, params: [caseId] });
  if (actor !== undefined) asked.push({ sql: `what = 'actor' AND which = ?`, params: [actor] });
  if (fromAt !== undefined || untilAt !== undefined) {
    const from = Math.floor((fromAt ?? 0) / HOUR_MS);
    const until = untilAt === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(untilAt / HOUR_MS);
    asked.push({ sql: `what = 'hour' AND which >= ? AND which < ?`, params: [from, until] });
  }
  if (asked.length === 0) return null;
  const sql = asked.map((each) => `SELECT DISTINCT block FROM audit_block WHERE ${each.sql}`);
  return reader
    .all<{ block: number }>(
      `${sql.join(' INTERSECT ')} ORDER BY block DESC`,
      ...asked.flatMap((each) => each.params),
    )
    .map((row) => row.block);
}

/** Lines, newest first; older than `before` (a seq), if so asked. Lines that cannot be read are `verifyAudit`'s business. */
export function listAudit(
  reader: SqlReader,
  { limit, before = Number.MAX_SAFE_INTEGER, ...filter }: AuditFilter & { limit: number; before?: number },
): AuditLine[] {
  const { sql, params } = conditionsOf(filter);
  const linesIn = (first: number, end: number, most: number) =>
    reader.all<AuditRow>(
      `SELECT ${AUDIT_COLUMNS} FROM audit_line WHERE seq >= ? AND seq < ?${sql} ORDER BY seq DESC LIMIT ?`,
      first,
      end,
      ...params,
      most,
    );
  const blocks = blocksOf(reader, filter);
  const rows = blocks === null ? linesIn(0, before, limit) : [];
  for (const block of blocks ?? []) {
    if (rows.length >= limit) break;
    const first = block * BLOCK;
    if (first < before) rows.push(...linesIn(first, Math.min(first + BLOCK, before), limit - rows.length));
  }
  return rows.map(lineOfRow).filter((line) => line !== null);
}

/** Everybody who ever did something here, the workstation itself included. */
export function auditActors(reader: SqlReader): string[] {
  return reader
    .all<{ actor: string }>(
      `SELECT DISTINCT which AS actor FROM audit_block WHERE what = 'actor' ORDER BY which`,
    )
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
