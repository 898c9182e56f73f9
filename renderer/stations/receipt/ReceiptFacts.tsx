import { useEffect, useState } from 'react';
import type { ReceiptView, RoutingView } from '../../../main/contract/calls';
import { useHall } from '../../hall';
import { Chip, type IconName, type Tone } from '../../parts';
import { commonName, RECEIPT, shortDigest, writeInstant, writeSize } from '../../words';
import { Handling } from './Handling';

const DELIVERY: Record<ReceiptView['delivery'], { tone: Tone; icon: IconName }> = {
  waiting: { tone: 'plain', icon: 'clock' },
  leased: { tone: 'action', icon: 'send' },
  later: { tone: 'attention', icon: 'clock' },
  parked: { tone: 'danger', icon: 'danger' },
  acknowledged: { tone: 'verified', icon: 'done' },
};

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
  const look = DELIVERY[receipt.delivery];
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
          <Chip tone={look.tone} icon={look.icon}>
            {RECEIPT.deliveryWord[receipt.delivery]}
          </Chip>
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
  const [found, setFound] = useState('');
  useEffect(() => {
    if (delivery !== 'acknowledged') return;
    let current = true;
    void facade.outbox.list({ limit: PARCELS_READ }).then((answer) => {
      if (current && answer.ok)
        setFound(answer.value.find((parcel) => parcel.receiptId === id)?.provinceRef ?? '');
    });
    return () => {
      current = false;
    };
  }, [facade, id, delivery]);
  return found;
}
