import { useCall, useHall, useNow, useSnapshot } from '../../hall';
import { ActionBar, FailureNote, Station, WaitingNote } from '../../parts';
import { FOOT, LICENCES } from '../../words';
import { AskNote } from './AskNote';
import { GapList } from './GapList';
import { LicenceList } from './LicenceList';
import './licences.css';

export function LicencesStation() {
  const { facade, store } = useHall();
  const { case: view } = useSnapshot();
  const filling = useCall();
  const now = useNow();
  if (!view) return null;
  const { grant, waiting } = view;
  const isReviewing = view.state === 'ReviewingLicences' && grant !== null;
  const isExpired = grant !== null && grant.expiresAt <= now;

  const fill = async () => {
    const done = await filling.run(() => facade.case.fillForm());
    if (done) store.putCase(done.value);
  };
  return (
    <Station
      title={isReviewing ? LICENCES.title : LICENCES.waitingTitle}
      hint={isReviewing ? LICENCES.hint : LICENCES.waitingHint}
      notes={<FailureNote failure={filling.failure ?? view.failure} />}
      actions={
        <ActionBar
          back={isReviewing}
          primary={{
            label: LICENCES.fill,
            busy: filling.busy,
            run: () => void fill(),
            disabled: !isReviewing,
            missing: isExpired ? LICENCES.expired : undefined,
          }}
        />
      }
    >
      <div className="licences">
        {waiting ? <WaitingNote whom={FOOT.province} since={waiting.since} /> : null}
        <AskNote view={view} />
        {grant ? (
          <>
            <LicenceList licences={grant.licences} />
            {grant.gaps.length > 0 ? (
              <GapList gaps={grant.gaps} materials={view.form?.materials ?? []} />
            ) : null}
          </>
        ) : null}
      </div>
    </Station>
  );
}
