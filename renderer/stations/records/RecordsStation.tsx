import { useState } from 'react';
import { mayCall } from '../../../main/contract/calls/rights';
import { useSnapshot } from '../../hall';
import { Station } from '../../parts';
import { RECORDS } from '../../words';
import { AuditTable } from './AuditTable';
import { Slip } from './Slip';
import './records.css';

export function RecordsStation() {
  const { clerk } = useSnapshot();
  const [slip, setSlip] = useState(false);
  const role = clerk?.role ?? null;
  const seesRecord = mayCall(role, 'audit.list');
  const seesSlip = mayCall(role, 'audit.slip');
  const onSlip = seesSlip && (slip || !seesRecord);
  const tabs = [
    ...(seesRecord ? [{ label: RECORDS.title, isSlip: false }] : []),
    ...(seesSlip ? [{ label: RECORDS.slipTab, isSlip: true }] : []),
  ];
  return (
    <Station title={onSlip ? RECORDS.slipTab : RECORDS.title} hint={onSlip ? RECORDS.slipHint : RECORDS.hint}>
      {tabs.length > 1 ? (
        <div className="tabs" role="tablist">
          {tabs.map(({ label, isSlip }) => (
            <button
              key={label}
              type="button"
              role="tab"
              aria-selected={onSlip === isSlip}
              className="tab"
              onClick={() => setSlip(isSlip)}
            >
              {label}
            </button>
          ))}
        </div>
      ) : null}
      {onSlip ? <Slip /> : <AuditTable />}
    </Station>
  );
}
