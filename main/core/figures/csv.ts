import { RATE_GROUPS, type RateGroup, type RateRow } from './rates';

const COLUMNS: readonly [label: string, value: (row: RateRow) => string][] = [
  ['办结数', (row) => String(row.cases)],
  ['一次办成数', (row) => String(row.accepted)],
  ['一次办成率', (row) => share(row.accepted, row.cases)],
  ['表单字段数', (row) => String(row.fields)],
  ['共享字段数', (row) => String(row.fieldsShared)],
  ['字段共享率', (row) => share(row.fieldsShared, row.fields)],
  ['人工更正字段数', (row) => String(row.fieldsCorrected)],
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

/** RFC 4180. A text that a spreadsheet would take for a formula is kept a text. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** With the mark that lets office programs see UTF-8. */
export function ratesCsv(by: RateGroup, rows: readonly RateRow[]): string {
  const lines = [
    [RATE_GROUPS[by].label, ...COLUMNS.map(([label]) => label)],
    ...rows.map((row) => [row.key, ...COLUMNS.map(([, value]) => value(row))]),
  ];
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
