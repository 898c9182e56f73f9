import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../main/contract/failures/failure';
import { useCall, useHall } from '../../hall';
import { FailureNote, Key, Labelled } from '../../parts';
import { SIGN_IN } from '../../words';

const PASSPHRASE_MIN = 8;

/** Chooses the passphrase on first start, asks for it afterwards. */
export function PassphraseForm({ isNew, storeFailure }: { isNew: boolean; storeFailure: Failure | null }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<'short' | 'differs' | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isNew && [...passphrase].length < PASSPHRASE_MIN) return setProblem('short');
    if (isNew && passphrase !== again) return setProblem('differs');
    if (passphrase === '') return;
    setProblem(null);
    const done = await errand.run(() => facade.station.unlock({ passphrase }));
    if (!done) setPassphrase('');
    // A passphrase may be right and the store not open all the same: the window then has something else to offer.
    await store.refresh();
  };
  return (
    <form className="stack-form" onSubmit={(event) => void submit(event)}>
      <h1>{isNew ? SIGN_IN.newTitle : SIGN_IN.lockedTitle}</h1>
      {isNew ? <p className="quiet">{SIGN_IN.newText}</p> : null}
      <Labelled label={SIGN_IN.passphrase} problem={problem === 'short' ? SIGN_IN.passphraseShort : null}>
        {(id) => (
          <Input.Password
            id={id}
            size="large"
            autoFocus
            visibilityToggle={false}
            value={passphrase}
            status={problem === 'short' ? 'error' : ''}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        )}
      </Labelled>
      {isNew ? (
        <Labelled
          label={SIGN_IN.passphraseAgain}
          problem={problem === 'differs' ? SIGN_IN.passphraseDiffers : null}
        >
          {(id) => (
            <Input.Password
              id={id}
              size="large"
              visibilityToggle={false}
              value={again}
              status={problem === 'differs' ? 'error' : ''}
              onChange={(event) => setAgain(event.target.value)}
            />
          )}
        </Labelled>
      ) : null}
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
