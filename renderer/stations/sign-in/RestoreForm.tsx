import { Button, Input, Radio } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import type { BackupView } from '../../../main/contract/calls';
import { useCall, useHall } from '../../hall';
import { FailureNote, Key, Labelled } from '../../parts';
import { RESTORE, SIGN_IN } from '../../words';

/** For a store that is damaged: its backups, the newest chosen. The window goes on by itself once one is in place. */
export function RestoreForm() {
  const { facade, store } = useHall();
  const errand = useCall();
  const [backups, setBackups] = useState<BackupView[] | null>(null);
  const [chosen, setChosen] = useState('');
  const [passphrase, setPassphrase] = useState('');

  useEffect(() => {
    let current = true;
    void facade.station.backups().then((answer) => {
      if (!current || !answer.ok) return;
      setBackups(answer.value);
      setChosen(answer.value[0]?.name ?? '');
    });
    return () => {
      current = false;
    };
  }, [facade]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await errand.run(() =>
      facade.station.restoreBackup({ name: chosen, passphrase: passphrase === '' ? null : passphrase }),
    );
    if (done) await store.refresh();
    else setPassphrase('');
  };
  if (backups === null) return null;
  if (backups.length === 0) return <p className="quiet">{RESTORE.none}</p>;
  return (
    <form className="stack-form restore" onSubmit={(event) => void submit(event)}>
      <h2>{RESTORE.title}</h2>
      <p className="quiet">{RESTORE.text}</p>
      <Radio.Group
        aria-label={RESTORE.title}
        value={chosen}
        onChange={(event) => setChosen(String(event.target.value))}
        options={backups.map(({ name, createdAt, size }) => ({
          value: name,
          label: RESTORE.backup(createdAt, size),
        }))}
      />
      <Labelled label={SIGN_IN.passphrase} problem={null}>
        {(id) => (
          <Input.Password
            id={id}
            size="large"
            autoFocus
            visibilityToggle={false}
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        )}
      </Labelled>
      <FailureNote failure={errand.failure} />
      <Button type="primary" size="large" block htmlType="submit" loading={errand.busy}>
        {errand.busy ? RESTORE.working : RESTORE.submit}
        <Key name={SIGN_IN.enterKey} />
      </Button>
    </form>
  );
}
