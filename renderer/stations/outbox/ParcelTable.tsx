import { Button } from 'antd';
import type { ParcelView } from '../../../main/contract/calls';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import { useCall, useHall, useNow, useReading, useSnapshot } from '../../hall';
import { EmptyNote, FailureNote, ParcelChip, Table, Told } from '../../parts';
import { OUTBOX, writeMoment } from '../../words';

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
  const reading = useReading(() => facade.outbox.list({ limit: PARCELS_READ }), [outbox]);
  return (
    <Told reading={reading} waiting={OUTBOX.loading}>
      {(parcels) => <Parcels parcels={parcels} />}
    </Told>
  );
}

function Parcels({ parcels }: { parcels: readonly ParcelView[] }) {
  const { facade } = useHall();
  const now = useNow();
  const unparking = useCall();
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
          <tr key={parcel.receiptId}>
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
              <ParcelChip state={parcel.state} />
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
                  onClick={() =>
                    void unparking.run(() => facade.outbox.unpark({ receiptId: parcel.receiptId }))
                  }
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
      {parcel.aside && parcel.state !== 'parked' ? <p className="cell-sub">{OUTBOX.aside}</p> : null}
      <p className="code">{parcel.lastFailure.code}</p>
    </>
  );
}
