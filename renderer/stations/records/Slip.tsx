import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { AccessSlip } from '../../../main/contract/calls';
import { useCall, useHall, useNow, useSnapshot } from '../../hall';
import { EmptyNote, FailureNote, Table } from '../../parts';
import { RECORDS, writeMoment } from '../../words';

/** Who looked at me: for the holder to read on the screen, or to take along on paper. */
export function Slip() {
  const { facade } = useHall();
  const { case: view } = useSnapshot();
  const now = useNow();
  const reading = useCall();
  const printing = useCall();
  const print = async () => {
    // On record first: what nobody could write down is not printed.
    if (await printing.run(() => facade.audit.slip({ printed: true }))) window.print();
  };
  const [slip, setSlip] = useState<AccessSlip | null>(null);
  const caseId = view?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each case; each look goes on record.
  useEffect(() => {
    setSlip(null);
    if (caseId === null) return;
    void reading
      .run(() => facade.audit.slip({ printed: false }))
      .then((answer) => {
        if (answer) setSlip(answer.value);
      });
  }, [caseId]);
  if (caseId === null) return <EmptyNote icon="audit" title={RECORDS.noCase} text={RECORDS.noCaseHint} />;
  if (!slip) return <FailureNote failure={reading.failure} />;
  const { slip: columns } = RECORDS;
  return (
    <article className="slip">
      <header className="slip-head">
        <div>
          <h2>{slip.itemName}</h2>
          <p className="quiet">
            {slip.hallName} {slip.windowNo} {slip.receiptNumber}
          </p>
          {slip.purpose ? (
            <p>
              {RECORDS.slipPurpose} {slip.purpose}
            </p>
          ) : null}
        </div>
        <Button loading={printing.busy} onClick={() => void print()}>
          {RECORDS.print}
        </Button>
      </header>
      <FailureNote failure={printing.failure} />
      {slip.lines.length === 0 ? (
        <EmptyNote icon="audit" title={RECORDS.slipNone} text="" />
      ) : (
        <Table
          className="table-dense"
          columns={[columns.at, columns.clerk, columns.what, columns.subject, columns.fields]}
        >
          {slip.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished list never change places.
            <tr key={at}>
              <td className="cell-time">{writeMoment(line.at, now)}</td>
              <td>{line.clerk}</td>
              <td>{line.what}</td>
              <td>{line.subject}</td>
              <td>{line.fields.join('、')}</td>
            </tr>
          ))}
        </Table>
      )}
    </article>
  );
}
