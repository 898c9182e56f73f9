import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../main/contract/failures/failure';
import { useCall, useHall } from '../../hall';
import { FailureNote, Key } from '../../parts';
import { SIGN_IN } from '../../words';
import { PassphraseAgain, PassphraseField, type PassphraseProblem, passphraseProblem } from './NewPassphrase';

/** Chooses the passphrase on first start, asks for it afterwards. */
export function PassphraseForm({ isNew, storeFailure }: { isNew: boolean; storeFailure: Failure | null }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<PassphraseProblem | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = isNew ? passphraseProblem(passphrase, again) : null;
    setProblem(found);
    if (found || passphrase === '') return;
    const done = await errand.run(() => facade.station.unlock({ passphrase }));
    if (!done) setPassphrase('');
    // A passphrase may be right and the store not open all the same: the window then has something else to offer.
    await store.refresh();
  };
  return (
    <form className="stack-form" onSubmit={(event) => void submit(event)}>
      <h1>{isNew ? SIGN_IN.newTitle : SIGN_IN.lockedTitle}</h1>
      {isNew ? <p className="quiet">{SIGN_IN.newText}</p> : null}
      <PassphraseField
        label={SIGN_IN.passphrase}
        problem={problem === 'short' ? SIGN_IN.passphraseShort : null}
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
      />
      {isNew ? <PassphraseAgain problem={problem} value={again} onChange={setAgain} /> : null}
      <FailureNote
        failure={errand.failure ?? (storeFailure?.code === 'STORE_LOCKED' ? null : storeFailure)}
      />
      <Button type="primary" size="large" block htmlType="submit" loading={errand.busy}>
        {isNew ? SIGN_IN.setPassphrase : SIGN_IN.unlock}
        <Key name={SIGN_IN.enterKey} />
      </Button>
    </form>
  );
}
