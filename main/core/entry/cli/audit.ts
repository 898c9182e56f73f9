import { writeFileSync } from 'node:fs';
import { AuditQuery } from '../../../contract/calls';
import { FailureError, failure } from '../../../contract/failures/failure';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print } from './output';
import { withProfile } from './profile';
import { secondPersonOf } from './second-person';
import { fileText, guarded, oneOf, textOf, webAddress } from './values';

/** Asks the province too, unless it cannot be reached; then only this machine's own evidence speaks, and the output says so. */
export function auditVerify(values: Values): Promise<Outcome> {
  return guarded(() => {
    const provinceUrl = webAddress(values, 'province');
    return withProfile(values, provinceUrl === undefined ? {} : { provinceUrl }, async ({ office }) => {
      const checked = await office.checkAudit();
      print(checked);
      return checked.intact ? DONE : failed(failure('AUDIT_CHAIN_BROKEN', { line: checked.brokenAt ?? 0 }));
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
