import { useState } from 'react';
import { useSnapshot } from '../../hall';
import { FailureNote } from '../../parts';
import { FRAME, PRODUCT, SIGN_IN } from '../../words';
import { AccountForm } from './AccountForm';
import { LockNote } from './LockNote';
import { PassphraseForm } from './PassphraseForm';
import { RestoreForm } from './RestoreForm';
import './sign-in.css';

/** What a backup mends. */
const RESTORABLE: readonly string[] = ['STORE_DAMAGED', 'STORE_KEYRING_DAMAGED'];

export function SignInStation() {
  const { station, case: view, lock } = useSnapshot();
  const [full, setFull] = useState(false);
  const short = (lock?.pin ?? false) && !full;
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
          <>
            <h1>{SIGN_IN.failedTitle}</h1>
            <FailureNote failure={station.storeFailure} />
            {RESTORABLE.includes(station.storeFailure?.code ?? '') ? <RestoreForm /> : null}
          </>
        ) : (
          <PassphraseForm isNew={station.store === 'new'} storeFailure={station.storeFailure} />
        )}
      </section>
      <p className="code">{station.version}</p>
    </main>
  );
}
