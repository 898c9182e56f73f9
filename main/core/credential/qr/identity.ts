import { fail, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';

/** Anything with a scheme and `//`, or that people take for a web address. Nothing ever opens it. */
const LINK = /^([a-z][a-z0-9+.-]*:\/\/|(javascript|data|file|mailto|tel|sms|intent|weixin|alipays):|www\.)/i;

const NO_IDENTITY: readonly string[] = ['receipt', 'licence-id', 'called-person', 'called-enterprise'];

/**
 * May what a device read say who stands at the window? A receipt's code, a licence's identifier and a link name things, not
 * people, and are not worth a question to the province: CREDENTIAL_CODE_UNKNOWN (`format`). A called ticket comes with the
 * call; scanned, somebody has carried it here. A province whose own codes are
 * links gets a rule in `formats.ts`, and they are no unknown links any more.
 */
export function asIdentity(credential: Credential): Result<Credential> {
  if (credential.kind === 'code') {
    const { format, payload } = credential;
    const isLink = format === 'unknown' && LINK.test(payload);
    if (isLink || NO_IDENTITY.includes(format)) {
      return fail('CREDENTIAL_CODE_UNKNOWN', { format: isLink ? 'link' : format });
    }
  }
  return { ok: true, value: credential };
}
