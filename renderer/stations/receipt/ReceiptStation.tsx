import { Button } from 'antd';
import { useState } from 'react';
import { useCall, useHall, useSnapshot } from '../../hall';
import { ActionBar, FailureNote, Icon, Station, WaitingNote } from '../../parts';
import { OFFLINE, RECEIPT } from '../../words';
import { NextItems } from './NextItems';
import { ReceiptFacts } from './ReceiptFacts';
import { ReceiptList } from './ReceiptList';
import { ReceiptSheet } from './ReceiptSheet';
import { SealMark } from './SealMark';
import { VerifyNote } from './VerifyNote';
import './receipt.css';

const RECENT = 8;

export function ReceiptStation() {
  const { facade, store } = useHall();
  const { case: view } = useSnapshot();
  const closing = useCall();
  const [viewing, setViewing] = useState(false);
  const [verifying, setVerifying] = useState(false);
  if (!view) return null;
  const { receipt, savings } = view;
  if (!receipt) {
    return (
      <Station
        title={RECEIPT.sealingTitle}
        hint={RECEIPT.sealingHint}
        notes={<FailureNote failure={view.failure} />}
        actions={
          <ActionBar primary={{ label: RECEIPT.close, busy: false, run: () => undefined, disabled: true }} />
        }
      >
        {view.waiting ? <WaitingNote whom={RECEIPT.sealingWho} since={view.waiting.since} /> : null}
      </Station>
    );
  }
  const close = async () => {
    const done = await closing.run(() => facade.case.close());
    if (done) store.putCase(null);
  };
  return (
    <Station
      title={receipt.provisional ? OFFLINE.receiptTitle : RECEIPT.title}
      hint={receipt.provisional ? OFFLINE.receiptHint : RECEIPT.hint}
      notes={<FailureNote failure={closing.failure ?? view.failure} />}
      actions={
        <ActionBar primary={{ label: RECEIPT.close, busy: closing.busy, run: () => void close() }}>
          <Button size="large" onClick={() => setViewing(true)}>
            {RECEIPT.view}
          </Button>
          <Button size="large" onClick={() => setVerifying(true)}>
            {RECEIPT.verify}
          </Button>
        </ActionBar>
      }
    >
      <section className="result">
        <SealMark />
        <div className="result-text">
          <p className="strip-label">{RECEIPT.number}</p>
          <p className="result-number">{receipt.number}</p>
          {receipt.provisional ? (
            <p className="offline-note">
              <Icon name="warning" />
              {OFFLINE.receipt}
            </p>
          ) : null}
          {savings ? (
            <p className="result-saved">
              <Icon name="done" />
              {RECEIPT.saved(savings.materials.length, savings.fieldsFilled)}
            </p>
          ) : null}
        </div>
      </section>
      <ReceiptFacts
        receipt={receipt}
        holder={(view.grant ?? view.provisional)?.holder.name ?? ''}
        routing={view.routing}
      />
      {verifying ? <VerifyNote receiptId={receipt.id} /> : null}
      <NextItems key={view.id} />
      <section className="recent">
        <h2>{RECEIPT.recent}</h2>
        <ReceiptList limit={RECENT} />
      </section>
      {viewing ? <ReceiptSheet view={view} receipt={receipt} onClose={() => setViewing(false)} /> : null}
    </Station>
  );
}
