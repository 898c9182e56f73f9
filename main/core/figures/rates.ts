import type { SqlReader } from '../../contract/ports/database';
import type { FormCounts } from './record';

/** What the rates are given by. `all`: one row for the whole time. */
export const RATE_GROUPS = {
  all: { label: '合计', column: `'合计'` },
  item: { label: '事项', column: `printf('%03d ', item_seq) || item_name` },
  window: { label: '窗口', column: 'window_no' },
  day: { label: '日期', column: 'day' },
  department: { label: '部门', column: 'department' },
} as const;
export type RateGroup = keyof typeof RATE_GROUPS;

/** Sums over the cases of one group. */
export interface RateRow extends FormCounts {
  key: string;
  cases: number;
  /** Accepted at this visit, of all that ended. */
  accepted: number;
  /** Taken in while the province was away (R31), and ended because it could not be confirmed: not accepted after all. */
  lapsed: number;
  /** Departmental verifications that were answered, of every case that ended. */
  verifications: number;
  /** How long those answers took, together. */
  verificationMs: number;
}

const ACCEPTED = `outcome = 'accepted' AND lapsed = 0`;

/** Both days included. Form and materials count for accepted cases only: an abandoned form says nothing about sharing. */
export function ratesBy(
  reader: SqlReader,
  by: RateGroup,
  { fromDay, toDay }: { fromDay: string; toDay: string },
): RateRow[] {
  const accepted = (column: string, name: string) =>
    `coalesce(sum(${column}) FILTER (WHERE ${ACCEPTED}), 0) AS ${name}`;
  return reader.all<RateRow>(
    `SELECT ${RATE_GROUPS[by].column} AS key, count(*) AS cases,
       count(*) FILTER (WHERE ${ACCEPTED}) AS accepted, coalesce(sum(lapsed), 0) AS lapsed,
       ${accepted('fields', 'fields')}, ${accepted('fields_shared', 'fieldsShared')},
       ${accepted('fields_corrected', 'fieldsCorrected')},
       ${accepted('fields_reported', 'fieldsReported')}, ${accepted('fields_asked_again', 'fieldsAskedAgain')},
       ${accepted('materials', 'materials')}, ${accepted('materials_shared', 'materialsShared')},
       ${accepted('materials_pledged', 'materialsPledged')}, ${accepted('materials_paper', 'materialsPaper')},
       ${accepted('licences', 'licences')}, ${accepted('licences_replaced', 'licencesReplaced')},
       coalesce(sum(answers), 0) AS verifications, coalesce(sum(answer_ms), 0) AS verificationMs
     FROM case_figure LEFT JOIN (SELECT case_id AS of_case, count(*) AS answers, sum(answered_at - asked_at) AS answer_ms
       FROM errand WHERE kind = 'verification' AND answered_at IS NOT NULL GROUP BY case_id) ON of_case = case_id
     WHERE day BETWEEN ? AND ? GROUP BY key ORDER BY key`,
    fromDay,
    toDay,
  );
}
