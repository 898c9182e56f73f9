import type { IssueFacts, IssueWord } from '../../../contract/catalogue/issue-list';
import type { Catalogue } from '../../catalogue';
import { homeCity } from '../../licence';

/** Types whose data the cities keep (R24): looked for in the holder's own city first, unless the holder says otherwise. */
const OF_THE_CITY = '市级';

/**
 * What the issue list says of a wanted licence before anybody is asked for it (R23): by what the applicant says of it, and
 * by the holder's city where nothing is said. An identity number tells only where it was first given out: the city taken
 * from it may show that the licence exists, and rules nothing out. `holderCode`: null while nobody has identified himself.
 */
export function issueOf(
  edition: Catalogue,
  typeSeq: number,
  about: {
    kind: 'person' | 'enterprise';
    holderCode: string | null;
    stated: readonly IssueFacts[];
  },
): IssueWord {
  const stated = about.stated.find((facts) => facts.typeSeq === typeSeq);
  const isOfCity = edition.licenceType(typeSeq)?.level === OF_THE_CITY;
  const presumed = isOfCity && about.holderCode !== null ? homeCity(about.kind, about.holderCode) : null;
  const facts = { typeSeq, issued: stated?.issued ?? '', regionCode: stated?.regionCode ?? '' };
  if (facts.regionCode === '' && presumed !== null) {
    const word = edition.issue({ ...facts, regionCode: presumed });
    if (whyNot(word) === null) return word;
  }
  return edition.issue(facts);
}

type Impossible = Extract<IssueWord['standing'], 'not-this-year' | 'not-this-place' | 'not-yet'>;

/** Why the licence cannot be had, where the list says so outright; null: it is asked for. */
export function whyNot({ standing }: IssueWord): Impossible | null {
  return standing === 'exists' || standing === 'not-listed' ? null : standing;
}
