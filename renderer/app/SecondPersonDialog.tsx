/** Dual control (R116): the second person signs in for the one act that waits. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SecondPersonAct } from '../../main/contract/calls';
import { useCall, useHall, useReading, useSecondPerson, useSnapshot } from '../hall';
import { ConfirmDialog, Labelled } from '../parts';
import { ROLE, SECOND, SECOND_ACT } from '../words';

export function SecondPersonDialog() {
  const { act, settle } = useSecondPerson();
  return act ? <SecondPersonForm key={act} act={act} settle={settle} /> : null;
}

function SecondPersonForm({ act, settle }: { act: SecondPersonAct; settle: (approved: boolean) => void }) {
  const { facade } = useHall();
  const { station, clerk } = useSnapshot();
  const errand = useCall();
  const accounts = useReading(station.training ? () => facade.training.accounts() : null);
  const others = accounts.told?.filter((each) => each.account !== clerk?.account) ?? [];
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
      {others.length > 0 ? (
        <div className="choices">
          <span className="quiet">{SECOND.training}</span>
          {others.map((each) => (
            <Button
              key={each.account}
              onClick={() => {
                setAccount(each.account);
                setSecret(each.secret);
              }}
            >
              {ROLE[each.role]}
            </Button>
          ))}
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
