import type { CaseView } from '../../../main/contract/calls';
import { useNow } from '../../hall';
import { WaitingNote } from '../../parts';
import { CONSENT, EVIDENCE, writeSpan } from '../../words';
import { askedOf } from './asked';

/** The question is with the holder: what is asked, since when, and how long they may take. */
export function HolderAsked({ view }: { view: CaseView }) {
  const now = useNow();
  const { consent, waiting, wanted } = view;
  if (!consent || waiting?.for !== 'holder') return null;
  const left = (consent.expiresAt ?? now) - now;
  return (
    <section className="asked">
      <WaitingNote whom={CONSENT.whom} since={waiting.since} />
      <p className="asked-left">
        <span>{EVIDENCE[consent.way]}</span>
        <span>{left > 0 ? CONSENT.until(writeSpan(left)) : CONSENT.over}</span>
      </p>
      <h2>{CONSENT.onPhone}</h2>
      <ul className="asked-list">
        {askedOf(wanted).map(({ typeSeq, name, elements }) => (
          <li key={typeSeq} className="asked-row">
            <span className="gap-name">{name}</span>
            <span className="quiet">
              {elements.length === 0 ? CONSENT.existence : elements.map(({ label }) => label).join('、')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
