import type { z } from 'zod';
import type { Result } from '../failures/failure';
import type { LicenceLibrary } from '../flow/grant';
import type { RecogniseRequest, Recognition } from '../province/recognition';
import type {
  CaseReference,
  GrantAnswer,
  GrantRequest,
  LicenceFetchAnswer,
  LicenceListAnswer,
  VerifyCodeAnswer,
} from '../province/wire';

type Reference = z.infer<typeof CaseReference>;

/**
 * A licence as an adapter hands it on. `notReadable`: nothing can be said of its issuer's signature, since it stands in a
 * file of a form that this workstation does not read (an OFD package with its own seals), or no file was given.
 */
export type FetchedLicence = z.infer<typeof LicenceFetchAnswer> & {
  notReadable?: 'not-readable' | 'no-file';
};

/** Where grants and licences come from: the provincial service, through whatever adapter speaks its interface. */
export interface LicenceSource {
  verifyCode(code: string, reference: Reference): Promise<Result<z.infer<typeof VerifyCodeAnswer>>>;
  obtainGrant(request: z.infer<typeof GrantRequest>): Promise<Result<z.infer<typeof GrantAnswer>>>;
  /** LICENCE_LIBRARY_DOWN where the library named does not answer; PROVINCE_NOT_OFFERED where the interface knows none such. */
  listLicences(
    grantRef: string,
    reference: Reference,
    library?: LicenceLibrary,
  ): Promise<Result<z.infer<typeof LicenceListAnswer>>>;
  fetchLicence(request: {
    grantRef: string;
    licenceId: string;
    elements: string[];
    reference: Reference;
    library?: LicenceLibrary | undefined;
  }): Promise<Result<FetchedLicence>>;
  /** The nation's word on a licence that another province issued (R66). LICENCE_LIBRARY_DOWN while the nation does not answer. */
  recogniseLicence(request: z.infer<typeof RecogniseRequest>): Promise<Result<Recognition>>;
}
