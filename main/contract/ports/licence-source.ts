import type { z } from 'zod';
import type { Result } from '../failures/failure';
import type {
  CaseReference,
  GrantAnswer,
  GrantRequest,
  LicenceFetchAnswer,
  LicenceListAnswer,
  VerifyCodeAnswer,
} from '../province/wire';

type Reference = z.infer<typeof CaseReference>;

/** Where grants and licences come from: the provincial service, through whatever adapter speaks its interface. */
export interface LicenceSource {
  verifyCode(code: string, reference: Reference): Promise<Result<z.infer<typeof VerifyCodeAnswer>>>;
  obtainGrant(request: z.infer<typeof GrantRequest>): Promise<Result<z.infer<typeof GrantAnswer>>>;
  listLicences(grantRef: string, reference: Reference): Promise<Result<z.infer<typeof LicenceListAnswer>>>;
  fetchLicence(request: {
    grantRef: string;
    licenceId: string;
    elements: string[];
    reference: Reference;
  }): Promise<Result<z.infer<typeof LicenceFetchAnswer>>>;
}
