import { Segmented } from 'antd';
import type { ActingWay, CaseView } from '../../../main/contract/calls';
import { useCall, useHall } from '../../hall';
import { FailureNote } from '../../parts';
import { ACTING } from '../../words';

const WAYS: Record<'person' | 'enterprise', readonly ActingWay[]> = {
  person: ['guardian', 'agent'],
  enterprise: ['enterprise-agent'],
};

/** Who does the business: the holder, or somebody for the holder. Changing it forgets what was shown. */
export function ActingChoice({ view }: { view: CaseView }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const audience = view.item?.audience ?? 'person';
  const self = audience === 'enterprise' ? ACTING.enterprise : ACTING.self;
  const choose = async (value: ActingWay | 'self') => {
    const way = value === 'self' ? null : value;
    const done = await errand.run(() => facade.case.actFor({ way }));
    if (done) store.putCase(done.value);
  };
  return (
    <div className="acting">
      <span className="acting-label" aria-hidden="true">
        {ACTING.label}
      </span>
      <Segmented<ActingWay | 'self'>
        aria-label={ACTING.label}
        value={view.acting?.way ?? 'self'}
        disabled={errand.busy}
        options={[
          { value: 'self' as const, label: self },
          ...WAYS[audience].map((way) => ({ value: way, label: ACTING[way] })),
        ]}
        onChange={(value) => void choose(value)}
      />
      {view.acting ? <span className="quiet">{ACTING.both}</span> : null}
      <FailureNote failure={errand.failure} />
    </div>
  );
}
