import { Button } from 'antd';
import { useState } from 'react';
import { KEYS, useCall, useHall, useKey, useSnapshot } from '../../hall';
import { FailureNote, Key, Station } from '../../parts';
import { OUTBOX, PARCEL_STATE, TODAY } from '../../words';
import { ReceiptList } from '../receipt';
import { ParcelTable } from './ParcelTable';
import './outbox.css';

const RECEIPTS_SHOWN = 100;

export function OutboxStation() {
  const { facade } = useHall();
  const { outbox } = useSnapshot();
  const draining = useCall();
  const [tab, setTab] = useState<'queue' | 'receipts'>('queue');
  const drain = () => void draining.run(() => facade.outbox.drain());
  useKey('primary', drain, !draining.busy);
  return (
    <Station
      title={OUTBOX.title}
      hint={OUTBOX.hint}
      aside={
        <dl className="counts">
          {(['waiting', 'leased', 'later', 'parked', 'acknowledged'] as const).map((state) => (
            <div key={state} className={`count count-${state}`}>
              <dt>{PARCEL_STATE[state]}</dt>
              <dd>{TODAY.pieces(outbox[state])}</dd>
            </div>
          ))}
        </dl>
      }
      notes={<FailureNote failure={draining.failure} />}
      actions={
        <footer className="actions">
          <span className="actions-missing">
            {outbox.parked > 0 ? OUTBOX.parkedFirst(outbox.parked) : ''}
          </span>
          <Button type="primary" size="large" loading={draining.busy} onClick={drain}>
            {draining.busy ? OUTBOX.draining : OUTBOX.drain}
            <Key name={KEYS.primary} />
          </Button>
        </footer>
      }
    >
      <div className="tabs" role="tablist">
        {(['queue', 'receipts'] as const).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            className="tab"
            onClick={() => setTab(name)}
          >
            {name === 'queue' ? OUTBOX.tabQueue : OUTBOX.tabReceipts}
          </button>
        ))}
      </div>
      {tab === 'queue' ? <ParcelTable /> : <ReceiptList limit={RECEIPTS_SHOWN} />}
    </Station>
  );
}
