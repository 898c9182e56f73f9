import { Button } from 'antd';
import { useState } from 'react';
import { mayCall } from '../../../main/contract/calls/rights';
import { KEYS, useCall, useHall, useKey, useSnapshot } from '../../hall';
import { FailureNote, Key, Station } from '../../parts';
import { OFFLINE, OUTBOX, PARCEL_STATE, TODAY } from '../../words';
import { ReceiptList } from '../receipt';
import { CallBackList } from './CallBackList';
import { ParcelTable } from './ParcelTable';
import './outbox.css';

const RECEIPTS_SHOWN = 100;
const TABS = ['queue', 'receipts', 'callBacks'] as const;

export function OutboxStation() {
  const { facade } = useHall();
  const { outbox, callBacks, clerk } = useSnapshot();
  const tabs = clerk && mayCall(clerk.role, 'offline.list') ? TABS : TABS.slice(0, 2);
  const draining = useCall();
  const [tab, setTab] = useState<'queue' | 'receipts' | 'callBacks'>('queue');
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
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            className="tab"
            onClick={() => setTab(name)}
          >
            {name === 'callBacks'
              ? OFFLINE.tabCount(callBacks.toCheck + callBacks.forClerk)
              : OUTBOX[name === 'queue' ? 'tabQueue' : 'tabReceipts']}
          </button>
        ))}
      </div>
      {tab === 'queue' ? <ParcelTable /> : null}
      {tab === 'receipts' ? <ReceiptList limit={RECEIPTS_SHOWN} /> : null}
      {tab === 'callBacks' ? <CallBackList /> : null}
    </Station>
  );
}
