import type { CodeFormat } from '../../../contract/flow/credential';

interface CodeProfile {
  readonly format: CodeFormat;
  /** What stands before the token (base64url). */
  readonly prefix: string;
}

/**
 * The shown codes a window knows, as data (R38): the one code, the e-business-licence (R41), and the older codes of
 * departments, which the province maps to the one code's holder. A department's code is one more row here and one more
 * register there.
 *
 * The prefixes are those of this project's own training codes. No string form of a real one is published: SZSD 0056.1-2024
 * describes the services of the 鲁通码 only; the medical insurance service and the e-business-licence take what was scanned
 * and give the holder back. Once a hall knows a real form, its row goes here; until then such a code is `unknown`, goes to
 * the province unread, and is none the worse for it.
 */
export const CODE_PROFILES: readonly CodeProfile[] = [
  { format: 'resident-code', prefix: 'LT1.' },
  { format: 'enterprise-code', prefix: 'LT2.' },
  { format: 'business-licence', prefix: 'LB1.' },
  { format: 'medical-voucher', prefix: 'LM1.' },
  { format: 'social-security-voucher', prefix: 'LS1.' },
  { format: 'department-code', prefix: 'LD1.' },
  { format: 'called-person', prefix: 'LQ1.' },
  { format: 'called-enterprise', prefix: 'LQ2.' },
];
