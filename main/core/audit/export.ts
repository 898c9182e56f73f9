import type { SqlReader } from '../../contract/ports/database';
import { csvFile, csvRow, hallTime } from '../base';
import type { AuditLine } from './line';
import { type AuditFilter, listAudit } from './list';

const PAGE = 1_000;
const COLUMNS = ['序号', '时间', '操作人', '操作', '业务编号', '说明', '前一条摘要', '本条摘要'] as const;

function moment(at: number): string {
  const { day, time } = hallTime(at);
  return `${day} ${time}`;
}

function csvRowOf(line: AuditLine): string {
  const facts = Object.entries(line.facts)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  const { seq, at, actor, action, caseId, prev, hash } = line;
  return csvRow([String(seq), moment(at), actor, action, caseId ?? '', facts, prev, hash]);
}

/**
 * The lines that fit, newest first, as text: CSV with the mark that lets office programs see UTF-8, or one JSON object a
 * line. Both carry each line's hash and the one before, so that the export can be held against the chain.
 */
export function exportAudit(
  reader: SqlReader,
  filter: AuditFilter,
  format: 'csv' | 'jsonl',
): { text: string; lines: number } {
  const rows: string[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = listAudit(reader, { ...filter, limit: PAGE, before });
    for (const line of page) rows.push(format === 'csv' ? csvRowOf(line) : JSON.stringify(line));
    const last = page.at(-1);
    if (!last) break;
    before = last.seq;
  }
  const text =
    format === 'csv' ? csvFile([csvRow(COLUMNS), ...rows]) : rows.map((row) => `${row}\n`).join('');
  return { text, lines: rows.length };
}
