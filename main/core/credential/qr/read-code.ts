import { fail, ok, type Result } from '../../../contract/failures/failure';
import type { CodeCredential } from '../../../contract/flow/credential';
import { codeText } from './code-text';
import { FORMAT_RULES } from './formats';

/** What a code says, without the record's own identity. */
type CodeReading = Omit<CodeCredential, 'kind' | 'id' | 'frameId' | 'readAt'>;

/** Fails with CREDENTIAL_CODE_UNREADABLE. */
export function readCode(bytes: Uint8Array): Result<CodeReading> {
  const payload = codeText(bytes);
  if (payload === null) return fail('CREDENTIAL_CODE_UNREADABLE', { bytes: bytes.length });
  const rule = FORMAT_RULES.find(({ fits }) => fits(payload));
  return ok({
    format: rule?.format ?? 'unknown',
    payload,
    warnings: rule?.checks?.(payload) === false ? ['check-digit'] : [],
  });
}
