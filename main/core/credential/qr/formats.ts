/**
 * What a code is, by its content. Rules are tried in this order and the first that fits decides.
 *
 * The string form of the real 鲁通码 is not published (SZSD 0056.1-2024 describes its services only), so the two prefixes
 * below are this project's own training codes. A hall adds its rule here once it is known; until then, and for every
 * code that nothing fits, the province is the judge: the text goes to it unread as an opaque code. The same holds for the
 * e-business-licence, the medical insurance e-voucher and the electronic social-security card: their string forms are not
 * published either (the caller of the medical service, say, hands on what was scanned and gets the holder back), so they
 * are 'unknown' here and no prefix is guessed for them.
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

interface FormatRule {
  readonly format: CodeFormat;
  readonly fits: (text: string) => boolean;
  /** Does its check character fit? Where it has one and it does not, the clerk is warned. */
  readonly checks?: (text: string) => boolean;
}

export const FORMAT_RULES: readonly FormatRule[] = [
  { format: 'resident-code', fits: (text) => /^LT1\.[A-Za-z0-9_-]+$/.test(text) },
  { format: 'enterprise-code', fits: (text) => /^LT2\.[A-Za-z0-9_-]+$/.test(text) },
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
