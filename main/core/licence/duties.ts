import { libraryName } from '../../contract/catalogue/regions';
import type { Holder, LicenceDuties, LicenceLibrary } from '../../contract/flow/grant';
import { issuerNow } from './issuers';

/** The bodies here that answer for what is used: the item's department, and whoever keeps receipt and record. */
export interface Answerable {
  using: string;
  keeping: string;
}

/** Where the interface does not tell the library, the service that handed the licence over answers for sharing it. */
const SHARED_BY_SERVICE = '山东省政务服务平台';

/** 发证、持证、用证、共享、留存 (R76): who answers for each step of a licence's way, by name. */
export function dutiesOf(
  issuer: string,
  answerable: Answerable,
  { holder, library }: { holder: Holder; library?: LicenceLibrary | undefined },
): LicenceDuties {
  return {
    issuing: issuerNow(issuer),
    holding: holder.name,
    using: answerable.using,
    sharing: library ? libraryName(library) : SHARED_BY_SERVICE,
    keeping: answerable.keeping,
  };
}
