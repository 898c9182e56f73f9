import { Button } from 'antd';
import type { CaseView } from '../../../main/contract/calls';
import { libraryName } from '../../../main/contract/catalogue/regions';
import type { LicenceGap } from '../../../main/contract/flow/grant';
import { Chip } from '../../parts';
import { CONSENT, GAP, LICENCE_FACTS, LICENCES, SETTLEMENT } from '../../words';

/** What could not be had, why, and what settles the material instead. */
export function GapList({
  view,
  gaps,
  onAsk,
}: {
  view: CaseView;
  gaps: readonly LicenceGap[];
  /** Turns the screen to the applicant; null: they have to show their code again. */
  onAsk: (() => void) | null;
}) {
  const materials = view.form?.materials ?? [];
  const isWithheld = gaps.some(({ why }) => why === 'withheld');
  return (
    <section className="gaps">
      <h2>{LICENCES.gaps(gaps.length)}</h2>
      {isWithheld && !onAsk && !view.acting ? <p className="gaps-hint">{CONSENT.againByCode}</p> : null}
      <ul>
        {gaps.map((gap) => {
          const material = materials.find((one) => one.licenceName === gap.name);
          return (
            <li key={gap.typeSeq}>
              <span className="gap-name">{gap.name}</span>
              <Chip tone={gap.why === 'failed-check' ? 'danger' : 'attention'} icon="none">
                {GAP[gap.why].word}
              </Chip>
              <span className="quiet">
                {gap.down ? LICENCE_FACTS.down(gap.down.map(libraryName).join('、')) : ''}
                {material ? LICENCES.settledBy(SETTLEMENT[material.settlement]) : GAP[gap.why].instead}
              </span>
              {gap.why === 'withheld' && onAsk ? (
                <Button size="small" onClick={onAsk}>
                  {CONSENT.again}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
