import { useState } from 'react';
import { useCall, useHall, useKeyboardScans, useSnapshot } from '../../hall';
import { ActionBar, FailureNote, Station } from '../../parts';
import { ACTING, CALLING, IDENTIFY, OFFLINE } from '../../words';
import { RulesButton } from '../rules';
import { ActingChoice } from './ActingChoice';
import { CallNext } from './CallNext';
import { ChosenItem } from './ChosenItem';
import { ConfirmCode } from './ConfirmCode';
import { IdentityPanel } from './IdentityPanel';
import { IdentityStrip } from './IdentityStrip';
import { IssueList } from './IssueList';
import { ItemSearch } from './ItemSearch';
import { isAway, OfflineButton } from './OfflineButton';
import './identify.css';

export function IdentifyStation() {
  const { facade, store } = useHall();
  const { case: view, called: standing, province } = useSnapshot();
  const choosing = useCall();
  const authorising = useCall();
  const calling = useCall();
  const confirming = useCall();
  const scans = useKeyboardScans();
  const [changing, setChanging] = useState(false);
  const [marked, setMarked] = useState<number | null>(null);
  const item = view?.item ?? null;
  const credential = view?.credential ?? null;
  const acting = view?.acting ?? null;
  const isComplete = credential !== null && (acting === null || acting.helper !== null);
  const searching = !item || changing;

  const identityHint = item?.audience === 'enterprise' ? IDENTIFY.hintEnterprise : IDENTIFY.hintIdentity;

  const number = credential ? view?.ticket : null;
  const ofCase = number ? (searching ? CALLING.hintItem(number) : CALLING.hint(number)) : null;
  const called = standing && !credential ? CALLING.hintStanding(standing.number) : ofCase;

  const readyHint = view && isAway(view, province) ? OFFLINE.offered : IDENTIFY.hintBoth;

  const choose = async (seq: number) => {
    const done = await choosing.run(() => facade.case.chooseItem({ seq }));
    if (!done) return;
    setChanging(false);
    store.putCase(done.value);
  };
  const authorise = async () => {
    const done = await authorising.run(() => facade.case.authorise());
    if (done) store.putCase(done.value);
  };
  return (
    <Station
      title={searching ? IDENTIFY.titleItem : isComplete ? IDENTIFY.titleBoth : IDENTIFY.titleIdentity}
      hint={called ?? (searching ? IDENTIFY.hintItem : isComplete ? readyHint : identityHint)}
      notes={
        <FailureNote
          failure={
            choosing.failure ??
            authorising.failure ??
            calling.failure ??
            confirming.failure ??
            view?.failure ??
            scans.failure
          }
        />
      }
      actions={
        <ActionBar
          primary={
            searching
              ? {
                  label: IDENTIFY.choose,
                  busy: choosing.busy,
                  run: () => void (marked !== null && choose(marked)),
                  disabled: marked === null,
                }
              : {
                  label: IDENTIFY.authorise,
                  busy: authorising.busy,
                  run: () => void authorise(),
                  disabled: !isComplete,
                  missing: isComplete ? undefined : IDENTIFY.identifyFirst,
                }
          }
        >
          {view && !searching ? <OfflineButton view={view} /> : null}
          <CallNext errand={calling} onCalled={() => setChanging(false)} />
          <ConfirmCode errand={confirming} />
          {searching && !standing ? <RulesButton /> : null}
        </ActionBar>
      }
    >
      <div className="identify">
        {searching ? (
          <>
            <ItemSearch busy={choosing.busy} onMark={setMarked} onChoose={(seq) => void choose(seq)} />
            <IdentityStrip credential={credential} />
          </>
        ) : (
          <>
            <ChosenItem item={item} routing={view?.routing ?? []} onChange={() => setChanging(true)} />
            {view ? <ActingChoice view={view} /> : null}
            {view ? <IssueList view={view} /> : null}
            {acting?.helper ? (
              <IdentityStrip credential={acting.helper} label={ACTING.helper[acting.way]} />
            ) : null}
            {credential ? (
              <IdentityStrip
                credential={credential}
                label={number ? `${IDENTIFY.identity} ${CALLING.label(number)}` : IDENTIFY.identity}
              />
            ) : null}
            {isComplete ? null : <IdentityPanel audience={item.audience} acting={acting} />}
          </>
        )}
      </div>
    </Station>
  );
}
