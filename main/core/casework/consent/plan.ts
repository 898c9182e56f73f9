import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { LicenceGap } from '../../../contract/flow/grant';
import type { Answerable, GrantPurpose, WantedLicence } from '../../licence';
import { type CaseFile, holderKind } from '../case/case-file';
import { issueOf, whyNot } from '../case/issued';
import { itemName } from '../case/views';
import type { CaseworkDeps } from '../deps';

/** What the holder is asked for, and for what. */
export interface GrantPlan {
  purpose: GrantPurpose;
  wanted: WantedLicence[];
  /** Types that the issue list says cannot be had: nobody is asked for them (R23). */
  impossible: LicenceGap[];
  /** Who answers here for what is used and kept (R76). */
  answerable: Answerable;
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
    const rules = type && { jointSeals: type.jointSeals, quality: type.quality };
    return {
      typeSeq,
      elements,
      name: type?.name ?? '',
      departments: type?.issuer ?? '',
      level: type?.level ?? '',
      rules,
    };
  });
  const purpose = {
    caseId: file.id,
    itemSeq: definition.seq,
    itemName: itemName(deps.catalogue, definition.seq),
    audience: definition.audience,
    windowNo: deps.place().windowNo,
    clerk,
  };
  return { purpose, wanted, impossible: [], answerable: answerableFor(deps, definition.seq) };
}

/** The item's department, of a theme its items' departments; the hall keeps what is sealed. */
function answerableFor(deps: Pick<CaseworkDeps, 'catalogue' | 'place'>, itemSeq: number): Answerable {
  const { catalogue } = deps;
  const items = catalogue.theme(itemSeq)?.itemSeqs ?? [itemSeq];
  const departments = items.flatMap((seq) => {
    const row = catalogue.item(seq);
    return row.ok ? [row.value.department] : [];
  });
  const { hallName } = deps.place();
  return { using: [...new Set(departments)].join('、') || hallName, keeping: hallName };
}

/** The plan without what the issue list rules out for this holder; what is left is asked for. */
export function withinIssueList(
  deps: Pick<CaseworkDeps, 'catalogue'>,
  file: CaseFile,
  plan: GrantPlan,
  holderCode: string,
): GrantPlan {
  const edition = deps.catalogue.inEdition(file.edition);
  const about = { kind: plan.purpose.audience, holderCode, stated: file.stated };
  const ruledOut = plan.wanted.flatMap(({ typeSeq, name }): LicenceGap[] => {
    const why = whyNot(issueOf(edition, typeSeq, about));
    return why === null ? [] : [{ typeSeq, name, why }];
  });
  const isLeft = ({ typeSeq }: WantedLicence) => !ruledOut.some((gap) => gap.typeSeq === typeSeq);
  return { ...plan, wanted: plan.wanted.filter(isLeft), impossible: [...plan.impossible, ...ruledOut] };
}
