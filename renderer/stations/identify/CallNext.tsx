import { Button } from 'antd';
import { useState } from 'react';
import { mayCall } from '../../../main/contract/calls/rights';
import { type Errand, KEYS, useHall, useKey, useSnapshot } from '../../hall';
import { Key } from '../../parts';
import { CALLING } from '../../words';

/** Calling the next number (R36): there while this window has a queue and serves nobody. */
export function CallNext({ errand, onCalled }: { errand: Errand; onCalled: () => void }) {
  const { facade, store } = useHall();
  const { station, clerk, case: view, called } = useSnapshot();
  const [note, setNote] = useState('');
  const isFree = !view || (view.state === 'Identifying' && !view.credential && !view.acting?.helper);
  const isOffered = station.queue === true && mayCall(clerk?.role ?? null, 'queue.next') && isFree;
  const call = async () => {
    setNote('');
    const done = await errand.run(() => facade.queue.next());
    if (!done) return;
    const { case: begun, waiting } = done.value;
    if (!begun) return setNote(CALLING.nobody);
    setNote(CALLING.waiting(waiting));
    onCalled();
    store.putCase(begun);
  };
  const passOver = async (number: string) => {
    const done = await errand.run(() => facade.queue.passOver());
    setNote(done ? CALLING.passedOver(number) : '');
  };
  useKey('callNext', () => void call(), isOffered && !errand.busy);
  return (
    <>
      {isOffered ? (
        <Button size="large" loading={errand.busy} onClick={() => void call()}>
          {called ? CALLING.goOn(called.number) : CALLING.open}
          <Key name={KEYS.callNext} />
        </Button>
      ) : null}
      {isOffered && called ? (
        <Button size="large" disabled={errand.busy} onClick={() => void passOver(called.number)}>
          {CALLING.passOver}
        </Button>
      ) : null}
      <span className="quiet" role="status">
        {called ? (isOffered ? '' : CALLING.standing(called.number)) : isOffered || view?.ticket ? note : ''}
      </span>
    </>
  );
}
