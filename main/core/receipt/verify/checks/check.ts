import type { Verdict } from '../../../../contract/flow/grant';
import type { Facts } from '../facts/facts';

/** What one check found. `code` is `ok` or names what is wrong; texts for people stand elsewhere. */
export interface CheckResult {
  check: string;
  verdict: Verdict;
  code: string;
}

export interface CheckContext {
  /** Epoch ms. */
  now: number;
}

/** `ok`, a reason for failing, or a reason why it cannot be said. */
export type Finding = 'ok' | { failed: string } | { undetermined: string };

export interface Check {
  name: string;
  find(facts: Facts, context: CheckContext): Finding;
}

/** Where an earlier fact is missing, another check has already said so. */
export const NOT_EXAMINED: Finding = { undetermined: 'not-examined' };
