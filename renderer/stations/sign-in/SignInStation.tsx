import { Button } from 'antd';
import { useState } from 'react';
import { useCall, useHall, useSnapshot } from '../../hall';
import { FailureNote } from '../../parts';
import { FRAME, PRODUCT, SIGN_IN } from '../../words';
import { RulesButton } from '../rules';
import { AccountForm } from './AccountForm';
import { LockNote } from './LockNote';
import { PassphraseForm } from './PassphraseForm';
import { RestoreForm } from './RestoreForm';
import './sign-in.css';

/** What a backup mends. */
const RESTORABLE: readonly string[] = ['STORE_DAMAGED', 'STORE_KEYRING_DAMAGED'];

/** What may be over by itself: a disk that was put right, another program that has ended. */
const PASSING: readonly string[] = ['STORE_UNWRITABLE', 'STORE_IO_ERROR', 'STORE_DISK_FULL', 'STORE_IN_USE'];

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

export function SignInStation() {
  const { station, case: view, lock, cardSignIn } = useSnapshot();
  const [full, setFull] = useState(false);
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
      </section>
      <RulesButton />
      <p className="code">{station.version}</p>
    </main>
  );
}
