import type { Verdict } from '../../../contract/flow/grant';
import type { CheckResult } from './checks/check';

/** One failed check fails the file; one open question keeps it from passing. */
export function verdictOf(checks: readonly CheckResult[]): Verdict {
  if (checks.some((each) => each.verdict === 'failed')) return 'failed';
  return checks.length > 0 && checks.every((each) => each.verdict === 'passed') ? 'passed' : 'undetermined';
}
