import { csvFile, csvRow } from '../base';
import { QUALITY_GROUPS, type QualityGroup, type QualityRow } from './quality';
import { RATE_GROUPS, type RateGroup, type RateRow } from './rates';

const COLUMNS: readonly [label: string, value: (row: RateRow) => string][] = [
  ['办结数', (row) => String(row.cases)],
  ['一次办成数', (row) => String(row.accepted)],
  ['一次办成率', (row) => share(row.accepted, row.cases)],
  ['暂收后终止数', (row) => String(row.lapsed)],
  ['表单字段数', (row) => String(row.fields)],
  ['共享字段数', (row) => String(row.fieldsShared)],
  ['字段共享率', (row) => share(row.fieldsShared, row.fields)],
  ['人工更正字段数', (row) => String(row.fieldsCorrected)],
  ['此前已报字段数', (row) => String(row.fieldsReported)],
  ['重复填报字段数', (row) => String(row.fieldsAskedAgain)],
  ['证明材料数', (row) => String(row.materials)],
  ['共享材料数', (row) => String(row.materialsShared)],
  ['证明材料共享率', (row) => share(row.materialsShared, row.materials)],
  ['告知承诺数', (row) => String(row.materialsPledged)],
  ['纸质兜底数', (row) => String(row.materialsPaper)],
  ['证照类材料数', (row) => String(row.licences)],
  ['电子证照替代数', (row) => String(row.licencesReplaced)],
  ['部门核验答复数', (row) => String(row.verifications)],
  ['核验平均用时（小时）', (row) => hours(row.verificationMs, row.verifications)],
  ['电子证照证明替代率', (row) => share(row.licencesReplaced, row.licences)],
];

/** Hours with one digit, of one. */
function hours(ms: number, count: number): string {
  return count === 0 ? '' : (ms / count / 3_600_000).toFixed(1);
}

/** Per cent with one digit; empty where there is nothing to divide by: no cases is not nought per cent. */
function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)}%`;
}

const QUALITY_COLUMNS: readonly [label: string, value: (row: QualityRow) => string][] = [
  ['质检证照数', (row) => String(row.checked)],
  ['合格数', (row) => String(row.passed)],
  ['数据质检合格率', (row) => share(row.passed, row.checked)],
  ['要素缺失数', (row) => String(row.missing)],
  ['格式或代码不符数', (row) => String(row.malformed)],
  ['日期颠倒数', (row) => String(row.disordered)],
  ['标识或摘要不符数', (row) => String(row.unidentified)],
];

function csv<Row extends { key: string }>(
  label: string,
  columns: readonly [label: string, value: (row: Row) => string][],
  rows: readonly Row[],
): string {
  return csvFile([
    csvRow([label, ...columns.map(([name]) => name)]),
    ...rows.map((row) => csvRow([row.key, ...columns.map(([, value]) => value(row))])),
  ]);
}

export function ratesCsv(by: RateGroup, rows: readonly RateRow[]): string {
  return csv(RATE_GROUPS[by].label, COLUMNS, rows);
}

export function qualityCsv(by: QualityGroup, rows: readonly QualityRow[]): string {
  return csv(QUALITY_GROUPS[by].label, QUALITY_COLUMNS, rows);
}
