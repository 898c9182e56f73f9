import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { GrantPurpose, WantedLicence } from '../../licence';
import { type CaseFile, holderKind } from '../case/case-file';
import { itemName } from '../case/views';
import type { CaseworkDeps } from '../deps';

/** What the holder is asked for, and for what. */
export interface GrantPlan {
  purpose: GrantPurpose;
  wanted: WantedLicence[];
}

/** Exactly what the item's fields and materials draw on (R50), by the edition the case was opened with (R92). */
export function planOf(
  deps: Pick<CaseworkDeps, 'catalogue' | 'place'>,
  file: CaseFile,
  definition: ItemDefinition,
  clerk: string,
): GrantPlan {
  const edition = deps.catalogue.inEdition(file.edition);
  const wanted = edition.wanted(definition.seq, holderKind(file)).map(({ typeSeq, elements }) => {
    const type = edition.licenceType(typeSeq);
    return { typeSeq, elements, name: type?.name ?? '', departments: type?.issuer ?? '' };
  });
  const purpose = {
    caseId: file.id,
    itemSeq: definition.seq,
    itemName: itemName(deps.catalogue, definition.seq),
    audience: definition.audience,
    windowNo: deps.place().windowNo,
    clerk,
  };
  return { purpose, wanted };
}
