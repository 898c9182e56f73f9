import { Button } from 'antd';
import type { CaseView, ReceiptView } from '../../../main/contract/calls';
import { useCall, useHall, useSnapshot } from '../../hall';
import { Dialog, FailureNote } from '../../parts';
import { commonName, dayOf, groupNumber, OFFLINE, RECEIPT, SETTLEMENT, writeDay } from '../../words';
import { SealMark } from './SealMark';

/** What the sealed receipt says, from the same records; the signed file itself is what is handed over. */
export function ReceiptSheet({
  view,
  receipt,
  onClose,
}: {
  view: CaseView;
  receipt: ReceiptView;
  onClose: () => void;
}) {
  const { facade } = useHall();
  const { station } = useSnapshot();
  const printing = useCall();
  const print = async () => {
    // On record first: what nobody could write down is not printed.
    if (await printing.run(() => facade.receipt.print({ id: receipt.id }))) window.print();
  };
  const { grant, form, item, savings } = view;
  const day = writeDay(dayOf(receipt.sealedAt));
  return (
    <Dialog
      title={RECEIPT.view}
      width="wide"
      onClose={onClose}
      footer={
        <Button size="large" loading={printing.busy} onClick={() => void print()}>
          {RECEIPT.print}
        </Button>
      }
    >
      <FailureNote failure={printing.failure} />
      <article className="sheet on-paper">
        <header>
          <p>{station.hallName}</p>
          <h2>{RECEIPT.sheetTitle}</h2>
          <p className="quiet">{receipt.number}</p>
          {receipt.provisional ? <p className="offline-note">{OFFLINE.receipt}</p> : null}
        </header>
        {grant && !receipt.provisional ? (
          <>
            <p>
              {RECEIPT.sheetTo(grant.holder.name)}
              <span className="quiet"> {groupNumber(grant.holder.codeMasked)}</span>
            </p>
            <p className="sheet-text">{RECEIPT.sheetText(grant.holder.kind, day, receipt.itemName)}</p>
          </>
        ) : null}
        {savings ? (
          <p className="sheet-saved">{RECEIPT.sheetSaved(savings.materials.length, savings.fieldsFilled)}</p>
        ) : null}
        {form ? (
          <>
            <h3>{RECEIPT.sheetMaterials}</h3>
            <dl className="facts">
              {form.materials.map((material) => (
                <div key={material.key}>
                  <dt>{material.name}</dt>
                  <dd>
                    {material.deferred ? OFFLINE.deferred : SETTLEMENT[material.settlement]}
                    {material.licenceName ? <span className="quiet"> {material.licenceName}</span> : null}
                  </dd>
                </div>
              ))}
            </dl>
          </>
        ) : null}
        {item ? <p>{RECEIPT.sheetDays(item.handlingDays)}</p> : null}
        <footer>
          <div>
            <p>{commonName(receipt.signerSubject)}</p>
            <p>{day}</p>
          </div>
          <SealMark />
        </footer>
        <p className="sheet-printed">{RECEIPT.sheetPrinted}</p>
        {receipt.training ? <p className="sheet-training">{RECEIPT.sheetTraining}</p> : null}
      </article>
    </Dialog>
  );
}
