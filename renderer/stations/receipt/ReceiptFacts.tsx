import type { ReceiptView, RoutingView } from '../../../main/contract/calls';
import { useHall, useReading } from '../../hall';
import { ParcelChip } from '../../parts';
import { commonName, RECEIPT, shortDigest, writeInstant, writeSize } from '../../words';
import { Handling } from './Handling';

export function ReceiptFacts({
  receipt,
  holder,
  routing,
}: {
  receipt: ReceiptView;
  holder: string;
  routing: readonly RoutingView[];
}) {
  const provinceRef = useProvinceRef(receipt);
  return (
    <dl className="facts facts-large">
      <div>
        <dt>{RECEIPT.item}</dt>
        <dd>{receipt.itemName}</dd>
      </div>
      {holder ? (
        <div>
          <dt>{RECEIPT.holder}</dt>
          <dd>{holder}</dd>
        </div>
      ) : null}
      <div>
        <dt>{RECEIPT.signer}</dt>
        <dd>{commonName(receipt.signerSubject)}</dd>
      </div>
      <div>
        <dt>{RECEIPT.sealedAt}</dt>
        <dd>{writeInstant(receipt.sealedAt)}</dd>
      </div>
      <div>
        <dt>{RECEIPT.file}</dt>
        <dd>
          {writeSize(receipt.size)}
          <span className="code">
            {RECEIPT.digest} {shortDigest(receipt.sha256)}
          </span>
        </dd>
      </div>
      <Handling receipt={receipt} routing={routing} />
      <div>
        <dt>{RECEIPT.delivery}</dt>
        <dd>
          <ParcelChip state={receipt.delivery} words={RECEIPT.deliveryWord} />
          {provinceRef ? (
            <span className="code">
              {RECEIPT.provinceRef} {provinceRef}
            </span>
          ) : null}
        </dd>
      </div>
    </dl>
  );
}

const PARCELS_READ = 50;

/** The province's reference stands with the parcel, once it is acknowledged. */
function useProvinceRef({ id, delivery }: ReceiptView): string {
  const { facade } = useHall();
  const ask = delivery === 'acknowledged' ? () => facade.outbox.list({ limit: PARCELS_READ }) : null;
  const { told } = useReading(ask, [id]);
  return told?.find((parcel) => parcel.receiptId === id)?.provinceRef ?? '';
}
