import type { FormMaterial } from '../../../main/contract/flow/form';
import type { LicenceGap } from '../../../main/contract/flow/grant';
import { Chip } from '../../parts';
import { GAP, LICENCES, SETTLEMENT } from '../../words';

/** What could not be had, why, and what settles the material instead. */
export function GapList({
  gaps,
  materials,
}: {
  gaps: readonly LicenceGap[];
  materials: readonly FormMaterial[];
}) {
  return (
    <section className="gaps">
      <h2>{LICENCES.gaps(gaps.length)}</h2>
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
                {material ? LICENCES.settledBy(SETTLEMENT[material.settlement]) : GAP[gap.why].instead}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
