import { Button } from 'antd';
import { useState } from 'react';
import type { GrantView } from '../../../main/contract/calls';
import type { LicenceCopy } from '../../../main/contract/flow/grant';
import { useCall, useHall } from '../../hall';
import { FailureNote, Icon, ObjectDialog } from '../../parts';
import {
  elementWord,
  groupNumber,
  LICENCE_FACTS,
  maskResidentNumber,
  OBJECT,
  QUALITY_FAULT,
  REVEAL,
  writeDay,
} from '../../words';

/** What was taken of one licence. Values of the highest level are shown in part until somebody asks (R51). */
export function LicenceElements({ licence, grant }: { licence: LicenceCopy; grant: GrantView }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const [objecting, setObjecting] = useState<{ element: string; shown: string } | null>(null);
  const { typeSeq } = licence;
  // What is missing has a line of its own.
  const faults = licence.faults.filter(({ rule }) => rule !== 'missing');
  const labelOf = (element: string) => grant.elementLabels[`${typeSeq}.${element}`] ?? LICENCE_FACTS.unnamed;
  const reveal = async (element: string) => {
    const done = await errand.run(() => facade.case.revealElement({ typeSeq, element }));
    if (done) store.putCase(done.value);
  };
  return (
    <>
      <dl className="facts facts-two licence-elements">
        {Object.entries(licence.elements).map(([element, value]) => {
          const isMasked = grant.maskedElements.includes(`${typeSeq}.${element}`);
          const shown = isMasked
            ? value.replace(/\*{7,}/, '******')
            : groupNumber(maskResidentNumber(writeDay(elementWord(element, value))));
          return (
            <div key={element}>
              <dt>{labelOf(element)}</dt>
              <dd>
                {shown}
                {isMasked ? (
                  <Button
                    type="text"
                    size="small"
                    aria-label={REVEAL.openFor(labelOf(element))}
                    title={REVEAL.hint}
                    loading={errand.busy}
                    onClick={() => void reveal(element)}
                  >
                    {REVEAL.open}
                  </Button>
                ) : null}
                <Button
                  type="text"
                  size="small"
                  icon={<Icon name="unknown" />}
                  aria-label={OBJECT.openFor(labelOf(element))}
                  title={OBJECT.open}
                  onClick={() => setObjecting({ element, shown })}
                />
              </dd>
            </div>
          );
        })}
      </dl>
      {licence.missing.length > 0 ? (
        <p className="licence-missing">
          {LICENCE_FACTS.missing(licence.missing.map(labelOf).join('、'))}
          <span className="quiet">{LICENCE_FACTS.missingHow}</span>
          {licence.missing.map((element) => (
            <Button
              key={element}
              type="link"
              size="small"
              title={LICENCE_FACTS.completeHint}
              onClick={() => setObjecting({ element, shown: LICENCE_FACTS.lacking })}
            >
              {LICENCE_FACTS.complete(labelOf(element))}
            </Button>
          ))}
        </p>
      ) : null}
      {faults.length > 0 ? (
        <p className="licence-missing">
          {LICENCE_FACTS.faults(
            faults
              .map(({ rule, element }) => `${element === '' ? '' : labelOf(element)}${QUALITY_FAULT[rule]}`)
              .join('；'),
          )}
        </p>
      ) : null}
      {objecting ? (
        <ObjectDialog
          about={{
            ...objecting,
            licenceId: licence.licenceId,
            label: `${licence.name} ${labelOf(objecting.element)}`,
            issuer: licence.issuer,
          }}
          onClose={() => setObjecting(null)}
        />
      ) : null}
      <FailureNote failure={errand.failure} />
    </>
  );
}
