import { Button } from 'antd';
import { Fragment, useEffect, useState } from 'react';
import type { ReceiptView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import { useHall, useNow, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, Table } from '../../parts';
import { OUTBOX, PARCEL_STATE, RECEIPT, writeMoment } from '../../words';
import { VerifyNote } from './VerifyNote';
import './receipt.css';

/** Receipts sealed at this window, the newest first, each of which can be verified. */
export function ReceiptList({ limit }: { limit: number }) {
  const { facade } = useHall();
  const { outbox } = useSnapshot();
  const now = useNow();
  const [receipts, setReceipts] = useState<readonly ReceiptView[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [verified, setVerified] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the queue is the reason to read again.
  useEffect(() => {
    let current = true;
    void facade.receipt.list({ limit }).then((answer) => {
      if (!current) return;
      if (answer.ok) setReceipts(answer.value);
      setFailure(answer.ok ? null : answer.failure);
    });
    return () => {
      current = false;
    };
  }, [facade, outbox, limit]);
  const { columns } = RECEIPT;
  if (failure) return <FailureNote failure={failure} />;
  if (!receipts) return <p role="status">{OUTBOX.loading}</p>;
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
              <Chip
                tone={
                  receipt.delivery === 'acknowledged'
                    ? 'verified'
                    : receipt.delivery === 'parked'
                      ? 'danger'
                      : 'plain'
                }
                icon={
                  receipt.delivery === 'acknowledged'
                    ? 'done'
                    : receipt.delivery === 'parked'
                      ? 'danger'
                      : 'clock'
                }
              >
                {PARCEL_STATE[receipt.delivery]}
              </Chip>
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
