import { readFileSync, writeFileSync } from 'node:fs';
import { AuditQuery } from '../../../contract/calls';
import { FailureError, failure } from '../../../contract/failures/failure';
import { hallTime } from '../../base';
import type { Office } from '../../casework';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print, say } from './output';
import { withProfile } from './profile';
import { secondPersonOf } from './second-person';
import { fileText, guarded, oneOf, textOf, webAddress } from './values';

type Checked = Awaited<ReturnType<Office['checkAudit']>>;

const HELD: Record<NonNullable<Checked['receipt']>['held'], string> = {
  held: '操作记录中有这份文书所记的一条',
  lost: '这份文书所记的一条随恢复备份丢失',
  missing: '操作记录中没有这份文书所记的一条',
  unsaid: '这份文书未通过核验，或没有记载操作记录，不能据以核对',
  other: '这份文书不是本窗口出具的',
};

/** What was found, for a person to read. */
function sayChecked({ verdict, lines, provinceHeads, restorings, onlyProvince, receipt }: Checked): void {
  if (verdict === 'whole') say(`操作记录完整，共 ${lines} 条`);
  if (verdict === 'restored')
    say(`操作记录自恢复备份前后各自完整，共 ${lines} 条；备份之后、恢复之前的记录已丢失`);
  for (const { seq, at, backup, signed } of restorings) {
    const { day, time } = hallTime(at);
    say(`第 ${seq} 条：${day} ${time} 由备份 ${backup} 恢复，${signed ? '已由印章签名' : '尚未由印章签名'}`);
  }
  if (provinceHeads === null) say('未能与省平台核对，请在网络恢复后再校验一次');
  if (onlyProvince.length > 0) say(`省平台有而本机没有的文书 ${onlyProvince.length} 份`);
  for (const { number, sealedAt } of onlyProvince) say(`${number} ${hallTime(sealedAt).day}`);
  if (receipt) say(HELD[receipt.held]);
}

function fileOf(values: Values): Uint8Array | undefined {
  const path = textOf(values, 'receipt');
  if (path === undefined) return undefined;
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new FailureError(failure('RECEIPT_FILE_UNREADABLE', { option: '--receipt' }));
  }
}

/**
 * Asks the province too, unless it cannot be reached; then only this machine's own evidence speaks, and the output says so.
 * With a receipt, 2 where it cannot be held against the record.
 */
export function auditVerify(values: Values): Promise<Outcome> {
  return guarded(() => {
    const provinceUrl = webAddress(values, 'province');
    const receipt = fileOf(values);
    return withProfile(values, provinceUrl === undefined ? {} : { provinceUrl }, async ({ office }) => {
      const checked = await office.checkAudit(receipt === undefined ? {} : { receipt });
      print(checked);
      sayChecked(checked);
      if (!checked.intact) return failed(failure('AUDIT_CHAIN_BROKEN', { line: checked.brokenAt ?? 0 }));
      const held = checked.receipt?.held ?? 'held';
      return held === 'unsaid' || held === 'other' ? { exitCode: 2, failure: null } : DONE;
    });
  });
}

function queryOf(values: Values): AuditQuery {
  const licence = textOf(values, 'licence');
  const given = {
    caseId: textOf(values, 'case'),
    receiptNumber: textOf(values, 'receipt'),
    actor: textOf(values, 'clerk'),
    // A number on the command line stands in the shell's history and in the list of processes.
    holder: textOf(values, 'holder-file') === undefined ? undefined : fileText(values, 'holder-file'),
    typeSeq: licence === undefined ? undefined : Number(licence),
    fromDay: textOf(values, 'from'),
    toDay: textOf(values, 'to'),
  };
  const asked = AuditQuery.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (asked.success) return asked.data;
  throw new FailureError(failure('USAGE_WRONG', { option: String(asked.error.issues[0]?.path[0] ?? '') }));
}

/** The lines on stdout, or in a file that only its owner can read. */
export function auditExport(values: Values): Promise<Outcome> {
  return guarded(() => {
    const format = values.format === undefined ? 'csv' : oneOf(values, 'format', ['csv', 'jsonl']);
    const query = queryOf(values);
    const provinceUrl = webAddress(values, 'province');
    return withProfile(values, provinceUrl === undefined ? {} : { provinceUrl }, async ({ office }) => {
      const withSecond = secondPersonOf(office, values);
      const { text, lines } = await withSecond(() => office.exportAudit(query, format));
      const out = textOf(values, 'out');
      if (out === undefined) process.stdout.write(text);
      else {
        writeFileSync(out, text, { mode: 0o600 });
        print({ lines, out });
      }
      return DONE;
    });
  });
}
