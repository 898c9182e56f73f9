import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { LockView } from '../../../main/contract/calls';
import { useCall, useHall } from '../../hall';
import { FailureNote, Icon, Key, Labelled } from '../../parts';
import { LOCK, SIGN_IN } from '../../words';

/** Who was here and why the window is locked. `short`: offers the short way back. */
export function LockNote({ lock, short, onFull }: { lock: LockView; short: boolean; onFull: () => void }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const [pin, setPin] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^\d{6,12}$/.test(pin)) return setMissing(true);
    setMissing(false);
    const done = await errand.run(() => facade.clerk.unlock({ pin }));
    setPin('');
    if (done) await store.refresh();
  };

  return (
    <section className="lock">
      <h1>
        <Icon name="lock" />
        {LOCK.title}
      </h1>
      <p className="quiet">{LOCK.why[lock.why]}</p>
      <p>{LOCK.by(lock.name)}</p>
      {short ? (
        <form className="stack-form" onSubmit={(event) => void submit(event)}>
          <Labelled label={LOCK.pin} problem={missing ? LOCK.pinMissing : null}>
            {(id) => (
              <Input.Password
                id={id}
                size="large"
                autoFocus
                inputMode="numeric"
                maxLength={12}
                visibilityToggle={false}
                autoComplete="off"
                value={pin}
                status={missing ? 'error' : ''}
                onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
              />
            )}
          </Labelled>
          <Button type="primary" size="large" block htmlType="submit" loading={errand.busy}>
            {LOCK.unlock}
            <Key name={SIGN_IN.enterKey} />
          </Button>
          <Button size="large" block onClick={onFull}>
            {LOCK.orSignIn}
          </Button>
        </form>
      ) : null}
      <FailureNote failure={errand.failure} />
    </section>
  );
}
