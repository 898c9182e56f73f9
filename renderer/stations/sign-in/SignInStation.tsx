import { useSnapshot } from '../../hall';
import { FailureNote } from '../../parts';
import { FRAME, PRODUCT, SIGN_IN } from '../../words';
import { AccountForm } from './AccountForm';
import { PassphraseForm } from './PassphraseForm';
import './sign-in.css';

export function SignInStation() {
  const { station, case: view } = useSnapshot();
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
          <AccountForm training={station.training} caseKept={view !== null} />
        ) : station.store === 'failed' ? (
          <>
            <h1>{SIGN_IN.failedTitle}</h1>
            <FailureNote failure={station.storeFailure} />
          </>
        ) : (
          <PassphraseForm isNew={station.store === 'new'} storeFailure={station.storeFailure} />
        )}
      </section>
      <p className="code">{station.version}</p>
    </main>
  );
}
