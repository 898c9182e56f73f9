import type { LicenceCopy } from '../../../contract/flow/grant';

/**
 * What stands on record of the use of one licence: what of it was taken, how it was judged, where it came from and which
 * bodies answer for issuing, sharing, using and keeping it (R76). Who holds it stands with the grant, by a digest.
 */
export function recordOfUse(copy: LicenceCopy): Record<string, string | number> {
  const { typeSeq, elements, verdict, missing, library, issuedIn, duties } = copy;
  return {
    type: typeSeq,
    fields: Object.keys(elements).join(','),
    verdict,
    ...(missing.length > 0 && { missing: missing.join(',') }),
    ...(library && { library: `${library.level}:${library.regionCode}` }),
    ...(issuedIn !== undefined && { issuedIn }),
    ...(duties && {
      issuing: duties.issuing,
      sharing: duties.sharing,
      using: duties.using,
      keeping: duties.keeping,
    }),
  };
}
