import { fail, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import type { CaseFile } from '../case/case-file';

interface Placed {
  file: CaseFile;
  role: 'holder' | 'helper';
}

/**
 * Whose showing this is (R104): by itself the holder's. Where somebody acts for the holder, the first card is the helper's
 * and the second the holder's; an enterprise's agent lays one card beside the enterprise's code, in either order.
 * LICENCE_HELPER_MISSING, LICENCE_HOLDER_KIND, LICENCE_PARTIES_SAME.
 */
export function placeCredential(file: CaseFile, credential: Credential): Result<Placed> {
  const { acting } = file;
  const asHolder: Result<Placed> = { ok: true, value: { file: { ...file, credential }, role: 'holder' } };
  if (!acting) return asHolder;
  if (credential.kind === 'code') {
    if (acting.way === 'enterprise-agent') return asHolder;
    return fail(acting.helper ? 'LICENCE_HOLDER_KIND' : 'LICENCE_HELPER_MISSING');
  }
  if (acting.way === 'enterprise-agent' || !acting.helper) {
    const helped = { ...file, acting: { ...acting, helper: credential } };
    return { ok: true, value: { file: helped, role: 'helper' } };
  }
  return acting.helper.number === credential.number ? fail('LICENCE_PARTIES_SAME') : asHolder;
}
