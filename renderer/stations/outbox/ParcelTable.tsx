import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { ParcelView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import { useCall, useHall, useNow, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, type IconName, Table, type Tone } from '../../parts';
import { OUTBOX, PARCEL_STATE, writeMoment } from '../../words';

const LOOK: Record<ParcelView['state'], { tone: Tone; icon: IconName }> = {
  waiting: { tone: 'plain', icon: 'clock' },
  leased: { tone: 'action', icon: 'send' },
  later: { tone: 'attention', icon: 'clock' },
  parked: { tone: 'danger', icon: 'danger' },
  acknowledged: { tone: 'verified', icon: 'done' },
};
const PARCELS_READ = 200;

/** Parked first, because they wait for a person; then by age, the newest on top. */
function inOrder(parcels: readonly ParcelView[]): readonly ParcelView[] {
  return [...parcels].sort(
    (a, b) => Number(b.state === 'parked') - Number(a.state === 'parked') || b.createdAt - a.createdAt,
  );
}

export function ParcelTable() {
  const { facade } = useHall();
  const { outbox } = useSnapshot();
  const now = useNow();
  const unparking = useCall();
  const [parcels, setParcels] = useState<readonly ParcelView[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the counts is the reason to read again.
  useEffect(() => {
    let current = true;
    void facade.outbox.list({ limit: PARCELS_READ }).then((answer) => {
      if (!current) return;
      if (answer.ok) setParcels(answer.value);
      setFailure(answer.ok ? null : answer.failure);
    });
    return () => {
      current = false;
    };
  }, [facade, outbox]);
  if (failure) return <FailureNote failure={failure} />;
  if (!parcels) return <p role="status">{OUTBOX.loading}</p>;
  if (parcels.length === 0) return <EmptyNote icon="queue" title={OUTBOX.none} text={OUTBOX.noneHint} />;
  const { columns } = OUTBOX;
  return (
    <>
      <FailureNote failure={unparking.failure} />
      <Table
        className="parcels"
        columns={[
          { name: columns.number, className: 'parcels-number' },
          columns.item,
          { name: columns.state, className: 'parcels-state' },
          { name: columns.attempts, className: 'right parcels-attempts' },
          { name: columns.due, className: 'parcels-due' },
          { name: columns.detail, className: 'parcels-detail' },
          { name: columns.action, className: 'parcels-action' },
        ]}
      >
        {inOrder(parcels).map((parcel) => (
          <tr key={parcel.id}>
            <td className="cell-number">
              {parcel.receiptNumber}
              <p className="cell-sub">{OUTBOX.createdAt(writeMoment(parcel.createdAt, now))}</p>
            </td>
            <td>
              <p className="cell-clamp" title={parcel.itemName}>
                {parcel.itemName}
              </p>
            </td>
            <td>
              <Chip tone={LOOK[parcel.state].tone} icon={LOOK[parcel.state].icon}>
                {PARCEL_STATE[parcel.state]}
              </Chip>
            </td>
            <td className="right">{parcel.attempts}</td>
            <td className="cell-time">{writeDue(parcel, now)}</td>
            <td>
              <ParcelDetail parcel={parcel} />
            </td>
            <td>
              {parcel.state === 'parked' ? (
                <Button
                  loading={unparking.busy}
                  onClick={() => void unparking.run(() => facade.outbox.unpark({ id: parcel.id }))}
                >
                  {OUTBOX.unpark}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function writeDue({ state, dueAt }: ParcelView, now: number): string {
  if (state === 'acknowledged' || state === 'parked') return OUTBOX.dueNone;
  return state !== 'later' || dueAt <= now ? OUTBOX.dueNow : writeMoment(dueAt, now);
}

function ParcelDetail({ parcel }: { parcel: ParcelView }) {
  if (parcel.state === 'acknowledged') {
    return (
      <span className="code">
        {OUTBOX.provinceRef} {parcel.provinceRef}
      </span>
    );
  }
  if (!parcel.lastFailure) return null;
  const words = FAILURE_WORDS[parcel.lastFailure.code];
  return (
    <>
      <p>{words.what}</p>
      <p className="cell-sub">{words.remedy}</p>
      <p className="code">{parcel.lastFailure.code}</p>
    </>
  );
}
