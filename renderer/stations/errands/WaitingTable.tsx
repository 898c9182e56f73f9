import { Button } from 'antd';
import type { WaitingCaseView } from '../../../main/contract/calls';
import { useCall, useHall, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, Table } from '../../parts';
import { dayOf, ERRANDS, writeDay } from '../../words';

/** Those a clerk can go on with first, then by the day their answers are due. */
function inOrder(waiting: readonly WaitingCaseView[]): readonly WaitingCaseView[] {
  return [...waiting].sort(
    (a, b) => Number(b.ready) - Number(a.ready) || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity),
  );
}

export function WaitingTable({ waiting }: { waiting: readonly WaitingCaseView[] }) {
  const { facade, store } = useHall();
  const { case: open } = useSnapshot();
  const resuming = useCall();
  const words = ERRANDS.waiting;
  if (waiting.length === 0) return <EmptyNote icon="clock" title={words.none} text={words.noneHint} />;
  const resume = async (id: string) => {
    const done = await resuming.run(() => facade.case.resume({ id }));
    if (done) store.putCase(done.value);
  };
  return (
    <>
      <FailureNote failure={resuming.failure} />
      <Table
        className="errands"
        columns={[
          words.columns.item,
          { name: words.columns.holder, className: 'errands-name' },
          { name: words.columns.clerk, className: 'errands-name' },
          { name: words.columns.due, className: 'errands-day' },
          { name: words.columns.state, className: 'errands-wide' },
          { name: words.columns.action, className: 'errands-action' },
        ]}
      >
        {inOrder(waiting).map((one) => (
          <tr key={one.id}>
            <td>
              <p className="cell-clamp" title={one.itemName}>
                {one.itemName}
              </p>
            </td>
            <td>{one.holderMasked}</td>
            <td>{one.clerk}</td>
            <td className="cell-time">{one.dueAt === null ? words.noDay : writeDay(dayOf(one.dueAt))}</td>
            <td>
              <WaitingState one={one} />
            </td>
            <td>
              <Button
                type={one.ready ? 'primary' : 'default'}
                loading={resuming.busy}
                disabled={open !== null}
                title={open === null ? '' : words.busy}
                onClick={() => void resume(one.id)}
              >
                {words.open}
              </Button>
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function WaitingState({ one }: { one: WaitingCaseView }) {
  const words = ERRANDS.waiting;
  if (one.ready)
    return (
      <Chip tone="verified" icon="done">
        {words.ready}
      </Chip>
    );
  return one.overdue ? (
    <Chip tone="danger" icon="warning">
      {words.overdue}
    </Chip>
  ) : (
    <Chip tone="action" icon="clock">
      {words.unanswered(one.unanswered)}
    </Chip>
  );
}
