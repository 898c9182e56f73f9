import { Button } from 'antd';
import { useState } from 'react';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import type { CallBackView } from '../../../main/contract/flow/provisional';
import { useCall, useHall, useNow, useReading, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, type IconName, Table, Told, type Tone } from '../../parts';
import { CALL_BACK_OUTCOME, CALL_BACK_STATE, groupPhone, OFFLINE, writeMoment } from '../../words';
import { CallBackDialog } from './CallBackDialog';
import { CallBackSheet, type PrintedCallBacks } from './CallBackSheet';
import './call-backs.css';

const READ = 100;
/** On paper stands all that the core gives. */
const MOST = 200;
const LOOK: Record<CallBackView['state'], { tone: Tone; icon: IconName }> = {
  'to-check': { tone: 'plain', icon: 'clock' },
  'for-clerk': { tone: 'attention', icon: 'warning' },
  closed: { tone: 'verified', icon: 'done' },
};

/** Who has to be called back about a case taken in offline, and what became of each. */
export function CallBackList() {
  const { facade } = useHall();
  const { callBacks, outbox } = useSnapshot();
  // The counts say when the list has changed.
  const reading = useReading(() => facade.offline.list({ limit: READ }), [callBacks, outbox]);
  return (
    <Told reading={reading} waiting={OFFLINE.loading}>
      {(entries) => <CallBacks entries={entries} onChange={reading.again} />}
    </Told>
  );
}

function CallBacks({ entries, onChange }: { entries: readonly CallBackView[]; onChange: () => void }) {
  const { facade } = useHall();
  const now = useNow();
  const checking = useCall();
  const printing = useCall();
  const [handled, setHandled] = useState<string | null>(null);
  const [sheet, setSheet] = useState<PrintedCallBacks | null>(null);
  const check = async () => {
    if (await checking.run(() => facade.offline.check())) onChange();
  };
  const print = async () => {
    const read = await printing.run(() => facade.offline.list({ limit: MOST }));
    if (read) setSheet({ rows: read.value.filter(({ state }) => state !== 'closed'), printedAt: Date.now() });
  };
  const unsettled = entries.some(({ state }) => state !== 'closed');
  const open = entries.find((entry) => entry.id === handled && entry.state === 'for-clerk');
  const { columns } = OFFLINE;
  return (
    <section className="call-backs" aria-label={OFFLINE.tab}>
      <div className="call-backs-head">
        <Button loading={checking.busy} onClick={() => void check()}>
          {checking.busy ? OFFLINE.checking : OFFLINE.check}
        </Button>
        <Button disabled={!unsettled} loading={printing.busy} onClick={() => void print()}>
          {OFFLINE.print}
        </Button>
      </div>
      <FailureNote failure={checking.failure ?? printing.failure} />
      {entries.length === 0 ? (
        <EmptyNote icon="queue" title={OFFLINE.none} text={OFFLINE.noneHint} />
      ) : (
        <Table
          className="call-backs-table"
          columns={[
            { name: columns.number, className: 'call-backs-number' },
            columns.item,
            { name: columns.who, className: 'call-backs-who' },
            { name: columns.state, className: 'call-backs-state' },
            { name: columns.detail, className: 'call-backs-detail' },
            { name: columns.action, className: 'call-backs-action' },
          ]}
        >
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className="cell-number">
                {entry.receiptNumber}
                <p className="cell-sub">{OFFLINE.acceptedAt(writeMoment(entry.acceptedAt, now))}</p>
              </td>
              <td>
                <p className="cell-clamp" title={entry.itemName}>
                  {entry.itemName}
                </p>
              </td>
              <td>
                {entry.nameMasked === '' ? (
                  <span className="cell-sub">{OFFLINE.erased}</span>
                ) : (
                  entry.nameMasked
                )}
                <p className="cell-sub">{groupPhone(entry.phone)}</p>
              </td>
              <td>
                <Chip tone={LOOK[entry.state].tone} icon={LOOK[entry.state].icon}>
                  {CALL_BACK_STATE[entry.state]}
                </Chip>
              </td>
              <td>
                <Detail entry={entry} />
              </td>
              <td>
                {entry.state === 'for-clerk' ? (
                  <Button type="primary" ghost onClick={() => setHandled(entry.id)}>
                    {OFFLINE.handle}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {sheet ? <CallBackSheet printed={sheet} onPrinted={() => setSheet(null)} /> : null}
      {open ? <CallBackDialog entry={open} onChange={onChange} onClose={() => setHandled(null)} /> : null}
    </section>
  );
}

function Detail({ entry }: { entry: CallBackView }) {
  if (entry.outcome) {
    return (
      <>
        <p>{CALL_BACK_OUTCOME[entry.outcome]}</p>
        <p className="cell-sub">{OFFLINE.followUp(entry.followUpNumber)}</p>
      </>
    );
  }
  const awaiting =
    entry.awaiting.length > 0 ? <p className="cell-sub">{OFFLINE.awaiting(entry.awaiting)}</p> : null;
  if (entry.differences.length > 0) {
    return (
      <>
        <p>{OFFLINE.differs(entry.differences.length)}</p>
        {awaiting}
      </>
    );
  }
  if (entry.failure) {
    const { what, remedy } = FAILURE_WORDS[entry.failure.code];
    return (
      <>
        <p>{what}</p>
        <p className="cell-sub">{remedy}</p>
      </>
    );
  }
  if (awaiting) return awaiting;
  return <p className="cell-sub">{entry.delivered ? OFFLINE.waiting : OFFLINE.undelivered}</p>;
}
