import { Button } from 'antd';
import { useState } from 'react';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import { useCall, useHall, useSnapshot } from '../../hall';
import { FailureNote, Icon } from '../../parts';
import { FRAME, PRODUCT, RECOVERY, SIGN_IN } from '../../words';
import { RulesButton } from '../rules';
import { AccountForm } from './AccountForm';
import { LockNote } from './LockNote';
import { PassphraseForm } from './PassphraseForm';
import { RecoveryForm } from './RecoveryForm';
import { RestoreForm } from './RestoreForm';
import './sign-in.css';

/** What a backup mends. */
const RESTORABLE: readonly string[] = ['STORE_DAMAGED', 'STORE_KEYRING_DAMAGED'];

/** What a recovery key gets past. A profile nobody has opened before has none. */
const RECOVERABLE: readonly string[] = ['STORE_VAULT_GONE', 'STORE_WRONG_KEY', 'STORE_KEYRING_DAMAGED'];

/** What may be over by itself: a disk that was put right, another program that has ended, a vault that comes up late. */
const PASSING: readonly string[] = [
  'STORE_UNWRITABLE',
  'STORE_IO_ERROR',
  'STORE_DISK_FULL',
  'STORE_IN_USE',
  'STORE_VAULT_GONE',
];

function RetryOpening() {
  const { facade, store } = useHall();
  const errand = useCall();
  const retry = async () => {
    await errand.run(() => facade.station.retry());
    await store.refresh();
  };
  return (
    <Button type="primary" size="large" block autoFocus loading={errand.busy} onClick={() => void retry()}>
      {FRAME.retry}
    </Button>
  );
}

/** While the province's word is not to be had: why, and who gets in all the same. */
function AwayNote() {
  const { state, failure } = useSnapshot().province;
  if (state !== 'unreachable' || failure === null) return null;
  return (
    <p className="sign-in-away" role="status">
      <Icon name="warning" />
      {SIGN_IN.away(FAILURE_WORDS[failure.code].what)}
    </p>
  );
}

export function SignInStation() {
  const { station, case: view, lock, cardSignIn } = useSnapshot();
  const [full, setFull] = useState(false);
  const [recovers, setRecovers] = useState(false);
  const { store, storeFailure } = station;
  const isRecoverable =
    store === 'locked' || (store === 'failed' && RECOVERABLE.includes(storeFailure?.code ?? ''));
  const short = (lock?.pin ?? false) && !full && !cardSignIn?.confirm;
  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <header>
          <p className="sign-in-name">{PRODUCT}</p>
          <p className="quiet">
            {station.hallName} {FRAME.windowNo(station.windowNo)}
          </p>
        </header>
        {station.store === 'open' ? (
          <>
            <AwayNote />
            {lock ? <LockNote lock={lock} short={short} onFull={() => setFull(true)} /> : null}
            {short ? null : (
              <AccountForm
                key={lock?.account ?? ''}
                training={station.training}
                caseKept={view !== null}
                account={lock?.account ?? ''}
              />
            )}
          </>
        ) : recovers && isRecoverable ? (
          <RecoveryForm vaultOffered={station.vaultOffered ?? false} onBack={() => setRecovers(false)} />
        ) : station.store === 'failed' ? (
          <div className="stack-form">
            <h1>{SIGN_IN.failedTitle}</h1>
            <FailureNote failure={station.storeFailure} />
            {RESTORABLE.includes(station.storeFailure?.code ?? '') ? <RestoreForm /> : null}
            {PASSING.includes(station.storeFailure?.code ?? '') ? <RetryOpening /> : null}
          </div>
        ) : (
          <PassphraseForm isNew={station.store === 'new'} storeFailure={station.storeFailure} />
        )}
        {isRecoverable && !recovers ? (
          <Button className="sign-in-recovery" type="link" onClick={() => setRecovers(true)}>
            {RECOVERY.link}
          </Button>
        ) : null}
      </section>
      <RulesButton />
      <p className="code">{station.version}</p>
    </main>
  );
}
