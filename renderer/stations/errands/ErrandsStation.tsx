import { Button } from 'antd';
import { useState } from 'react';
import { mayCall } from '../../../main/contract/calls/rights';
import { KEYS, useCall, useHall, useKey, useReading, useSnapshot } from '../../hall';
import { FailureNote, Key, Station, Told } from '../../parts';
import { ERRANDS } from '../../words';
import { ErrandTable } from './ErrandTable';
import { ScoreTable } from './ScoreTable';
import { WaitingTable } from './WaitingTable';
import './errands.css';

const ERRANDS_READ = 200;
const TABS = ['waiting', 'errands', 'scores'] as const;
const COUNTS = ['waiting', 'ready', 'open', 'overdue', 'failed'] as const;

export function ErrandsStation() {
  const { facade } = useHall();
  const { errands: counts, case: view, clerk } = useSnapshot();
  // Whoever keeps the machine going sees what was asked of whom, and of nobody's case.
  const tabs = clerk && mayCall(clerk.role, 'case.resume') ? TABS : TABS.slice(1);
  const draining = useCall();
  const [tab, setTab] = useState<(typeof TABS)[number]>(tabs[0] ?? 'errands');
  // The counts and the open case say when the list has changed.
  const reading = useReading(() => facade.errand.list({ limit: ERRANDS_READ }), [counts, view?.id]);
  const drain = () => void draining.run(() => facade.errand.drain());
  useKey('primary', drain, !draining.busy);
  return (
    <Station
      title={ERRANDS.title}
      hint={ERRANDS.hint}
      aside={
        <dl className="counts">
          {COUNTS.map((name) => (
            <div key={name} className={counts[name] > 0 ? `count errand-count-${name}` : 'count'}>
              <dt>{ERRANDS.counts[name]}</dt>
              <dd>{ERRANDS.count(counts[name])}</dd>
            </div>
          ))}
        </dl>
      }
      notes={<FailureNote failure={draining.failure} />}
      actions={
        <footer className="actions">
          <span className="actions-missing" />
          <Button type="primary" size="large" loading={draining.busy} onClick={drain}>
            {draining.busy ? ERRANDS.draining : ERRANDS.drain}
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
            {ERRANDS.tabs[name]}
          </button>
        ))}
      </div>
      <Told reading={reading} waiting={ERRANDS.loading}>
        {({ waiting, errands, scores }) =>
          tab === 'waiting' ? (
            <WaitingTable waiting={waiting} />
          ) : tab === 'errands' ? (
            <ErrandTable errands={errands} />
          ) : (
            <ScoreTable scores={scores} />
          )
        }
      </Told>
    </Station>
  );
}
