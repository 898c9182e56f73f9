import { Button } from 'antd';
import { Fragment, useState } from 'react';
import type { ReceiptView } from '../../../main/contract/calls';
import { useHall, useNow, useReading, useSnapshot } from '../../hall';
import { EmptyNote, ParcelChip, Table, Told } from '../../parts';
import { OUTBOX, RECEIPT, writeMoment } from '../../words';
import { VerifyNote } from './VerifyNote';
import './receipt.css';

/** Receipts sealed at this window, the newest first, each of which can be verified. */
export function ReceiptList({ limit }: { limit: number }) {
  const { facade } = useHall();
  const { outbox } = useSnapshot();
  const reading = useReading(() => facade.receipt.list({ limit }), [outbox, limit]);
  return (
    <Told reading={reading} waiting={OUTBOX.loading}>
      {(receipts) => <Receipts receipts={receipts} />}
    </Told>
  );
}

function Receipts({ receipts }: { receipts: readonly ReceiptView[] }) {
  const now = useNow();
  const [verified, setVerified] = useState('');
  const { columns } = RECEIPT;
  if (receipts.length === 0)
    return <EmptyNote icon="file" title={RECEIPT.recentNone} text={OUTBOX.noneHint} />;
  return (
    <Table columns={[columns.number, columns.item, columns.sealedAt, columns.delivery, columns.action]}>
      {receipts.map((receipt) => (
        <Fragment key={receipt.id}>
          <tr>
            <td className="cell-number">
              {receipt.number}
              {receipt.training ? <span className="cell-sub"> {RECEIPT.trainingMark}</span> : null}
            </td>
            <td>
              <p className="cell-clamp" title={receipt.itemName}>
                {receipt.itemName}
              </p>
            </td>
            <td className="cell-time">{writeMoment(receipt.sealedAt, now)}</td>
            <td>
              <ParcelChip state={receipt.delivery} />
            </td>
            <td>
              <Button onClick={() => setVerified(verified === receipt.id ? '' : receipt.id)}>
                {RECEIPT.verify}
              </Button>
            </td>
          </tr>
          {verified === receipt.id ? (
            <tr>
              <td colSpan={5}>
                <VerifyNote receiptId={receipt.id} />
              </td>
            </tr>
          ) : null}
        </Fragment>
      ))}
    </Table>
  );
}
