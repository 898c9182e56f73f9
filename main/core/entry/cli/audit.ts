import { failure } from '../../../contract/failures/failure';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print } from './output';
import { withProfile } from './profile';
import { guarded } from './values';

export function auditVerify(values: Values): Promise<Outcome> {
  return guarded(() =>
    withProfile(values, {}, async ({ office }) => {
      const checked = office.checkAudit();
      print(checked);
      return checked.intact ? DONE : failed(failure('AUDIT_CHAIN_BROKEN', { line: checked.brokenAt ?? 0 }));
    }),
  );
}
