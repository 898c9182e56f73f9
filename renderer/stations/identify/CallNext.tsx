import { Button } from 'antd';
import { useState } from 'react';
import { mayCall } from '../../../main/contract/calls/rights';
import { type Errand, KEYS, useHall, useKey, useSnapshot } from '../../hall';
import { Key } from '../../parts';
import { CALLING } from '../../words';

/** Calling the next number (R36): there while this window has a queue and serves nobody. */
export function CallNext({ errand, onCalled }: { errand: Errand; onCalled: () => void }) {
  const { facade, store } = useHall();
  const { station, clerk, case: view } = useSnapshot();
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
  useKey('callNext', () => void call(), isOffered && !errand.busy);
  return (
    <>
      {isOffered ? (
        <Button size="large" loading={errand.busy} onClick={() => void call()}>
          {CALLING.open}
          <Key name={KEYS.callNext} />
        </Button>
      ) : null}
      <span className="quiet" role="status">
        {isOffered || view?.ticket ? note : ''}
      </span>
    </>
  );
}
