/** Dual control (R116): the second person signs in for the one act that waits. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SecondPersonAct } from '../../main/contract/calls';
import { KEYS, useCall, useHall, useKey, useSecondPerson } from '../hall';
import { Dialog, FailureNote, Key, Labelled } from '../parts';
import { DIALOG, SECOND, SECOND_ACT } from '../words';

export function SecondPersonDialog() {
  const { act, settle } = useSecondPerson();
  return act ? <SecondPersonForm key={act} act={act} settle={settle} /> : null;
}

function SecondPersonForm({ act, settle }: { act: SecondPersonAct; settle: (approved: boolean) => void }) {
  const { facade } = useHall();
  const errand = useCall();
  const [account, setAccount] = useState('');
  const [secret, setSecret] = useState('');
  const confirm = async () => {
    if (account.trim() === '' || secret === '') return;
    const done = await errand.run(() => facade.clerk.approve({ act, account: account.trim(), secret }));
    if (done) settle(true);
    else setSecret('');
  };
  return (
    <Dialog
      title={SECOND.title}
      onClose={() => settle(false)}
      footer={
        <>
          <PrimaryKey run={() => void confirm()} />
          <Button size="large" onClick={() => settle(false)}>
            {DIALOG.cancel}
            <Key name={KEYS.close} />
          </Button>
          <Button size="large" type="primary" loading={errand.busy} onClick={() => void confirm()}>
            {SECOND.confirm}
            <Key name={KEYS.primary} />
          </Button>
        </>
      }
    >
      <p>{SECOND.text(SECOND_ACT[act])}</p>
      <Labelled label={SECOND.account}>
        {(id) => (
          <Input
            id={id}
            size="large"
            autoFocus
            maxLength={40}
            autoComplete="off"
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={SECOND.secret}>
        {(id) => (
          <Input.Password
            id={id}
            size="large"
            maxLength={128}
            visibilityToggle={false}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
            onPressEnter={() => void confirm()}
          />
        )}
      </Labelled>
      <FailureNote failure={errand.failure} />
    </Dialog>
  );
}

function PrimaryKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
