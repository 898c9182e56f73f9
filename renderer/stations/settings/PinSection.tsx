import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useCall, useHall } from '../../hall';
import { Chip, FailureNote } from '../../parts';
import { LOCK, POLICY } from '../../words';

/** The clerk's own short way back after a lock, for this session. */
export function PinSection() {
  const { facade } = useHall();
  const errand = useCall();
  const [pin, setPin] = useState('');
  const [state, setState] = useState<'open' | 'missing' | 'set'>('open');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^\d{6,12}$/.test(pin)) return setState('missing');
    const done = await errand.run(() => facade.clerk.setPin({ pin }));
    setPin('');
    setState(done ? 'set' : 'open');
  };
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>{POLICY.pin}</h2>
        {state === 'set' ? (
          <Chip tone="verified" icon="done">
            {POLICY.pinSet}
          </Chip>
        ) : null}
      </header>
      <form className="setting" onSubmit={(event) => void submit(event)}>
        <label htmlFor="setting-pin">{LOCK.pin}</label>
        <span className="setting-value">
          <span className="setting-row">
            <Input.Password
              id="setting-pin"
              inputMode="numeric"
              maxLength={12}
              visibilityToggle={false}
              autoComplete="off"
              value={pin}
              status={state === 'missing' ? 'error' : ''}
              onChange={(event) => {
                setPin(event.target.value.replace(/\D/g, ''));
                setState('open');
              }}
            />
            <Button htmlType="submit" loading={errand.busy}>
              {POLICY.set}
            </Button>
          </span>
          {state === 'missing' ? (
            <span className="field-problem">{LOCK.pinMissing}</span>
          ) : (
            <span className="setting-hint">{POLICY.pinHint}</span>
          )}
        </span>
      </form>
      <FailureNote failure={errand.failure} />
    </section>
  );
}
