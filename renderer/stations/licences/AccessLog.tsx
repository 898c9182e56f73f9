import type { AccessLineView } from '../../../main/contract/calls';
import { useHall, useReading } from '../../hall';
import { Dialog, EmptyNote, Table, Told } from '../../parts';
import { ACCESS_LOG, ACCESS_OPERATION, writeInstant } from '../../words';

/** The province's record of who looked at the holder's data, for the holder to read at the window (R59). */
export function AccessLog({ onClose }: { onClose: () => void }) {
  const { facade } = useHall();
  const lines = useReading(() => facade.case.accessLog());
  return (
    <Dialog title={ACCESS_LOG.title} width="wide" onClose={onClose}>
      <Told reading={lines} waiting={ACCESS_LOG.reading}>
        {(told) => <Lines lines={told} />}
      </Told>
    </Dialog>
  );
}

function Lines({ lines }: { lines: readonly AccessLineView[] }) {
  if (lines.length === 0)
    return <EmptyNote icon="licence" title={ACCESS_LOG.none} text={ACCESS_LOG.noneText} />;
  return (
    <Table
      columns={[
        ACCESS_LOG.columns.at,
        ACCESS_LOG.columns.what,
        ACCESS_LOG.columns.where,
        ACCESS_LOG.columns.cause,
      ]}
    >
      {lines.map((line) => (
        <tr key={`${line.at} ${line.what} ${line.useCause}`}>
          <td className="cell-time">{writeInstant(line.at)}</td>
          <td className="cell-time">
            {ACCESS_OPERATION[line.what] ?? ACCESS_LOG.other}
            {line.outcome === 'OK' ? null : <p className="cell-sub">{ACCESS_LOG.refused}</p>}
          </td>
          <td>{line.windowNo}</td>
          <td>{line.useCause}</td>
        </tr>
      ))}
    </Table>
  );
}
