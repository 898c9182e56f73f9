import type { LicenceCopy, QualityFault } from '../../contract/flow/grant';
import type { SqlReader, SqlTx } from '../../contract/ports/database';

/** What the pass rate of fetched licences is given by. */
export const QUALITY_GROUPS = {
  licence: { label: '证照类型', column: `printf('%02d ', type_seq) || type_name` },
  issuer: { label: '发证机关', column: 'issuer' },
} as const;
export type QualityGroup = keyof typeof QUALITY_GROUPS;

/** Sums over the licences of one group. */
export interface QualityRow {
  key: string;
  checked: number;
  /** Without any fault. */
  passed: number;
  /** Faults by kind: elements missing, elements of a wrong form or code, days or validity in a wrong order. */
  missing: number;
  malformed: number;
  disordered: number;
  /** No issuer named, or a digest or identifier that does not fit. */
  unidentified: number;
}

/** The name stands in the answer; only where its issuer has signed that is it believed. */
const UNKNOWN_ISSUER = '（发证机关未能核实）';

const KINDS: Record<QualityFault['rule'], Exclude<keyof QualityRow, 'key' | 'checked' | 'passed'>> = {
  missing: 'missing',
  format: 'malformed',
  code: 'malformed',
  order: 'disordered',
  validity: 'disordered',
  issuer: 'unidentified',
  digest: 'unidentified',
  identifier: 'unidentified',
};

function issuerOf({ checks, issuer, issuerNow }: LicenceCopy): string {
  const isSigned = checks.some(({ name, verdict }) => name === 'signature' && verdict === 'passed');
  return isSigned ? (issuerNow || issuer).slice(0, 120) : UNKNOWN_ISSUER;
}

/**
 * What the quality rules said of the licences of a case (R83), in the transaction that ends it. `nameOf`: what the
 * catalogue calls a type. A case that ends a second time (an offline one, confirmed) keeps what was written first.
 */
export function recordQuality(
  tx: SqlTx,
  about: {
    caseId: string;
    day: string;
    licences: readonly LicenceCopy[];
    nameOf: (typeSeq: number) => string;
  },
): void {
  const { caseId, day, licences, nameOf } = about;
  for (const copy of licences) {
    const count = (kind: string) => copy.faults.filter(({ rule }) => KINDS[rule] === kind).length;
    tx.run(
      'INSERT INTO licence_quality VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      caseId,
      copy.typeSeq,
      nameOf(copy.typeSeq),
      issuerOf(copy),
      day,
      count('missing'),
      count('malformed'),
      count('disordered'),
      count('unidentified'),
    );
  }
}

/** Both days included; groups in the order of their keys. */
export function qualityBy(
  reader: SqlReader,
  by: QualityGroup,
  { fromDay, toDay }: { fromDay: string; toDay: string },
): QualityRow[] {
  return reader.all<QualityRow>(
    `SELECT ${QUALITY_GROUPS[by].column} AS key, count(*) AS checked,
       count(*) FILTER (WHERE missing + malformed + disordered + unidentified = 0) AS passed,
       sum(missing) AS missing, sum(malformed) AS malformed, sum(disordered) AS disordered,
       sum(unidentified) AS unidentified
     FROM licence_quality WHERE day BETWEEN ? AND ? GROUP BY key ORDER BY key`,
    fromDay,
    toDay,
  );
}
