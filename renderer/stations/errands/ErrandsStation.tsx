import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { ErrandsView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import { KEYS, useCall, useHall, useKey, useSnapshot } from '../../hall';
import { FailureNote, Key, Station } from '../../parts';
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
  const { errands: counts, case: view } = useSnapshot();
  const draining = useCall();
  const [tab, setTab] = useState<(typeof TABS)[number]>('waiting');
  const [list, setList] = useState<ErrandsView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the counts, or of the open case, is the reason to read again.
  useEffect(() => {
    let current = true;
    void facade.errand.list({ limit: ERRANDS_READ }).then((answer) => {
      if (!current) return;
      if (answer.ok) setList(answer.value);
      setFailure(answer.ok ? null : answer.failure);
    });
    return () => {
      current = false;
    };
  }, [facade, counts, view?.id]);
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
      notes={<FailureNote failure={draining.failure ?? failure} />}
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
        {TABS.map((name) => (
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
      {list === null ? (
        failure ? null : (
          <p role="status">{ERRANDS.loading}</p>
        )
      ) : tab === 'waiting' ? (
        <WaitingTable waiting={list.waiting} />
      ) : tab === 'errands' ? (
        <ErrandTable errands={list.errands} />
      ) : (
        <ScoreTable scores={list.scores} />
      )}
    </Station>
  );
}
