import { Button } from 'antd';
import { useState } from 'react';
import { useCall, useHall, useNow, useSnapshot } from '../../hall';
import { ActionBar, FailureNote, Station, WaitingNote } from '../../parts';
import { ACCESS_LOG, CONSENT, FOOT, HOLDER_FILE, LICENCES, writeSpan } from '../../words';
import { AccessLog } from './AccessLog';
import { AskNote } from './AskNote';
import { askedOf } from './asked';
import { ConsentScreen } from './ConsentScreen';
import { GapList } from './GapList';
import { GatheredPermits } from './GatheredPermits';
import { HolderAsked } from './HolderAsked';
import { HolderFile } from './HolderFile';
import { LicenceList } from './LicenceList';
import './licences.css';

export function LicencesStation() {
  const { facade, store } = useHall();
  const { case: view } = useSnapshot();
  const filling = useCall();
  const now = useNow();
  const [turned, setTurned] = useState(false);
  const [looking, setLooking] = useState(false);
  const [filing, setFiling] = useState(false);
  if (!view) return null;
  const { grant, waiting } = view;
  const isReviewing = view.state === 'ReviewingLicences' && grant !== null;
  const isAsking = waiting?.for === 'holder';
  // Whose card lies here ticks on this screen; a code is shown again instead.
  const canTick =
    isReviewing && view.credential?.kind === 'id-card' && !view.acting && askedOf(view.wanted).length > 0;
  const isExpired = grant !== null && grant.expiresAt <= now;

  const fill = async () => {
    const done = await filling.run(() => facade.case.fillForm());
    if (done) store.putCase(done.value);
  };
  return (
    <Station
      title={isReviewing ? LICENCES.title : isAsking ? CONSENT.waitingTitle : LICENCES.waitingTitle}
      hint={isReviewing ? LICENCES.hint : isAsking ? CONSENT.waitingHint : LICENCES.waitingHint}
      aside={
        isReviewing ? (
          <Button type="link" onClick={() => setFiling(true)}>
            {HOLDER_FILE.open}
          </Button>
        ) : null
      }
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
        >
          {isReviewing && grant.holder.kind === 'enterprise' ? <GatheredPermits /> : null}
          {isReviewing ? (
            <Button size="large" type="text" onClick={() => setLooking(true)}>
              {ACCESS_LOG.open}
            </Button>
          ) : null}
          {canTick ? (
            <Button size="large" onClick={() => setTurned(true)}>
              {CONSENT.openScreen}
            </Button>
          ) : null}
        </ActionBar>
      }
    >
      <div className="licences">
        {waiting?.for === 'province' ? <WaitingNote whom={FOOT.province} since={waiting.since} /> : null}
        {waiting?.for === 'turn' ? (
          <p role="status">{LICENCES.turn(writeSpan(Math.max(0, (waiting.until ?? now) - now)))}</p>
        ) : null}
        <HolderAsked view={view} />
        <AskNote view={view} />
        {grant ? (
          <>
            <LicenceList grant={grant} />
            {grant.gaps.length > 0 ? (
              <GapList view={view} gaps={grant.gaps} onAsk={canTick ? () => setTurned(true) : null} />
            ) : null}
          </>
        ) : null}
        {filing && isReviewing ? <HolderFile grant={grant} onClose={() => setFiling(false)} /> : null}
        {looking && isReviewing ? <AccessLog onClose={() => setLooking(false)} /> : null}
        {turned && isReviewing ? <ConsentScreen view={view} onClose={() => setTurned(false)} /> : null}
      </div>
    </Station>
  );
}
