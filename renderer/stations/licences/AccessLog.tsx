import { useEffect, useState } from 'react';
import type { AccessLineView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import { useHall } from '../../hall';
import { Dialog, EmptyNote, FailureNote, Table } from '../../parts';
import { ACCESS_LOG, ACCESS_OPERATION, writeInstant } from '../../words';

/** The province's record of who looked at the holder's data, for the holder to read at the window (R59). */
export function AccessLog({ onClose }: { onClose: () => void }) {
  const { facade } = useHall();
  const [lines, setLines] = useState<readonly AccessLineView[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isHere = true;
    void facade.case.accessLog().then((told) => {
      if (!isHere) return;
      if (told.ok) setLines(told.value);
      else setFailure(told.failure);
    });
    return () => {
      isHere = false;
    };
  }, [facade]);
  return (
    <Dialog title={ACCESS_LOG.title} width="wide" onClose={onClose}>
      <FailureNote failure={failure} />
      {lines === null && !failure ? <p role="status">{ACCESS_LOG.reading}</p> : null}
      {lines?.length === 0 ? (
        <EmptyNote icon="licence" title={ACCESS_LOG.none} text={ACCESS_LOG.noneText} />
      ) : null}
      {lines && lines.length > 0 ? (
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
              <td>
                {ACCESS_OPERATION[line.what] ?? ACCESS_LOG.other}
                {line.outcome === 'OK' ? null : <p className="cell-sub">{ACCESS_LOG.refused}</p>}
              </td>
              <td>{line.windowNo}</td>
              <td>{line.useCause}</td>
            </tr>
          ))}
        </Table>
      ) : null}
    </Dialog>
  );
}
