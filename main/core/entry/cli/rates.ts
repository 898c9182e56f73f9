import { writeFileSync } from 'node:fs';
import { FailureError, failure } from '../../../contract/failures/failure';
import { Day } from '../../../contract/flow/ids';
import { RATE_GROUPS, type RateGroup, ratesCsv } from '../../figures';
import type { Values } from './commands';
import { DONE, type Outcome, print } from './output';
import { withProfile } from './profile';
import { guarded, oneOf, textOf } from './values';

function day(values: Values, option: string, otherwise: string): string {
  const given = Day.safeParse(textOf(values, option) ?? otherwise);
  if (!given.success)
    throw new FailureError(failure('USAGE_WRONG', { option: `--${option}`, why: 'YYYY-MM-DD' }));
  return given.data;
}

/** The rates as CSV, on stdout or into a file that only its owner can read. */
export function rates(values: Values): Promise<Outcome> {
  return guarded(() => {
    const groups = Object.keys(RATE_GROUPS) as RateGroup[];
    const by = values.by === undefined ? 'item' : oneOf(values, 'by', groups);
    const span = { fromDay: day(values, 'from', '0000-01-01'), toDay: day(values, 'to', '9999-12-31') };
    return withProfile(values, {}, async ({ office }) => {
      const rows = office.rates(by, span);
      const csv = ratesCsv(by, rows);
      const out = textOf(values, 'out');
      if (out === undefined) process.stdout.write(csv);
      else {
        writeFileSync(out, csv, { mode: 0o600 });
        print({ rows: rows.length, out });
      }
      return DONE;
    });
  });
}
