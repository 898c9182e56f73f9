/**
 * What a code is, by its content. Rules are tried in this order and the first that fits decides.
 *
 * The codes of `code-profiles.ts` are told by their beginnings and say nothing more to a window: the province reads them.
 * For every code that nothing fits the province is the judge as well: the text goes to it unread as an opaque code.
 * Nothing here opens, follows or runs what a code holds.
 */
import type { CodeFormat } from '../../../contract/flow/credential';
import {
  calendarDay,
  creditCodeValid,
  hasCreditCodeForm,
  hasIdentityNumberForm,
  identityCheckFits,
  identityNumberValid,
} from '../../base';
import { LICENCE_ROOT, licenceIdentifierCheck } from '../checks/licence-identifier';
import { CODE_PROFILES } from './code-profiles';

const TOKEN = /^[A-Za-z0-9_-]+$/;

interface FormatRule {
  readonly format: CodeFormat;
  readonly fits: (text: string) => boolean;
  /** Does its check character fit? Where it has one and it does not, the clerk is warned. */
  readonly checks?: (text: string) => boolean;
}

export const FORMAT_RULES: readonly FormatRule[] = [
  ...CODE_PROFILES.map(({ format, prefix }) => ({
    format,
    fits: (text: string) => text.startsWith(prefix) && TOKEN.test(text.slice(prefix.length)),
  })),
  { format: 'receipt', fits: (text) => text.startsWith('MZC1.') },
  { format: 'licence-id', fits: (text) => text.startsWith(LICENCE_ROOT), checks: licenceIdentifierCheck },
  // Both of these have eighteen characters and may be all digits: whole ones first, then those with a wrong check.
  { format: 'id-number', fits: identityNumberValid },
  { format: 'uscc', fits: creditCodeValid },
  {
    format: 'id-number',
    fits: (text) => hasIdentityNumberForm(text) && calendarDay(text.slice(6, 14)) !== null,
    checks: identityCheckFits,
  },
  // Without a letter it could be anything of eighteen digits, payment codes among them.
  { format: 'uscc', fits: (text) => hasCreditCodeForm(text) && /[A-Z]/.test(text), checks: creditCodeValid },
  { format: 'unknown', fits: () => true },
];
