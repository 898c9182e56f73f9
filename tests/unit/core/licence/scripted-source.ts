/** A province in memory: the whole of the LicenceSource port, every answer really signed, every question kept. */
import { fail, ok, type Result } from '../../../../main/contract/failures/failure';
import type { Holder, LicenceLibrary } from '../../../../main/contract/flow/grant';
import type { LicenceSource } from '../../../../main/contract/ports/licence-source';
import type { LicenceContent } from '../../../../main/contract/province/wire';
import { type Issuer, signed } from './issuers';

export type Asked =
  | { call: 'verifyCode'; code: string }
  | { call: 'obtainGrant'; evidence: unknown; wanted: unknown }
  | { call: 'listLicences'; grantRef: string; library?: LicenceLibrary }
  | { call: 'recogniseLicence'; licenceId: string }
  | { call: 'fetchLicence'; licenceId: string; elements: string[] };

export interface ScriptedSource extends LicenceSource {
  asked: Asked[];
  /** The 用证事由 of each question. */
  causes: string[];
}

export const GRANT_UNTIL = 1_900_000_000_000;

export function scriptedSource(
  script: { issuer: Issuer; holder: Holder; licences: LicenceContent[]; withheld?: number[] },
  other: Partial<LicenceSource> = {},
): ScriptedSource {
  const asked: Asked[] = [];
  const causes: string[] = [];
  const { issuer, holder, licences, withheld = [] } = script;
  const note = <T>(question: Asked, cause: string, answer: () => T): T => {
    asked.push(question);
    causes.push(cause);
    return answer();
  };
  const source: LicenceSource = {
    verifyCode: async () => ok({ holder, expiresAt: GRANT_UNTIL }),
    obtainGrant: async ({ wanted }) => {
      const types = wanted.map((each) => each.typeSeq);
      const allowed = types.filter((type) => !withheld.includes(type));
      return ok({ grantRef: 'G-7', holder, expiresAt: GRANT_UNTIL, allowed, withheld });
    },
    listLicences: async () =>
      ok({
        licences: licences.map(({ licenceId, typeSeq, name, issuer: by, status, validTo }) => {
          return { licenceId, typeSeq, name, issuer: by, status, validTo };
        }),
      }),
    fetchLicence: async ({ licenceId }): Promise<Result<ReturnType<typeof signed>>> => {
      const content = licences.find((licence) => licence.licenceId === licenceId);
      return content ? ok(signed(content, issuer)) : fail('LICENCE_NOT_FOUND');
    },
    recogniseLicence: async () => fail('LICENCE_LIBRARY_DOWN'),
    ...other,
  };
  return {
    asked,
    causes,
    verifyCode: (code, reference) =>
      note({ call: 'verifyCode', code }, reference.useCause, () => source.verifyCode(code, reference)),
    obtainGrant: (request) => {
      const { evidence, wanted, reference } = request;
      return note({ call: 'obtainGrant', evidence, wanted }, reference.useCause, () =>
        source.obtainGrant(request),
      );
    },
    listLicences: (grantRef, reference, library) =>
      note({ call: 'listLicences', grantRef, ...(library && { library }) }, reference.useCause, () =>
        source.listLicences(grantRef, reference, library),
      ),
    recogniseLicence: (request) => {
      const { licenceId, reference } = request;
      return note({ call: 'recogniseLicence', licenceId }, reference.useCause, () =>
        source.recogniseLicence(request),
      );
    },
    fetchLicence: (request) => {
      const { licenceId, elements, reference } = request;
      return note({ call: 'fetchLicence', licenceId, elements }, reference.useCause, () =>
        source.fetchLicence(request),
      );
    },
  };
}
