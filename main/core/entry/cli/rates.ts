import { writeFileSync } from 'node:fs';
import { FailureError, failure } from '../../../contract/failures/failure';
import { Day } from '../../../contract/flow/ids';
import type { Office } from '../../casework';
import {
  QUALITY_GROUPS,
  type QualityGroup,
  qualityCsv,
  RATE_GROUPS,
  type RateGroup,
  ratesCsv,
} from '../../figures';
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
    const groups = [...Object.keys(RATE_GROUPS), ...Object.keys(QUALITY_GROUPS)] as (
      | RateGroup
      | QualityGroup
    )[];
    const by = values.by === undefined ? 'item' : oneOf(values, 'by', groups);
    const span = { fromDay: day(values, 'from', '0000-01-01'), toDay: day(values, 'to', '9999-12-31') };
    return withProfile(values, {}, async ({ office }) => {
      const [rows, csv] = isQuality(by) ? quality(office, by, span) : shares(office, by, span);
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

type Span = { fromDay: string; toDay: string };

const isQuality = (by: RateGroup | QualityGroup): by is QualityGroup => by in QUALITY_GROUPS;

function shares(office: Office, by: RateGroup, span: Span): [unknown[], string] {
  const rows = office.rates(by, span);
  return [rows, ratesCsv(by, rows)];
}

function quality(office: Office, by: QualityGroup, span: Span): [unknown[], string] {
  const rows = office.licenceQuality(by, span);
  return [rows, qualityCsv(by, rows)];
}
