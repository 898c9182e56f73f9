import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useCall, useHall } from '../../hall';
import { FailureNote, Key, Labelled } from '../../parts';
import { RECOVERY, SIGN_IN } from '../../words';
import { PassphraseAgain, PassphraseField, type PassphraseProblem, passphraseProblem } from './NewPassphrase';

/** For a store whose vault is gone or whose passphrase is forgotten. `vaultOffered`: no new passphrase is needed. */
export function RecoveryForm({ vaultOffered, onBack }: { vaultOffered: boolean; onBack: () => void }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [lacksKey, setLacksKey] = useState(false);
  const [problem, setProblem] = useState<PassphraseProblem | null>(null);
  const [asksPassphrase, setAsksPassphrase] = useState(!vaultOffered);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isMissing = recoveryKey.trim() === '';
    const found = asksPassphrase && !isMissing ? passphraseProblem(passphrase, again) : null;
    setLacksKey(isMissing);
    setProblem(found);
    if (isMissing || found) return;
    await errand.run(async () => {
      const answer = await facade.station.openByRecovery({
        recoveryKey,
        passphrase: asksPassphrase ? passphrase : null,
      });
      // A vault that was offered and does not work after all leaves the passphrase.
      if (!answer.ok && answer.failure.code === 'STORE_VAULT_REFUSED') setAsksPassphrase(true);
      return answer;
    });
    await store.refresh();
  };
  return (
    <form className="stack-form" onSubmit={(event) => void submit(event)}>
      <h1>{RECOVERY.title}</h1>
      <p className="quiet">{RECOVERY.text}</p>
      <Labelled label={RECOVERY.key} problem={lacksKey ? RECOVERY.keyMissing : null}>
        {(id) => (
          <Input
            id={id}
            className="recovery-typed"
            size="large"
            autoFocus
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            value={recoveryKey}
            status={lacksKey ? 'error' : ''}
            onChange={(event) => setRecoveryKey(event.target.value)}
          />
        )}
      </Labelled>
      <p className="quiet">{asksPassphrase ? RECOVERY.newPassphrase : RECOVERY.vault}</p>
      {asksPassphrase ? (
        <>
          <PassphraseField
            label={RECOVERY.passphrase}
            problem={problem === 'short' ? SIGN_IN.passphraseShort : null}
            value={passphrase}
            onChange={setPassphrase}
          />
          <PassphraseAgain problem={problem} value={again} onChange={setAgain} />
        </>
      ) : null}
      <FailureNote failure={errand.failure} />
      <Button type="primary" size="large" block htmlType="submit" loading={errand.busy}>
        {errand.busy ? RECOVERY.working : RECOVERY.submit}
        <Key name={SIGN_IN.enterKey} />
      </Button>
      <Button type="link" onClick={onBack}>
        {RECOVERY.back}
      </Button>
    </form>
  );
}
