import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { CallBackView } from '../../../main/contract/flow/provisional';
import { useSnapshot } from '../../hall';
import { CALL_BACK_STATE, FRAME, groupPhone, OFFLINE, writeInstant } from '../../words';

export interface PrintedCallBacks {
  /** The open entries. */
  readonly rows: readonly CallBackView[];
  /** Epoch ms. */
  readonly printedAt: number;
}

/** The call-back list as it is laid on paper; on the screen there is nothing of it. Goes to the printer as soon as it stands. */
export function CallBackSheet({ printed, onPrinted }: { printed: PrintedCallBacks; onPrinted: () => void }) {
  const { station } = useSnapshot();
  const { rows, printedAt } = printed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one sheet is printed once.
  useEffect(() => {
    window.addEventListener('afterprint', onPrinted, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', onPrinted);
  }, [printed]);
  const { sheet } = OFFLINE;
  // Beside the page, not in it: what scrolls on the screen would be cut off at the end of the first sheet.
  return createPortal(
    <article className="call-back-sheet" aria-hidden="true">
      <h2>{sheet.title}</h2>
      <p>
        {station.hallName} {FRAME.windowNo(station.windowNo)}
      </p>
      <p>{sheet.statement}</p>
      <table>
        <thead>
          <tr>
            {sheet.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <td>{at + 1}</td>
              <td>{row.receiptNumber}</td>
              <td>{row.itemName}</td>
              <td>{row.nameMasked}</td>
              <td>{groupPhone(row.phone)}</td>
              <td>{writeInstant(row.acceptedAt)}</td>
              <td>{CALL_BACK_STATE[row.state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{sheet.printedAt(writeInstant(printedAt), rows.length)}</p>
    </article>,
    document.body,
  );
}
