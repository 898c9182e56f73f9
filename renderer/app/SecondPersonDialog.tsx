/** Dual control (R116): the second person signs in for the one act that waits. */
import { Input } from 'antd';
import { useState } from 'react';
import type { SecondPersonAct } from '../../main/contract/calls';
import { useCall, useHall, useSecondPerson } from '../hall';
import { ConfirmDialog, Labelled } from '../parts';
import { SECOND, SECOND_ACT } from '../words';

export function SecondPersonDialog() {
  const { act, settle } = useSecondPerson();
  return act ? <SecondPersonForm key={act} act={act} settle={settle} /> : null;
}

function SecondPersonForm({ act, settle }: { act: SecondPersonAct; settle: (approved: boolean) => void }) {
  const { facade } = useHall();
  const errand = useCall();
  const [account, setAccount] = useState('');
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState(false);
  const missing = !tried ? null : account.trim() === '' ? 'account' : secret === '' ? 'secret' : null;
  const confirm = async () => {
    setTried(true);
    if (account.trim() === '' || secret === '') return;
    const done = await errand.run(() => facade.clerk.approve({ act, account: account.trim(), secret }));
    if (done) settle(true);
    else {
      setSecret('');
      setTried(false);
    }
  };
  return (
    <ConfirmDialog
      title={SECOND.title}
      confirm={SECOND.confirm}
      busy={errand.busy}
      failure={errand.failure}
      onConfirm={() => void confirm()}
      onClose={() => settle(false)}
    >
      <p>{SECOND.text(SECOND_ACT[act])}</p>
      <Labelled label={SECOND.account} problem={missing === 'account' ? SECOND.accountMissing : null}>
        {(id) => (
          <Input
            id={id}
            size="large"
            autoFocus
            maxLength={40}
            autoComplete="off"
            value={account}
            status={missing === 'account' ? 'error' : ''}
            onChange={(event) => setAccount(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={SECOND.secret} problem={missing === 'secret' ? SECOND.secretMissing : null}>
        {(id) => (
          <Input.Password
            id={id}
            size="large"
            maxLength={128}
            visibilityToggle={false}
            autoComplete="off"
            value={secret}
            status={missing === 'secret' ? 'error' : ''}
            onChange={(event) => setSecret(event.target.value)}
            onPressEnter={() => void confirm()}
          />
        )}
      </Labelled>
    </ConfirmDialog>
  );
}
